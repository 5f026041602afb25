"""Wait for the result of shared background work, and show its progress or error."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import streamlit as st

from components.background.watch import watch
from components.shared.message import problem
from services.runtime.background import Stage, background
from services.text.messages.errors import error_text

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
    """Start work unless its key is known, and return its result; None while it runs or if it failed.

    It computes, so only a few such works run at once, and leave the machine's cores to pages.

    `show` draws the stage of running work; `retry` is the label of the button that retries after an error.
    The session that starts work waits a moment; the page reruns once it has ended.
    """
    is_new = background.submit(key, partial(work, *args, **kwargs), resource="computation")
    progress = background.progress(key, TIMEOUT_SECONDS if is_new else 0)
    if progress is None or progress.state == "running":
        watch(lambda: _running(key), show, POLL_SECONDS, place=f"watch_{key}")
        return None
    if progress.error is not None:
        forget = partial(background.forget, key)
        problem(progress.error, key, forget, forget)
        if "retry" not in error_text(progress.error).actions:
            st.button(retry, key=f"retry_{key}", on_click=forget)
        return None
    result: T | None = progress.result
    return result


def _running(key: str) -> Stage | None:
    progress = background.progress(key)
    return progress.stage if progress is not None and progress.state == "running" else None
