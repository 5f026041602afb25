"""How much each column tells of the target: looked for in the background, once for everyone."""

import streamlit as st

from components.background.await_result import await_result
from services import cache
from services.data.associations.associations import Link
from services.runtime.background import Stage
from services.settings import Target
from services.text.i18n import _


def found(target: Target, folder: str, column: str) -> tuple[Link, ...]:
    """Return the links of a table's columns to one of them; none while they are looked for, which shows."""
    key = f"links {target} {folder} {column}"
    links = await_result(key, _show, _("Look again"), cache.links, target, folder, column)
    return links or ()


def _show(_stage: Stage) -> None:
    st.caption(_(":material/search: Looking for columns that give the target away…"))
