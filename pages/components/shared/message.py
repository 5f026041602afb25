"""How errors and their remedies are shown."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from services.errors import LaunchpadError
from services.text.markdown import escape
from services.text.messages.errors import error_text


def problem(error: LaunchpadError) -> None:
    """Show what happened and, below it, what to do."""
    text = error_text(error)
    body = f"**{escape(text.message)}**"
    if text.hint:
        body += f"\n\n{escape(text.hint)}"
    st.error(body, icon=":material/error:")


@contextmanager
def shown() -> Iterator[None]:
    """Show a LaunchpadError raised inside the block in place of what would have come after it."""
    try:
        yield
    except LaunchpadError as error:
        problem(error)
