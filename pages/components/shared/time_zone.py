"""The session's time zone: the browser's, else UTC."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from services.text import time_zone


def apply() -> None:
    """Set the time zone of the session to its browser's."""
    time_zone.ask_session(_of_session)


def _of_session() -> str | None:
    # A background thread has no session.
    return st.context.timezone if get_script_run_ctx(suppress_warning=True) else None
