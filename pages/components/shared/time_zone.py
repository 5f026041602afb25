"""The session's time zone: the browser's, else UTC."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from services.text import time_zone


def apply() -> None:
    """Let everything that a session draws be in its browser's time zone."""
    time_zone.ask_session(_of_session)


def _of_session() -> str | None:
    # A background thread draws for no session.
    return st.context.timezone if get_script_run_ctx(suppress_warning=True) else None
