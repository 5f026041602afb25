"""Empty states: what a page has nothing of yet, and the page on which to make it."""

import streamlit as st


def state(icon: str, title: str, text: str) -> None:
    """Show what is missing and what it is for; a link or button may follow inside the same block."""
    st.subheader(f":material/{icon}: {title}", anchor=False)
    st.caption(text)


def leading_to(icon: str, title: str, text: str, page: str, label: str, key: str = "empty") -> None:
    """Show what is missing, with a link to the page on which it is made, in a container of this key."""
    with st.container(border=True, key=key):
        state(icon, title, text)
        st.page_link(page, label=label, icon=":material/arrow_forward:")
