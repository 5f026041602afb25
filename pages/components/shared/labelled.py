"""Labels with strangers' names, such as a column's, which look and sound as they were written.

Streamlit shows a label as Markdown, and gives screen readers the same text as it is, with its backslashes.
So a name with Markdown in it stands beside the widget, whose own label is hidden and has no backslash.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from services.text.markdown import SEAM, escape

_IMAGE = "!["  # a browser would load an image even in a hidden label


@contextmanager
def label(text: str, help: str | None = None) -> Iterator[dict[str, Any]]:
    """Show a label above the widget in the block, and yield the arguments that the widget needs for it."""
    if not _is_active(text):
        yield {"label": escape(text), "help": help}
        return
    with st.container(gap="xxsmall"):
        st.markdown(_small(text), help=help)
        yield {"label": text, "label_visibility": "collapsed"}


def checkbox(text: str, key: str) -> bool:
    """Show a checkbox with a label, and return whether it is checked."""
    if not _is_active(text):
        return st.checkbox(escape(text), key=key)
    with st.container(horizontal=True, gap="xsmall"):
        checked = st.checkbox(text, key=key, label_visibility="collapsed", width="content")
        st.markdown(_small(text), width="stretch")
    return checked


def _small(text: str) -> str:
    return f":small[{escape(text)}]"  # as large as the labels of Streamlit's widgets


def _is_active(text: str) -> bool:
    escaped = escape(text)
    # Streamlit makes links of addresses in a hidden label, too.
    return escaped != text and SEAM not in escaped and _IMAGE not in text
