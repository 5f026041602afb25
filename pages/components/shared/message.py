"""How errors and their remedies are shown."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from services.errors import LaunchpadError
from services.text.markdown import escape


def problem(error: LaunchpadError) -> None:
    """Show what happened and, below it, what to do."""
    body = f"**{escape(error.message)}**"
    if error.hint:
        body += f"\n\n{escape(error.hint)}"
    st.error(body, icon=":material/error:")


@contextmanager
def shown() -> Iterator[None]:
    """Show a LaunchpadError raised inside the block in place of what would have come after it."""
    try:
        yield
    except LaunchpadError as error:
        problem(error)
