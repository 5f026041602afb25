"""A fragment that renews the page where another session or program may have changed what it lists."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from services.errors import LaunchpadError
from services.runtime import deadline

SECONDS = 10.0
_component = st.components.v2.component(
    "renew", html="<span></span>", js=(Path(__file__).parent / "renew.js").read_text()
)


def renew(look: Callable[[], object]) -> None:
    """Rerun the page once `look` returns something else than now; it looks every ten seconds.

    A page without a change is left alone, so nothing moves under the pointer. The browser waits while a
    list is open or the pointer is pressed.
    """
    shown = look()

    @st.fragment(run_every=SECONDS)
    def renewed() -> None:
        try:
            with deadline.within():
                changed = look() != shown
        except LaunchpadError:
            return  # the next look may succeed, and the page says so once it runs
        due = _component(key="renew", data={"changed": changed}, on_due_change=lambda: None).due
        if changed and due:
            st.rerun()

    # It takes no place on the page there.
    with st.sidebar:
        renewed()
