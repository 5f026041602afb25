"""The choice between a run of the app's algorithms and one of own code."""

from typing import Literal, assert_never

import streamlit as st

from services.text.i18n import _

Kind = Literal["algorithms", "own_code"]
KINDS: tuple[Kind, ...] = ("algorithms", "own_code")
_KEY = "run_kind"


def choose() -> Kind:
    """Show the choice and return it; it stays for the session."""
    chosen: Kind = st.segmented_control(
        _("Train with"),
        KINDS,
        default=KINDS[0],
        format_func=kind_title,
        key=_KEY,
        required=True,
        persist_state="session",
    )
    return chosen


def is_own_code() -> bool:
    """Whether own code was chosen, before the choice is shown."""
    return bool(st.session_state.get(_KEY) == "own_code")


def own_code_button() -> None:
    """Show the way to a run of own code, which needs no dataset."""
    st.button(
        _("Launch your own code without a dataset"),
        icon=":material/code:",
        key="own_code_first",
        on_click=choose_own_code,
    )


def choose_own_code() -> None:
    """Choose own code, before the choice is shown."""
    st.session_state[_KEY] = "own_code"


def kind_title(kind: Kind) -> str:
    """Return the title of a kind of run."""
    match kind:
        case "algorithms":
            return _("Algorithms")
        case "own_code":
            return _("Your own code")
        case _:
            assert_never(kind)
