"""A fragment that reruns while something is running."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from components.shared import message
from services.runtime import deadline

S = TypeVar("S")

POLL_SECONDS = 0.5


def watch(
    look: Callable[[], S | None],
    show: Callable[[S], object],
    seconds: float = POLL_SECONDS,
    *,
    place: str,
) -> None:
    """Show the result of `look` every few `seconds`, and rerun the page once it is None.

    `place` tells an error of `look` apart from those of other watches on the page.
    """

    @st.fragment(run_every=seconds)
    def watched() -> None:
        with deadline.within(), message.shown(place):
            state = look()
            if state is None:
                st.rerun()
            show(state)

    watched()
