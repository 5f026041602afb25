"""Empty states: a page without content yet, with a link to the page where it is made."""

import streamlit as st


def state(icon: str, title: str, text: str) -> None:
    """Show an empty state; a link or button can follow in the same block."""
    st.subheader(f":material/{icon}: {title}", anchor=False)
    st.caption(text)


def leading_to(icon: str, title: str, text: str, page: str, label: str, key: str = "empty") -> None:
    """Show an empty state with a link to a page, in a container with this key."""
    with st.container(border=True, key=key):
        state(icon, title, text)
        st.page_link(page, label=label, icon=":material/arrow_forward:")
