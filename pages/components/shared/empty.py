"""Empty states: what a page says where there is nothing yet, and where to go from there."""

import streamlit as st


def state(icon: str, title: str, text: str) -> None:
    """Show what is missing and why it matters; a link or button may follow inside the same block."""
    st.subheader(f":material/{icon}: {title}", anchor=False)
    st.caption(text)


def leading_to(icon: str, title: str, text: str, page: str, label: str) -> None:
    """Show what is missing with a link to the page on which it is made."""
    with st.container(border=True):
        state(icon, title, text)
        st.page_link(page, label=label, icon=":material/arrow_forward:")
