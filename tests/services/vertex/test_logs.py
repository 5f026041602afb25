"""Log lines hold the text of an entry, whatever its payload."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from services.settings import Target
from services.vertex import logs

TIME = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("a line\n", "a line"),
        ({"message": "a line\n", "levelname": "INFO"}, "a line"),
        ({"code": 7}, "{'code': 7}"),
        (None, ""),
    ],
)
def test_the_text_of_an_entry_is_its_message(payload: Any, text: str) -> None:
    line = logs._line(SimpleNamespace(timestamp=TIME, severity=None, payload=payload))
    assert (line.time, line.severity, line.text) == (TIME, "DEFAULT", text)


def test_a_job_without_entries_has_no_lines(here: Target) -> None:
    assert logs.of_job(here, "404404404", TIME) == ()
