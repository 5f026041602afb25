"""Who uses the page, as far as that is known."""

import streamlit as st

from services.settings import Target
from services.text.i18n import _


def mail() -> str:
    """Return the signed-in reader's mail address, empty where nobody signs in."""
    return str(st.user.get("email") or "") if st.user.get("is_logged_in") else ""


def named(by: str, target: Target) -> str:
    """Return who stored something as it stands in a list."""
    return by or (_("This machine") if target.kind == "local" else "–")
