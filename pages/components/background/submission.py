"""What a session submitted from a page by one form about one thing, until its result is taken."""

from datetime import datetime
from functools import partial
from typing import Any

import streamlit as st

from services import nonce
from services.errors import LaunchpadError
from services.runtime.background import Progress
from services.runtime.submitted import Place, Work, submitted

_SUBMISSIONS = "submissions"


class Submission:
    """The work of a place in a session; its nonce lasts until the result is taken, however often it fails."""

    def __init__(self) -> None:
        self._work: Work | None = None
        self.nonce = nonce.fresh()
        self.is_resting = False
        self.is_inherited = False

    @property
    def time(self) -> datetime | None:
        """When the work was submitted, None where there is none."""
        return self._work.time if self._work else None

    def start(self, work: Work) -> None:
        """Start work; the result of earlier work is forgotten."""
        self.forget()
        self._work = work
        submitted.start(work)

    def progress(self, timeout: float = 0.0) -> Progress[Any] | None:
        """Return the progress of the work after at most `timeout` seconds, None where there is none."""
        return self._work.lane.progress(self._work.key, timeout) if self._work else None

    def find(self, work: Work) -> None:
        """Take over failed work of another session, such as that of a tab that was closed."""
        if self.progress() is None:
            self._work, self.nonce, self.is_inherited = work, work.nonce, True

    def repeat(self, error: LaunchpadError) -> None:
        """Start failed work again with its nonce, on what is there now where the error says what changed."""
        if self._work is None:
            return
        seen, present = (error.parameters.get(name) for name in ("seen", "present"))
        call = self._work.call
        arguments = [present if present and argument == seen else argument for argument in call.args]
        work, again = self._work, partial(call.func, *arguments, **call.keywords)
        self.start(Work(work.owner, work.place, again, work.nonce, work.lane, work.session, work.resource))

    def forget(self) -> None:
        """Forget the work with its result or error."""
        if self._work is not None:
            submitted.forget(self._work)
        self._work, self.is_inherited = None, False

    def take(self, *, rest: bool) -> None:
        """Forget the work, since its result is taken; with `rest`, the nonce is spent until the rest ends."""
        self.forget()
        self.is_resting = rest
        if not rest:
            self.end_rest()

    def end_rest(self) -> None:
        """Draw a new nonce, with which the next press makes another thing."""
        self.is_resting = False
        self.nonce = nonce.fresh()


def at(place: Place) -> Submission:
    """Return the submission of a place in this session."""
    submissions: dict[Place, Submission] = st.session_state.setdefault(_SUBMISSIONS, {})
    return submissions.setdefault(place, Submission())


def find_failed(owner: str, page: str, form: str) -> tuple[str, ...]:
    """Take over what an owner submitted by a form and what failed; return what all of it is about."""
    for work in submitted.failed(owner, page, form):
        at(work.place).find(work)
    places: dict[Place, Submission] = st.session_state.get(_SUBMISSIONS, {})
    return tuple(thing for there, name, thing in places if (there, name) == (page, form))
