"""How much each column tells of the target: looked for in the background, once for everyone."""

import streamlit as st

from components import waiting
from services import cache
from services.background import Progress
from services.data.links import Link
from services.settings import Target
from services.words import _


def found(target: Target, folder: str, column: str) -> tuple[Link, ...]:
    """Return the links of a table's columns to one of them; none while they are looked for, which shows."""
    key = f"links {target} {folder} {column}"
    links: tuple[Link, ...] | None = waiting.result(
        key, _show, _("Look again"), cache.links, target, folder, column
    )
    return links or ()


def _show(_progress: Progress) -> None:
    st.caption(_(":material/search: Looking for columns that give the target away…"))
