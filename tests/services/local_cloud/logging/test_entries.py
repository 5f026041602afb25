"""Keeping, ordering and dropping log entries."""

from datetime import timedelta

import pytest

from services.local_cloud import limits
from services.local_cloud.logging.entries import LogEntries, LogSource, resource_key

JOB = LogSource("p", "workerpool0-0", "ml_job", {"job_id": "1"})
OTHER = LogSource("p", "workerpool0-0", "ml_job", {"job_id": "2"})


@pytest.fixture
def log_entries(database, clock):
    return LogEntries(database, clock)


def messages(log_entries, project="p", resource=None, newest_first=False, after=None):
    entries = log_entries.read(project, resource, newest_first=newest_first, after=after)
    return [entry["jsonPayload"]["message"] for _sequence, entry in entries]


def test_lines_come_back_in_the_order_in_which_they_were_written(log_entries):
    log_entries.append(JOB, "INFO", ["a", "b"])
    log_entries.append(JOB, "ERROR", ["c"])
    assert messages(log_entries) == ["a", "b", "c"]
    assert messages(log_entries, newest_first=True) == ["c", "b", "a"]


def test_the_newest_come_first_where_asked(log_entries, clock):
    for text in ("a", "b", "c"):
        log_entries.append(JOB, "INFO", [text])
        clock.move(timedelta(seconds=1))
    assert messages(log_entries, newest_first=True) == ["c", "b", "a"]


def test_one_resource_or_all_of_a_project_can_be_read(log_entries):
    log_entries.append(JOB, "INFO", ["mine"])
    log_entries.append(OTHER, "INFO", ["other"])
    assert messages(log_entries, resource=resource_key("ml_job", "1")) == ["mine"]
    assert sorted(messages(log_entries)) == ["mine", "other"]
    assert messages(log_entries, project="q") == []


@pytest.mark.parametrize("newest_first", [True, False])
def test_reading_goes_on_behind_a_position(log_entries, newest_first):
    log_entries.append(JOB, "INFO", [str(number) for number in range(1200)])
    everything = messages(log_entries, newest_first=newest_first)
    entries = list(log_entries.read("p", None, newest_first=newest_first, after=None))
    sequence, entry = entries[699]
    rest = messages(log_entries, newest_first=newest_first, after=(entry["timestamp"], sequence))
    assert rest == everything[700:]
    assert len(everything) == 1200


def test_a_resource_keeps_its_newest_entries_and_nobody_elses_are_dropped(log_entries, monkeypatch):
    monkeypatch.setattr(limits, "LOG_ENTRIES", 3)
    log_entries.append(OTHER, "INFO", ["other"])
    log_entries.append(JOB, "INFO", [str(number) for number in range(5)])
    assert messages(log_entries, resource=resource_key("ml_job", "1")) == ["2", "3", "4"]
    assert messages(log_entries, resource=resource_key("ml_job", "2")) == ["other"]


def test_a_resource_with_long_lines_keeps_the_newest_that_fit(log_entries, monkeypatch):
    monkeypatch.setattr(limits, "LOG_BYTES", 4_000)
    log_entries.append(OTHER, "INFO", ["other" * 500])
    for number in range(10):
        log_entries.append(JOB, "INFO", [f"{number}" * 1000])
    rest = [message[0] for message in messages(log_entries, resource=resource_key("ml_job", "1"))]
    assert "".join(rest) == "789"
    assert len(messages(log_entries, resource=resource_key("ml_job", "2"))) == 1


def test_an_entry_is_shaped_as_cloud_logging_shapes_those_of_a_job(log_entries):
    log_entries.append(JOB, "ERROR", ["boom"])
    [(_sequence, entry)] = log_entries.read("p", None, newest_first=False, after=None)
    assert entry.pop("insertId")
    assert entry == {
        "logName": "projects/p/logs/workerpool0-0",
        "resource": {"type": "ml_job", "labels": {"job_id": "1"}},
        "labels": {},
        "timestamp": "2026-11-01T12:00:00.000000Z",
        "receiveTimestamp": "2026-11-01T12:00:00.000000Z",
        "severity": "ERROR",
        "jsonPayload": {"levelname": "ERROR", "message": "boom"},
    }


def test_a_log_id_with_a_slash_is_encoded_in_the_log_name():
    source = LogSource("p", "aiplatform.googleapis.com/prediction_container", "t", {})
    assert source.log_name == "projects/p/logs/aiplatform.googleapis.com%2Fprediction_container"
