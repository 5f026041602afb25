"""A part of a page that is drawn again by itself while something is under way."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from components.shared import message

S = TypeVar("S")

POLL_SECONDS = 0.5


def watch(look: Callable[[], S | None], show: Callable[[S], object], seconds: float = POLL_SECONDS) -> None:
    """Show what `look` returns, anew every few `seconds`; once it returns None, run the page again."""

    @st.fragment(run_every=seconds)
    def watched() -> None:
        with message.shown():
            state = look()
            if state is None:
                st.rerun()
            show(state)

    watched()
