"""Reads begin together, share the deadline, and wait for nobody else's."""

from threading import Barrier, Event

import pytest

from services import cache
from services.cache import parallel
from services.errors import NotFound
from services.runtime import deadline
from services.runtime.deadline import Overdue
from services.settings import Target


def test_reads_are_under_way_at_the_same_time() -> None:
    meeting = Barrier(3)

    def read() -> int:
        return meeting.wait(10)

    assert sorted(cache.side_by_side(read, read, read)) == [0, 1, 2]


def test_reads_share_the_deadline_and_the_first_error_is_raised() -> None:
    def fail() -> int:
        raise NotFound("gone")

    with pytest.raises(NotFound):
        cache.side_by_side(lambda: 1, fail)
    clock = iter([0.0, 1.0])
    with deadline.within(0.5, lambda: next(clock)), pytest.raises(Overdue):
        cache.side_by_side(lambda: 1, lambda: deadline.remaining(60))


def test_where_all_threads_are_busy_a_read_is_made_at_once() -> None:
    gate = Event()
    for _thread in range(parallel.THREADS):
        parallel._pool.submit(gate.wait, 10)
    assert cache.side_by_side(lambda: 1, lambda: 2) == (1, 2)
    gate.set()


def test_cached_reads_are_read_once(here: Target, calls: list[str]) -> None:
    lists = cache.side_by_side(lambda: cache.datasets(here), lambda: cache.endpoints(here))
    made = len(calls)
    assert lists == (cache.datasets(here), cache.endpoints(here))
    assert len(calls) == made
