from datetime import UTC
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

from services.text import time_zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Asia/Seoul", ZoneInfo("Asia/Seoul")),
        ("America/Argentina/Buenos_Aires", ZoneInfo("America/Argentina/Buenos_Aires")),
        (None, UTC),
        ("", UTC),
        ("Mars/Olympus", UTC),
        ("America", UTC),
        ("../etc/passwd", UTC),
        ("/etc/passwd", UTC),
        ("a\0b", UTC),
        ("\udce9", UTC),
        ("x" * 5000, UTC),
    ],
)
def test_a_name_that_names_no_time_zone_stands_for_utc(name, zone):
    assert time_zone.of_name(name) == zone


def test_the_time_zone_is_the_blocks_else_the_sessions_else_utc(monkeypatch):
    monkeypatch.setattr(time_zone, "_reader", [])
    names = []

    def ask():
        names.append(time_zone.name())
        time_zone.ask_session(lambda: "Asia/Seoul")
        names.append(time_zone.name())
        with time_zone.use_time_zone("Europe/Paris"):
            names.append(time_zone.name())
        time_zone.ask_session(lambda: None)
        names.append(time_zone.name())

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert names == ["UTC", "Asia/Seoul", "Europe/Paris", "UTC"]
