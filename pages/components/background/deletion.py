"""Deleting something: what is lost is named first, and nothing happens without a second press."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.background import submit
from services.text.i18n import _
from services.text.markdown import escape

FORM = "deletion"


def outcome() -> Any | None:
    """Return what the confirmed work returned, once; show its progress or its error until then."""
    return submit.result(FORM, _("Asking the cloud…"))


def button(
    label: str,
    question: str,
    loss: str | Callable[[], None],
    work: Callable[..., Any],
    *arguments: Any,
    key: str = "delete",
    icon: str = "delete",
) -> None:
    """Show a button that asks the question, says what is lost, and on a second press starts the work.

    `loss` is the text, or shows what has to be looked up once the question is asked.
    """
    busy = submit.is_running(FORM)
    if st.button(label, icon=f":material/{icon}:", key=key, disabled=busy):
        _dialog(question, loss, label, work, arguments, key, icon)


def _dialog(
    question: str,
    loss: str | Callable[[], None],
    label: str,
    work: Callable[..., Any],
    arguments: tuple[Any, ...],
    key: str,
    icon: str,
) -> None:
    @st.dialog(escape(question))
    def confirm() -> None:
        if callable(loss):
            loss()
        else:
            st.write(escape(loss))
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(_("Keep it"), key=f"{key}_keep"):
                st.rerun()
            confirmed = st.button(label, type="primary", icon=f":material/{icon}:", key=f"{key}_confirm")
        if confirmed:
            submit.submit(FORM, work, *arguments)
            st.rerun()

    confirm()
