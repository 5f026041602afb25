"""The same bytes are read once, and only the caller that starts it waits."""

import time
from dataclasses import replace
from threading import Event

import pytest

from services.data.reading.parsing.dialect import DETECT_ALL
from services.data.tables import spool
from services.ingest import sources
from services.settings import LIMITS, Target
from services.vertex import objects
from services.workflows import reading


def test_the_same_bytes_are_read_once_wherever_they_lie(here: Target) -> None:
    for folder in ("one", "other"):
        objects.write(here, here.uri(f"tests/reading/{folder}/p1.csv"), b"x,y\r\n1,2\r\n", "text/csv")
    first, second = (
        sources.find(here, here.uri(f"tests/reading/{folder}/*.csv")) for folder in ("one", "other")
    )
    results = [reading.read_source(here, source, DETECT_ALL, 30).result for source in (first, second)]
    assert results[0] is not None
    assert results[0] is results[1]


def test_a_source_that_was_forgotten_is_read_anew(here: Target) -> None:
    objects.write(here, here.uri("tests/reading/again/p1.csv"), b"x,y\r\n1,3\r\n", "text/csv")
    source = sources.find(here, here.uri("tests/reading/again/*.csv"))
    first = reading.read_source(here, source, DETECT_ALL, 30).result
    reading.forget(here, source, DETECT_ALL)
    second = reading.read_source(here, source, DETECT_ALL, 30).result
    assert first is not None
    assert second is not None
    assert first is not second


def test_only_who_begins_a_reading_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Event()
    monkeypatch.setattr(reading, "read_csv", lambda *_given: gate.wait(60))
    begun = time.monotonic()
    states = [reading.read_file(b"slow", DETECT_ALL, timeout).state for timeout in (0, 30, 30)]
    waited = time.monotonic() - begun
    gate.set()
    assert (states, waited < 25) == (["running"] * 3, True)


def test_a_full_disk_refuses_a_reading_until_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LIMITS", replace(LIMITS, disk_bytes=LIMITS.unpacked_bytes - 1))
    refused = reading.read_file(b"a,b\r\n1,22\r\n", DETECT_ALL, 30)
    assert refused.error is not None
    assert refused.error.code == "disk_full"
    monkeypatch.setattr(reading, "LIMITS", LIMITS)
    assert reading.read_file(b"a,b\r\n1,23\r\n", DETECT_ALL, 30).result is not None


def test_tables_that_nobody_looks_at_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    first = reading.read_file(b"a,b\r\n1,24\r\n", DETECT_ALL, 30).result
    assert first is not None
    used = spool.used_bytes()
    del first
    monkeypatch.setattr(reading, "LIMITS", replace(LIMITS, disk_bytes=used - 1 + LIMITS.unpacked_bytes))
    monkeypatch.setattr(reading, "UNSEEN_SECONDS", 0.0)
    assert reading.read_file(b"a,b\r\n1,25\r\n", DETECT_ALL, 30).result is not None


def test_a_session_reads_one_file_at_a_time_and_others_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Event()
    monkeypatch.setattr(reading, "read_csv", lambda *_arguments: gate.wait(60))
    looks = [
        reading.read_file(content, DETECT_ALL, session=session)
        for content, session in ((b"1", "one"), (b"2", "one"), (b"3", "two"))
    ]
    gate.set()
    assert [look.stage.code for look in looks] == ["waiting", "queued", "waiting"]
