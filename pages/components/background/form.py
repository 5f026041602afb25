"""Forms: submit work from a page once, watch it, and get its typed result."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, ParamSpec, TypeVar

import streamlit as st

from components.background import open_dialog
from components.background.watch import watch
from components.context import session
from components.shared.message import problem
from services.runtime.background import Background, Progress, Stage, StageCode, background
from services.text.i18n import _
from services.text.messages.stages import stage_text

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE_SECONDS = 10.0  # before a reader is told that work takes long

_PAGE = "page"
_SUBMISSIONS = "submissions"
_WORK = "submitted_work"


def enter_page(page: str) -> None:
    """Set the page, by its URL path, that submitted work of this session belongs to."""
    open_dialog.begin_run(same_page=st.session_state.get(_PAGE) == page)
    st.session_state[_PAGE] = page


class Form(Generic[T]):
    """A form whose work returns a T; a session has at most one running submission of it per page.

    The page and the component that submits share the object. `stage` is shown until the work reports one;
    `result` waits up to `timeout` seconds for running work. `lane` has the workers; `resource` returns from
    the work's arguments what it is for, if no such thing may take all of them.
    """

    def __init__(
        self,
        name: str,
        stage: StageCode,
        timeout: float = 0.0,
        lane: Background = background,
        resource: Callable[..., str] = lambda *_args, **_kwargs: "",
    ) -> None:
        self._name = name
        self._stage: StageCode = stage
        self._timeout = timeout
        self._lane = lane
        self._resource = resource

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> None:
        """Start work in the background; does nothing while other work of the form runs."""
        progress = self._progress()
        if progress is not None and progress.state != "running":
            self._renew()
        self._start(partial(work, *args, **kwargs))

    def is_running(self) -> bool:
        """Return whether this page's work is under way, so that its button can be disabled."""
        progress = self._progress()
        return progress is not None and progress.state == "running"

    def result(self, show: Callable[[Stage], object] | None = None) -> T | None:
        """Return the result once; show progress or an error until then.

        `show` draws the stage of running work, by default in a box at the edge of the window, so that
        nothing moves while work runs and the box is in sight wherever the reader is.
        """
        with st.container(key=f"outcome_{self._name}"):
            return self._outcome(show or self._show)

    def _outcome(self, show: Callable[[Stage], object]) -> T | None:
        progress = self._progress(self._timeout)
        if progress is None:
            return None
        if progress.state == "running":
            watch(self._running, show, place=f"{self._name}_progress")
            return None
        if progress.error is not None:
            problem(progress.error, self._name, self._repeat, self._renew)
            st.button(_("Dismiss"), key=f"{self._name}_dismiss", on_click=self._renew)
            return None
        self._renew()
        result: T | None = progress.result
        return result

    def _start(self, work: partial[T]) -> None:
        # Until its result is taken, so that it can be submitted again.
        st.session_state.setdefault(_WORK, {})[self._key] = work
        resource = self._resource(*work.args, **work.keywords)
        self._lane.submit(self._key, work, session.token(), resource)

    def _repeat(self) -> None:
        """Submit failed work again; where that could make a second thing, the error has no button for it."""
        work = st.session_state.get(_WORK, {}).get(self._key)
        self._renew()
        if work is not None:
            self._start(work)

    def _progress(self, timeout: float = 0.0) -> Progress[Any] | None:
        return self._lane.progress(self._key, timeout)

    def _running(self) -> Stage | None:
        progress = self._progress()
        return progress.stage if progress is not None and progress.state == "running" else None

    def _show(self, stage: Stage) -> None:
        with st.container(key=f"working_{self._name}"):
            st.status(stage_text(Stage(self._stage) if stage.code == "waiting" else stage), state="running")
            if stage.seconds > PATIENCE_SECONDS:
                st.caption(
                    _("This takes long. You can leave the page: work goes on, and its result comes here.")
                )

    @property
    def _key(self) -> str:
        # The next submission of the same form has another key.
        page = st.session_state.get(_PAGE, "")
        keys: dict[tuple[str, str], str] = st.session_state.setdefault(_SUBMISSIONS, {})
        return keys.setdefault((page, self._name), f"{self._name}-{secrets.token_hex(8)}")

    def _renew(self) -> None:
        self._lane.forget(self._key)
        st.session_state.get(_WORK, {}).pop(self._key, None)
        st.session_state[_SUBMISSIONS].pop((st.session_state.get(_PAGE, ""), self._name), None)
