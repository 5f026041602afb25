"""The signed-in user of the page, if any."""

import streamlit as st

from services.settings import Target
from services.text.i18n import _

_EMAIL = "user_email"


def begin_run() -> None:
    """Read who is signed in, once for all of a page: each time, Streamlit looks for a file of secrets."""
    st.session_state[_EMAIL] = _read()


def email() -> str:
    """Return the signed-in user's e-mail address, empty if nobody is signed in."""
    known: str | None = st.session_state.get(_EMAIL)
    return _read() if known is None else known


def _read() -> str:
    return str(st.user.get("email") or "") if st.user.get("is_logged_in") else ""


def display_name(by: str, target: Target) -> str:
    """Return the owner of a stored resource as lists show it; `by` is an e-mail address or empty."""
    return by or (_("This machine") if target.kind == "local" else "–")
