"""Work submitted by a page: sent once, watched until it has ended, its error shown with a way on."""

import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from components.shared.message import problem
from services.runtime.background import background
from services.text.i18n import _

POLL_SECONDS = 0.5


def submit(form: str, work: Callable[..., Any], *arguments: Any) -> None:
    """Start the form's work in the background; pressing again while it runs submits nothing."""
    progress = background.look(_key(form))
    if progress is not None and progress.state != "running":
        _renew(form)
    background.start(_key(form), work, *arguments)


def is_running(form: str) -> bool:
    """Tell whether the form's work is under way, so that the form can be disabled."""
    progress = background.look(_key(form))
    return progress is not None and progress.state == "running"


def result(form: str, label: str, patience: float = 0.0) -> Any | None:
    """Return what the form's work returned, once; show its progress or its error until then.

    `patience` is how many seconds to wait for work that is mostly done at once.
    """
    progress = background.look(_key(form), patience)
    if progress is None:
        return None
    if progress.state == "running":
        _watch(form, label)
        return None
    if progress.state == "failed" and progress.error is not None:
        problem(progress.error, form)
        st.button(_("Dismiss"), key=f"{form}_dismiss", on_click=_renew, args=(form,))
        return None
    _renew(form)
    return progress.result


def _watch(form: str, label: str) -> None:
    @st.fragment(run_every=POLL_SECONDS)
    def waiting() -> None:
        progress = background.look(_key(form))
        if progress is None or progress.state != "running":
            st.rerun()
        st.status(progress.stage.text or label, state="running")

    waiting()


def _key(form: str) -> str:
    # A session's next submission of the same form is another piece of work.
    keys: dict[str, str] = st.session_state.setdefault("submissions", {})
    return keys.setdefault(form, f"{form}-{secrets.token_hex(8)}")


def _renew(form: str) -> None:
    background.forget(_key(form))
    st.session_state["submissions"].pop(form, None)
