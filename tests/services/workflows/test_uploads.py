"""An upload that begins clears once an hour what others left behind."""

import pytest

from services.settings import Target
from services.workflows import uploads


def test_the_first_upload_of_an_hour_clears_what_was_left_behind(
    here: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[Target] = []
    hour = [1_000]
    monkeypatch.setattr(uploads.time, "time", lambda: hour[0] * 3600.0)
    monkeypatch.setattr(uploads.cleanup, "clear", cleared.append)
    for hour[0], expected in ((1_000, 1), (1_000, 1), (1_001, 2)):
        uploads.begin(here, "a.csv", 4)
        uploads.background.progress(f"cleanup {here} {hour[0]}", timeout=30)
        assert len(cleared) == expected
