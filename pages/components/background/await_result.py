"""Waiting: what work in the background gives, with a word on the page while it runs or where it failed."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.shared.message import problem
from services.runtime.background import Progress, background

POLL_SECONDS = 1.0
PATIENCE_SECONDS = 0.3


def result(
    key: str, show: Callable[[Progress], None], again: str, work: Callable[..., Any], *given: Any
) -> Any:
    """Return what the work gives, started where it wasn't; None while it runs, or where it failed.

    `show` tells that it runs, `again` is the button that tries anew. Who begins it waits a moment; the
    page is drawn again once the work has ended.
    """
    is_new = background.start(key, work, *given)
    progress = background.look(key, PATIENCE_SECONDS if is_new else 0)
    if progress is None or progress.state == "running":
        _watch(key, show)
        return None
    if progress.error is not None:
        problem(progress.error)
        st.button(again, key=f"again {key}", on_click=background.forget, args=(key,))
        return None
    return progress.result


def _watch(key: str, show: Callable[[Progress], None]) -> None:
    @st.fragment(run_every=POLL_SECONDS)
    def waiting() -> None:
        progress = background.look(key)
        if progress is None or progress.state != "running":
            st.rerun()
        show(progress)

    waiting()
