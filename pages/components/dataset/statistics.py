"""The statistics of a stored table, computed again where another version of the app stored them."""

import streamlit as st

from components.background.await_result import await_result
from services import cache
from services.data.profile import Profile
from services.runtime.background import Stage, background
from services.settings import Target
from services.text.i18n import _
from services.text.messages.stages import stage_text


def of(target: Target, folder: str) -> Profile | None:
    """Return the profile of a table, None while it is computed, which shows, or where that failed."""
    stored = cache.stored_profile(target, folder)
    if stored is not None:
        return stored
    key = f"profile {target} {folder}"
    profile = await_result(key, _show, _("Try again"), cache.profile, target, folder)
    if profile is not None:
        background.forget(key)  # it is stored now
    return profile


def _show(stage: Stage) -> None:
    with st.container(key="updating_statistics"):
        st.status(stage_text(stage), state="running")
        st.caption(_("Another version of the app stored this table. Its statistics are being updated."))
