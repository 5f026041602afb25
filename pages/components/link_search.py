"""How much each column tells of the target: looked for in the background, once for everyone."""

import streamlit as st

from components.message import problem
from services import cache
from services.background import background
from services.data.links import Link
from services.settings import Target
from services.words import _

POLL_SECONDS = 1.0
PATIENCE_SECONDS = 0.3


def found(target: Target, folder: str, column: str) -> tuple[Link, ...]:
    """Return the links of a table's columns to one of them; none while they are looked for, which shows.

    The page is drawn again once they are known.
    """
    key = f"links {target} {folder} {column}"
    background.start(key, cache.links, target, folder, column)
    progress = background.look(key, PATIENCE_SECONDS)
    if progress is None or progress.state == "running":
        _watch(key)
        return ()
    if progress.error is not None:
        problem(progress.error)
        st.button(_("Look again"), key=f"links_{folder}_{column}", on_click=background.forget, args=(key,))
        return ()
    links: tuple[Link, ...] = progress.result
    return links


def _watch(key: str) -> None:
    @st.fragment(run_every=POLL_SECONDS)
    def waiting() -> None:
        progress = background.look(key)
        if progress is None or progress.state != "running":
            st.rerun()
        st.caption(_(":material/search: Looking for columns that give the target away…"))

    waiting()
