"""An upload that begins clears what others left behind."""

import pytest

from services.settings import Target
from services.workflows import uploads


def test_an_upload_that_begins_starts_the_cleanup(here: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Target] = []
    monkeypatch.setattr(uploads.cleanup, "start_hourly", started.append)
    assert uploads.begin(here, "a.csv", 4)
    assert started == [here]
