"""A button with a confirmation dialog that says what is lost, and the message once it is done."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components.background import open_dialog, typed_name
from components.context import session
from components.context.context import Parameter
from services.errors import LaunchpadError
from services.runtime import deadline
from services.text.i18n import _
from services.text.markdown import escape


@dataclass(frozen=True)
class _Question:
    label: str
    title: str
    loss: str | Callable[[], None]
    act: Callable[[], None]
    key: str
    icon: str
    name: str
    destroys: bool


def button(
    label: str,
    question: str,
    loss: str | Callable[[], None],
    act: Callable[[], None],
    *,
    key: str,
    icon: str = "delete",
    disabled: bool = False,
    about: str = "",
    name: str = "",
    destroys: bool = True,
) -> None:
    """Show a button that opens a dialog, which calls `act` once confirmed.

    `loss` is a text, or a function that draws what has to be looked up first. `about` is the id of the thing
    where the key doesn't have it. With a `name`, it has to be typed first, as the thing is lost for
    everybody. What `destroys` is confirmed by a red button. The dialog's elements have the keys
    `<key>_name`, `<key>_keep` and `<key>_confirm`.
    """
    pressed = st.button(label, icon=f":material/{icon}:", key=key, disabled=disabled)
    if not disabled and open_dialog.is_open(key, about, pressed=pressed):
        _dialog(_Question(label, question, loss, act, key, icon, name, destroys))


def done(text: str, parameter: Parameter, id: str, unrecorded: LaunchpadError | None = None) -> None:
    """Show that something was deleted, with what remains, and close it."""
    session.forget(parameter, id)
    st.toast(escape(text), icon=":material/delete:", duration="long")
    warn_of(unrecorded)


def warn_of(unrecorded: LaunchpadError | None) -> None:
    """Show that it couldn't be recorded who did something, if so."""
    if unrecorded is not None:
        text = _("It couldn't be recorded who did this and when, so links to it won't say.")
        st.toast(text, icon=":material/warning:", duration="long")


def _dialog(question: _Question) -> None:
    @st.dialog(escape(question.title), on_dismiss=open_dialog.close)
    def confirm() -> None:
        if callable(question.loss):
            with deadline.within():
                question.loss()
        else:
            st.write(escape(question.loss))
        _answer(question)

    confirm()


# Typing reruns the answer alone, as it can take a while to look up what is lost.
@st.fragment
def _answer(question: _Question) -> None:
    key = question.key
    is_named = not question.name or typed_name.section(question.name, f"{key}_name", f"{key}_confirm")
    with st.container(horizontal=True, horizontal_alignment="right"):
        cancelled = st.button(_("Keep it"), key=f"{key}_keep")
        with st.container(key=f"destroys_{key}" if question.destroys else None, width="content"):
            confirmed = st.button(
                question.label,
                type="primary",
                icon=f":material/{question.icon}:",
                key=f"{key}_confirm",
                on_click=_act,
                args=(question,),
                disabled=not is_named,
            )
    if cancelled or (confirmed and is_named):
        open_dialog.close()
        st.rerun()


def _act(question: _Question) -> None:
    # A press may be on its way while the name is changed.
    if not question.name or typed_name.is_typed(question.name, f"{question.key}_name"):
        question.act()
