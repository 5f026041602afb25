"""What has expired in the bucket is deleted once an hour, whatever asks for it."""

import pytest

from services.settings import Target
from services.workflows import cleanup


def test_the_first_call_of_an_hour_clears_what_was_left_behind(
    here: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[Target] = []
    hour = [1_000]
    monkeypatch.setattr(cleanup.time, "time", lambda: hour[0] * 3600.0)
    monkeypatch.setattr(cleanup.cleanup, "clear", cleared.append)
    for hour[0], expected in ((1_000, 1), (1_000, 1), (1_001, 2)):
        cleanup.start_hourly(here)
        cleanup.background.progress(f"cleanup {here} {hour[0]}", timeout=30)
        assert len(cleared) == expected
