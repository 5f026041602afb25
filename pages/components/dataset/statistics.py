"""The statistics of a stored table, computed anew where another version of the app computed them."""

import streamlit as st

from components.background.await_result import await_result
from services import cache
from services.data.profile import Profile
from services.runtime.background import Stage, background
from services.settings import Target
from services.text.i18n import _
from services.text.messages.stages import stage_text


def of(target: Target, folder: str) -> Profile | None:
    """Return a table's profile; none while it is computed anew, which shows, or where that failed."""
    stored = cache.stored_profile(target, folder)
    if stored is not None:
        return stored
    key = f"profile {target} {folder}"
    renewed = await_result(key, _show, _("Try again"), cache.profile, target, folder)
    if renewed is not None:
        background.forget(key)  # it is stored now
    return renewed


def _show(stage: Stage) -> None:
    st.status(stage_text(stage), state="running")
    st.caption(_("Another version of the app stored this table: what is known of it is brought up to date."))
