"""The result of work that all sessions share, with its progress or its error on the page until then."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from components.background.watch import watch
from components.shared.message import problem
from services.runtime.background import Stage, background

P = ParamSpec("P")
T = TypeVar("T")

POLL_SECONDS = 1.0
TIMEOUT_SECONDS = 0.3


def await_result(
    key: str,
    show: Callable[[Stage], None],
    retry: str,
    work: Callable[P, T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | None:
    """Return what the work returns, started where the key is new; None while it runs or where it failed.

    `show` draws its stage while it runs, `retry` labels the button that starts it anew after an error.
    The session that starts it waits a moment; the page runs again once the work has ended.
    """
    is_new = background.start(key, work, *args, **kwargs)
    progress = background.progress(key, TIMEOUT_SECONDS if is_new else 0)
    if progress is None or progress.state == "running":
        watch(lambda: _running(key), show, POLL_SECONDS)
        return None
    if progress.error is not None:
        problem(progress.error)
        st.button(retry, key=f"retry_{key}", on_click=background.forget, args=(key,))
        return None
    result: T | None = progress.result
    return result


def _running(key: str) -> Stage | None:
    progress = background.progress(key)
    return progress.stage if progress is not None and progress.state == "running" else None
