"""Empty states: a page without content yet, with a link to the page where it is made."""

import streamlit as st

from components.context import links


def state(icon: str, title: str, text: str, *, is_page: bool = False) -> None:
    """Show an empty state of a section or of a page; a link or button can follow in the same block."""
    heading = st.header if is_page else st.subheader
    heading(f":material/{icon}: {title}", anchor=False)
    st.caption(text)


def leading_to(icon: str, title: str, text: str, page: str, label: str, key: str = "empty") -> None:
    """Show an empty state with a link to a page, in a container with this key."""
    with st.container(border=True, key=key):
        state(icon, title, text, is_page=True)
        links.page_link(page, label, icon=":material/arrow_forward:")
