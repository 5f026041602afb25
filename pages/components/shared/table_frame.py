"""The place of a table on a page: its height before it is drawn, and room for its toolbar."""

import streamlit as st

ROW = 33  # pixels of a row and of the header, at the theme's font size
MOST = 375  # pixels of a table of more than ten rows
TOOLBAR = 14  # pixels that the toolbar needs above the table, beside the usual gaps


def height(rows: int) -> int:
    """Return the height that Streamlit gives a table of so many rows, to reserve it before it is drawn."""
    return min(MOST, (rows + 1) * ROW + 2)


def room() -> None:
    """Leave room for the toolbar of the table that follows, which would cover the controls above it."""
    st.space(TOOLBAR)
