"""The signed-in user of the page, if any."""

import streamlit as st

from services.settings import Target
from services.text.i18n import _


def mail() -> str:
    """Return the signed-in user's e-mail address, empty where nobody is signed in."""
    return str(st.user.get("email") or "") if st.user.get("is_logged_in") else ""


def named(by: str, target: Target) -> str:
    """Return the name of the person who stored something, as a list shows it."""
    return by or (_("This machine") if target.kind == "local" else "–")
