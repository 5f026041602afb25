"""Show errors with their hints."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from services.errors import LaunchpadError
from services.text.markdown import escape
from services.text.messages.errors import error_text


def problem(error: LaunchpadError, place: str = "") -> None:
    """Show an error and its hint; with a place, the container's key is the place and the error's code."""
    text = error_text(error)
    body = f"**{escape(text.message)}**"
    if text.hint:
        body += f"\n\n{escape(text.hint)}"
    with st.container(key=f"{place}_{error.code}" if place else None):
        st.error(body, icon=":material/error:")


@contextmanager
def shown(place: str = "") -> Iterator[None]:
    """Show a LaunchpadError raised inside the block instead of the rest of the block."""
    try:
        yield
    except LaunchpadError as error:
        problem(error, place)
