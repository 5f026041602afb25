"""A deadline holds for all calls of a block, however many there are, and the earlier of two counts."""

import pytest

from services.runtime import deadline
from services.runtime.deadline import Overdue
from tests.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_call_gets_what_remains_and_none_begins_afterwards(clock: Clock) -> None:
    with deadline.within(10, clock):
        assert deadline.remaining(60) == 10
        clock.now += 7
        assert (deadline.remaining(60), deadline.remaining(2)) == (3, 2)
        clock.now += 3
        with pytest.raises(Overdue):
            deadline.remaining(60)
    assert deadline.remaining(60) == 60


def test_a_block_inside_another_has_no_more_time_than_that(clock: Clock) -> None:
    with deadline.within(5, clock):
        with deadline.within(20, clock):
            assert deadline.remaining(60) == 5
        with deadline.within(2, clock):
            assert deadline.remaining(60) == 2
        assert deadline.remaining(60) == 5


def test_a_page_has_fifteen_seconds_with_what_draws_it(clock: Clock) -> None:
    with deadline.within(clock=clock) as own:
        assert own.remaining() == deadline.PAGE_SECONDS < 15
