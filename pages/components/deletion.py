"""Deleting something: what is lost is named first, and nothing happens without a second press."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import message
from services.words import _


def button(
    label: str, question: str, loss: str, work: Callable[..., Any], *arguments: Any, key: str = "delete"
) -> None:
    """Show a button that asks the question, says what is lost, and on a second press does the work."""
    if st.button(label, icon=":material/delete:", key=key):
        _dialog(question, loss, label, work, arguments, key)


def _dialog(
    question: str, loss: str, label: str, work: Callable[..., Any], arguments: tuple[Any, ...], key: str
) -> None:
    @st.dialog(question)
    def confirm() -> None:
        st.write(loss)
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(_("Keep it"), key=f"{key}_keep"):
                st.rerun()
            confirmed = st.button(label, type="primary", icon=":material/delete:", key=f"{key}_confirm")
        if confirmed:
            with message.shown():
                work(*arguments)
                st.rerun()

    confirm()
