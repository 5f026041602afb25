"""Failed work is found by its owner, at its place, until it is forgotten; the oldest goes first."""

from functools import partial
from typing import Any

import pytest

from services.errors import LaunchpadError
from services.runtime.background import Background
from services.runtime.submitted import SubmittedWork, Work


def fail() -> Any:
    raise LaunchpadError("unexpected")


def work(jobs: Background, key: str, owner: str = "mina", call: Any = fail) -> Work:
    return Work(owner, ("deploy", "deploy", key), partial(call), "nonce", jobs, key=key)


@pytest.fixture
def jobs() -> Background:
    return Background(workers=1)


def test_what_failed_is_found_until_it_is_forgotten(jobs: Background) -> None:
    submitted, first = SubmittedWork(), work(jobs, "1")
    for started in (first, work(jobs, "2", owner="ann"), work(jobs, "3", call=str)):
        submitted.start(started)
        jobs.progress(started.key, timeout=30)
    assert [found.key for found in submitted.failed("mina", "deploy", "deploy")] == ["1"]
    assert submitted.failed("mina", "train", "deploy") == ()
    submitted.forget(first)
    assert submitted.failed("mina", "deploy", "deploy") == ()
    assert jobs.progress("1") is None


def test_only_the_last_works_are_remembered(jobs: Background) -> None:
    submitted = SubmittedWork(remembered=2)
    for key in "123":
        submitted.start(work(jobs, key))
        jobs.progress(key, timeout=30)
    assert [found.key for found in submitted.failed("mina", "deploy", "deploy")] == ["2", "3"]
