"""A button with a confirmation dialog that says what is lost, and the message once it is done."""

from collections.abc import Callable

import streamlit as st

from components.context import session
from components.context.context import Kind
from services.text.i18n import _
from services.text.markdown import escape


def button(
    label: str,
    question: str,
    loss: str | Callable[[], None],
    act: Callable[[], None],
    *,
    key: str,
    icon: str = "delete",
    disabled: bool = False,
) -> None:
    """Show a button that opens a dialog, which calls `act` once confirmed.

    `loss` is a text, or a function that draws what has to be looked up first. The dialog's buttons have
    the keys `<key>_keep` and `<key>_confirm`.
    """
    if st.button(label, icon=f":material/{icon}:", key=key, disabled=disabled):
        _dialog(label, question, loss, act, key, icon)


def done(text: str, kind: Kind, id: str) -> None:
    """Show that something was deleted, with what remains, and close it."""
    session.forget(kind, id)
    st.toast(escape(text), icon=":material/delete:", duration="long")


def _dialog(
    label: str, question: str, loss: str | Callable[[], None], act: Callable[[], None], key: str, icon: str
) -> None:
    @st.dialog(escape(question))
    def confirm() -> None:
        if callable(loss):
            loss()
        else:
            st.write(escape(loss))
        with st.container(horizontal=True, horizontal_alignment="right"):
            cancelled = st.button(_("Keep it"), key=f"{key}_keep")
            confirmed = st.button(
                label, type="primary", icon=f":material/{icon}:", key=f"{key}_confirm", on_click=act
            )
        if cancelled or confirmed:
            st.rerun()

    confirm()
