"""Forms: submit work from a page once, watch it, and get its typed result."""

from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Generic, ParamSpec, TypeVar

import streamlit as st

from components.background import open_dialog, submission
from components.background.submission import Submission
from components.background.watch import watch
from components.context import session
from components.shared import user
from components.shared.message import problem
from services.runtime.background import Background, Stage, StageCode, background
from services.runtime.submitted import Work
from services.text import formats
from services.text.i18n import _
from services.text.messages.stages import stage_text

P = ParamSpec("P")
T = TypeVar("T")

REST_SECONDS = 2.0
PATIENCE_SECONDS = 10.0  # before a reader is told that work takes long
_PAGE = "page"


def enter_page(page: str) -> None:
    """Set the page, by its URL path, that submitted work of this session belongs to."""
    open_dialog.begin_run(same_page=st.session_state.get(_PAGE) == page)
    st.session_state[_PAGE] = page


class Form(Generic[T]):
    """A form whose work returns a T; a session has at most one running submission of it per page and thing.

    The page and the component that submits share the object. `stage` is shown until the work reports one;
    `result` waits up to `timeout` seconds for running work. `lane` has the workers; `resource` returns from
    the work's arguments what it is for, if no such thing may take all of them. A form that `creates`
    something takes no press for two seconds after its result: they are of the same double or triple click.
    """

    def __init__(
        self,
        name: str,
        stage: StageCode,
        timeout: float = 0.0,
        lane: Background = background,
        resource: Callable[..., str] = lambda *_args, **_kwargs: "",
        *,
        creates: bool = False,
        thing: str = "",
    ) -> None:
        self._name = name
        self._stage: StageCode = stage
        self._timeout = timeout
        self._lane = lane
        self._resource = resource
        self._creates = creates
        self._thing = thing

    def about(self, thing: str) -> "Form[T]":
        """Return the form on one of several things, each with work and a result of its own."""
        form = copy(self)
        form._thing = thing
        return form

    @property
    def nonce(self) -> str:
        """The nonce of what the form makes next: the same until it is made, and a moment longer."""
        return self._submission.nonce

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> None:
        """Start work in the background; does nothing while other work of the form is under way."""
        if not self.is_running():
            place = (self._page, self._name, self._thing)
            call, resource = partial(work, *args, **kwargs), self._resource(*args, **kwargs)
            self._submission.start(
                Work(_owner(), place, call, self.nonce, self._lane, session.token(), resource)
            )

    def is_running(self) -> bool:
        """Return whether this page's work is under way, so that its button can be disabled.

        What creates something is under way until its result is taken, and while the form rests.
        """
        under_way = ("running", "done") if self._creates else ("running",)
        progress = self._submission.progress()
        return self._submission.is_resting or (progress is not None and progress.state in under_way)

    def result(self, show: Callable[[Stage], object] | None = None) -> T | None:
        """Return the result once; show progress or an error until then.

        `show` draws the stage of running work, by default in a box at the edge of the window, so that
        nothing moves while work runs and the box is in sight wherever the reader is.
        """
        submission.find_failed(_owner(), self._page, self._name)
        with st.container(key=f"outcome_{self._place}"):
            return self._outcome(show or self._show)

    def results(self) -> tuple[T, ...]:
        """Return the results on all things that the form is about, each once; show the others' progress."""
        with st.container(key=f"outcome_{self._name}"):
            things = submission.find_failed(_owner(), self._page, self._name)
            forms = [self.about(thing) for thing in things]
            outcomes = [form._outcome(form._show) for form in forms]
        return tuple(outcome for outcome in outcomes if outcome is not None)

    def _outcome(self, show: Callable[[Stage], object]) -> T | None:
        mine = self._submission
        progress = mine.progress(self._timeout)
        if mine.is_resting:
            _rest(mine)
        if progress is None:
            return None
        if progress.state == "running":
            watch(self._running, show, place=f"{self._place}_progress")
            return None
        if progress.error is not None:
            problem(progress.error, self._place, partial(mine.repeat, progress.error), mine.forget)
            if mine.is_inherited and mine.time:
                st.caption(_("Submitted {age}.", age=formats.ago(mine.time)))
            st.button(_("Dismiss"), key=f"{self._place}_dismiss", on_click=mine.forget)
            return None
        if self._creates:
            _rest(mine)
        # Last, since a click may interrupt the run wherever it draws, and the next run takes the result then.
        mine.take(rest=self._creates)
        result: T | None = progress.result
        return result

    def _running(self) -> Stage | None:
        progress = self._submission.progress()
        return progress.stage if progress is not None and progress.state == "running" else None

    def _show(self, stage: Stage) -> None:
        with st.container(key=f"working_{self._place}"):
            st.status(stage_text(Stage(self._stage) if stage.code == "waiting" else stage), state="running")
            if stage.seconds > PATIENCE_SECONDS:
                st.caption(
                    _("This takes long. You can leave the page: work goes on, and its result comes here.")
                )

    @property
    def _page(self) -> str:
        return str(st.session_state.get(_PAGE, ""))

    @property
    def _place(self) -> str:
        return f"{self._name}_{self._thing}" if self._thing else self._name

    @property
    def _submission(self) -> Submission:
        return submission.at((self._page, self._name, self._thing))


def _owner() -> str:
    """Return who finds failed work again: the signed-in person, or else whoever has the address."""
    return user.email() or st.context.ip_address or ""


def _rest(resting: Submission) -> None:
    """Let the button be pressed again once the browser has shown it disabled for a while.

    The browser counts the time, so that however late the server is, no press of the click before is left.
    """
    draws = iter((True,))

    @st.fragment(run_every=REST_SECONDS)
    def rest() -> None:
        if not next(draws, False):
            resting.end_rest()
            st.rerun()

    rest()
