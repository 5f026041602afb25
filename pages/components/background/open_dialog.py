"""Which question of a page is open, so that it stays open while the page reruns for another reason."""

import streamlit as st

_OPEN = "open_dialog"
_LAST = "open_dialog_of_last_run"


def begin_run(*, same_page: bool) -> None:
    """Begin a run of the page: a dialog stays open only where its button is drawn again."""
    last = st.session_state.pop(_OPEN, None)
    st.session_state[_LAST] = last if same_page else None


def is_open(key: str, about: str, *, pressed: bool) -> bool:
    """Return whether the dialog of a button on a thing is open; a press opens it."""
    dialog = (key, about)
    if pressed or dialog in (st.session_state.get(_OPEN), st.session_state.get(_LAST)):
        st.session_state[_OPEN] = dialog
        st.session_state[_LAST] = None
        return True
    return False


def close() -> None:
    """Close the dialog: the next run doesn't draw it."""
    st.session_state[_OPEN] = st.session_state[_LAST] = None
