"""The statistics of a stored table, computed anew where another version of the app computed them."""

import streamlit as st

from components.background import await_result
from services import cache
from services.data.profile import Profile
from services.runtime.background import Progress, background
from services.settings import Target
from services.text.i18n import _


def of(target: Target, folder: str) -> Profile | None:
    """Return a table's profile; none while it is computed anew, which shows, or where that failed."""
    stored = cache.stored_profile(target, folder)
    if stored is not None:
        return stored
    key = f"profile {target} {folder}"
    renewed: Profile | None = await_result.result(key, _show, _("Try again"), cache.profile, target, folder)
    if renewed is not None:
        background.forget(key)  # it is stored now
    return renewed


def _show(progress: Progress) -> None:
    st.status(progress.stage.text or _("Computing the statistics anew…"), state="running")
    st.caption(_("Another version of the app stored this table: what is known of it is brought up to date."))
