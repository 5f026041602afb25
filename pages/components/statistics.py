"""The statistics of a stored table, computed anew where another version of the app computed them."""

import streamlit as st

from components.message import problem
from services import cache
from services.background import background
from services.data.profile import Profile
from services.settings import Target
from services.words import _

POLL_SECONDS = 1.0
PATIENCE_SECONDS = 0.3


def of(target: Target, folder: str) -> Profile | None:
    """Return a table's profile; none while it is computed anew, which shows, or where that failed.

    The page is drawn again once it is known.
    """
    stored = cache.stored_profile(target, folder)
    if stored is not None:
        return stored
    key = f"profile {target} {folder}"
    background.start(key, cache.profile, target, folder)
    progress = background.look(key, PATIENCE_SECONDS)
    if progress is None or progress.state == "running":
        _watch(key)
        return None
    if progress.error is not None:
        problem(progress.error)
        st.button(_("Try again"), key=f"profile_{folder}", on_click=background.forget, args=(key,))
        return None
    background.forget(key)  # it is stored now
    renewed: Profile = progress.result
    return renewed


def _watch(key: str) -> None:
    @st.fragment(run_every=POLL_SECONDS)
    def waiting() -> None:
        progress = background.look(key)
        if progress is None or progress.state != "running":
            st.rerun()
        st.status(progress.stage.text or _("Computing the statistics anew…"), state="running")
        st.caption(
            _("Another version of the app stored this table: what is known of it is brought up to date.")
        )

    waiting()
