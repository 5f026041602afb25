"""A fragment that renews the page where another session or program may have changed what it lists."""

from collections.abc import Callable

import streamlit as st

from services.errors import LaunchpadError

SECONDS = 10.0


def renew(look: Callable[[], object]) -> None:
    """Rerun the page once `look` returns something else than now; it looks every ten seconds.

    A page without a change is left alone, so nothing moves under the pointer.
    """
    shown = look()

    @st.fragment(run_every=SECONDS)
    def renewed() -> None:
        try:
            changed = look() != shown
        except LaunchpadError:
            return  # the next look may succeed, and the page says so once it runs
        if changed:
            st.rerun()

    renewed()
