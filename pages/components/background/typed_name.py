"""A field in which a thing's name has to be typed before it is deleted."""

import unicodedata
from pathlib import Path

import streamlit as st

from services.text.i18n import _

_component = st.components.v2.component(
    "typed_name", html="<span></span>", js=(Path(__file__).parent / "typed_name.js").read_text()
)


def section(name: str, key: str, button: str) -> bool:
    """Show the name and the field, and return whether it is typed; `button` is the key of what Enter presses.

    Blanks around it don't count, upper and lower case do.
    """
    st.code(_plain(name), language=None, wrap_lines=True)
    typed = st.text_input(
        _("Type this name to confirm"), key=key, live="100ms", autocomplete="off", max_chars=None
    )
    with st.container(key=f"{key}_hint"):
        hint = _hint(name, str(typed or ""))
        small = f":small[{hint}]"
        st.markdown(small)
    _component(key=f"{key}_enter", data={"field": key, "button": button})
    return is_typed(name, key)


def is_typed(name: str, key: str) -> bool:
    """Return whether the name is in the field with a key."""
    return _plain(str(st.session_state.get(key) or "")) == _plain(name)


def _hint(name: str, typed: str) -> str:
    right, present = _plain(name), _plain(typed)
    if right.startswith(present):
        return _(":gray[Upper and lower case must be as shown.]")
    if right.casefold().startswith(present.casefold()):
        return _(":orange[Upper and lower case differ from the name shown.]")
    return _(":orange[This isn't the name shown.]")


def _plain(text: str) -> str:
    """Return a text as it looks: without blanks around it, and with composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())
