"""The associations of all columns with the target, computed once in the background for all sessions."""

import streamlit as st

from components.background.await_result import await_result
from services import cache
from services.data.associations.associations import Association
from services.runtime.background import Stage
from services.settings import Target
from services.text.i18n import _


def associations(target: Target, folder: str, column: str) -> tuple[Association, ...]:
    """Return the associations of a table's columns with one of them; empty until they are computed."""
    key = f"associations {target} {folder} {column}"
    return await_result(key, _show, _("Try again"), cache.associations, target, folder, column) or ()


def _show(_stage: Stage) -> None:
    st.caption(_(":material/search: Looking for target leakage…"))
