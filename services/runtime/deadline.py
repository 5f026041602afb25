"""Deadlines: how long a page may wait before it says something, whatever number of calls it makes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

PAGE_SECONDS = 12.0  # of the 15 s in which a page says something; the rest draws it


class Overdue(Exception):
    """The deadline has passed. It is no OSError, which libraries would repeat the call after."""


@dataclass(frozen=True)
class Deadline:
    """A moment of a clock that returns seconds."""

    moment: float
    clock: Callable[[], float]

    def remaining(self) -> float:
        """Return the seconds that remain; raises Overdue once there are none."""
        seconds = self.moment - self.clock()
        if seconds <= 0:
            raise Overdue
        return seconds


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def within(seconds: float | None = None, clock: Callable[[], float] = time.monotonic) -> Iterator[Deadline]:
    """Let the calls in the block end within seconds, by default a page's, or by an earlier deadline."""
    deadline = Deadline(clock() + (PAGE_SECONDS if seconds is None else seconds), clock)
    around = _current.get()
    if around is not None and around.moment < deadline.moment:
        deadline = around
    token = _current.set(deadline)
    try:
        yield deadline
    finally:
        _current.reset(token)


def remaining(most: float) -> float:
    """Return how many seconds a call may take, at most `most`; raises Overdue after the deadline."""
    deadline = _current.get()
    return most if deadline is None else min(most, deadline.remaining())
