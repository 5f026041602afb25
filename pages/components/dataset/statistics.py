"""The profile of a stored table, recomputed if another version of the app stored it."""

import streamlit as st

from components.background.await_result import await_result
from services import cache
from services.data.profile import Profile
from services.runtime.background import Stage, background
from services.settings import Target
from services.text.i18n import _
from services.text.messages.stages import stage_text


def profile(target: Target, folder: str) -> Profile | None:
    """Return the profile of a table; show progress or an error, and return None, until it is computed."""
    stored = cache.stored_profile(target, folder)
    if stored is not None:
        return stored
    key = f"profile {target} {folder}"
    computed = await_result(key, _show, _("Try again"), cache.profile, target, folder)
    if computed is not None:
        background.forget(key)  # the profile is stored now
    return computed


def _show(stage: Stage) -> None:
    with st.container(key="updating_statistics"):
        st.status(stage_text(stage), state="running")
        st.caption(_("Another version of the app stored this table. Its statistics are being updated."))
