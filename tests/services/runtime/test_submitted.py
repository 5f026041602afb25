"""Failed work is found by its owner, at its place, until it is forgotten; the oldest goes first."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from services.errors import LaunchpadError
from services.runtime.background import Background
from services.runtime.submitted import SubmittedWork, Work


def fail() -> Any:
    raise LaunchpadError("unexpected")


def work(key: str, owner: str = "mina", call: Any = fail) -> Work:
    return Work(key, owner, ("deploy", "deploy", key), partial(call), "nonce", datetime.now(UTC))


@pytest.fixture
def jobs() -> Background:
    return Background(workers=1)


def test_what_failed_is_found_until_it_is_forgotten(jobs: Background) -> None:
    submitted = SubmittedWork(jobs)
    for started in (work("1"), work("2", owner="ann"), work("3", call=str)):
        submitted.start(started)
        jobs.progress(started.key, timeout=30)
    assert [found.key for found in submitted.failed("mina", "deploy", "deploy")] == ["1"]
    assert submitted.failed("mina", "train", "deploy") == ()
    submitted.forget("1")
    assert submitted.failed("mina", "deploy", "deploy") == ()
    assert jobs.progress("1") is None


def test_only_the_last_works_are_remembered(jobs: Background) -> None:
    submitted = SubmittedWork(jobs, remembered=2)
    for key in "123":
        submitted.start(work(key))
        jobs.progress(key, timeout=30)
    assert [found.key for found in submitted.failed("mina", "deploy", "deploy")] == ["2", "3"]
