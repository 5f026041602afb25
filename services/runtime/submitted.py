"""Work that people submitted in the background, by its owner, so that what failed is found after a reload."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Lock
from typing import Any

from services.runtime.background import Background, background

REMEMBERED = 32  # works; each has the arguments of its call, so that it can be done again

Place = tuple[str, str, str]  # a page, a form on it, and what the form is about


@dataclass(frozen=True)
class Work:
    """A call that somebody submitted at a place with a nonce, and the workers that run it."""

    owner: str
    place: Place
    call: partial[Any]
    nonce: str
    lane: Background = background
    session: str = ""
    resource: str = ""
    key: str = field(default_factory=lambda: secrets.token_hex(8))
    time: datetime = field(default_factory=lambda: datetime.now(UTC))


class SubmittedWork:
    """The works that were submitted last and whose outcome nobody has taken or dismissed."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._lock = Lock()

    def start(self, work: Work) -> None:
        """Start a work in the background."""
        with self._lock:
            self._works[work.key] = work
            while len(self._works) > self._remembered:
                self._works.popitem(last=False)
        work.lane.submit(work.key, work.call, work.session, work.resource)

    def forget(self, work: Work) -> None:
        """Forget a work with its outcome."""
        with self._lock:
            self._works.pop(work.key, None)
        work.lane.forget(work.key)

    def failed(self, owner: str, page: str, form: str) -> tuple[Work, ...]:
        """Return the works of an owner that a form of a page submitted and that failed."""
        with self._lock:
            works = [
                work for work in self._works.values() if (work.owner, *work.place[:2]) == (owner, page, form)
            ]
        return tuple(work for work in works if _has_failed(work))

    def clear(self) -> None:
        """Forget all works."""
        with self._lock:
            self._works.clear()


def _has_failed(work: Work) -> bool:
    progress = work.lane.progress(work.key)
    return progress is not None and progress.state == "failed"


submitted = SubmittedWork()
