"""What has expired in the bucket is deleted once an hour, whatever asks for it."""

from datetime import UTC, datetime, timedelta

import pytest

from services.settings import Target
from services.vertex import deletions
from services.vertex.deletions import Deletion
from services.workflows import cleanup


def test_the_first_call_of_an_hour_clears_what_was_left_behind(
    here: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[Target] = []
    hour = [1_000]
    monkeypatch.setattr(cleanup.time, "time", lambda: hour[0] * 3600.0)
    monkeypatch.setattr(cleanup, "clear", cleared.append)
    for hour[0], expected in ((1_000, 1), (1_000, 1), (1_001, 2)):
        cleanup.start_hourly(here)
        cleanup.background.progress(f"cleanup {here} {hour[0]}", timeout=30)
        assert len(cleared) == expected


def test_a_record_of_a_deletion_goes_after_ninety_days(here: Target) -> None:
    now = datetime.now(UTC)
    deletions.write(here, Deletion("run", "old", "Trees", "", now, ()))
    cleanup.clear(here, now + timedelta(days=89))
    assert deletions.read(here, "run", "old") is not None
    cleanup.clear(here, now + timedelta(days=91))
    assert deletions.read(here, "run", "old") is None
