"""Keeping, ordering and dropping log entries."""

from datetime import timedelta

import pytest

from services.local_cloud.logging import entries as entries_module
from services.local_cloud.logging.entries import Logbook, Source, resource_key

JOB = Source("p", "workerpool0-0", "ml_job", {"job_id": "1"})
OTHER = Source("p", "workerpool0-0", "ml_job", {"job_id": "2"})


@pytest.fixture
def logbook(database, clock):
    return Logbook(database, clock)


def messages(logbook, project="p", resource=None, newest_first=False, after=None):
    entries = logbook.read(project, resource, newest_first=newest_first, after=after)
    return [entry["jsonPayload"]["message"] for _sequence, entry in entries]


def test_lines_come_back_in_the_order_in_which_they_were_written(logbook):
    logbook.append(JOB, "INFO", ["a", "b"])
    logbook.append(JOB, "ERROR", ["c"])
    assert messages(logbook) == ["a", "b", "c"]
    assert messages(logbook, newest_first=True) == ["c", "b", "a"]


def test_the_newest_come_first_where_asked(logbook, clock):
    for text in ("a", "b", "c"):
        logbook.append(JOB, "INFO", [text])
        clock.move(timedelta(seconds=1))
    assert messages(logbook, newest_first=True) == ["c", "b", "a"]


def test_one_resource_or_all_of_a_project_can_be_read(logbook):
    logbook.append(JOB, "INFO", ["mine"])
    logbook.append(OTHER, "INFO", ["other"])
    assert messages(logbook, resource=resource_key("ml_job", "1")) == ["mine"]
    assert sorted(messages(logbook)) == ["mine", "other"]
    assert messages(logbook, project="q") == []


@pytest.mark.parametrize("newest_first", [True, False])
def test_reading_goes_on_behind_a_position(logbook, newest_first):
    logbook.append(JOB, "INFO", [str(number) for number in range(1200)])
    everything = messages(logbook, newest_first=newest_first)
    entries = list(logbook.read("p", None, newest_first=newest_first, after=None))
    sequence, entry = entries[699]
    rest = messages(logbook, newest_first=newest_first, after=(entry["timestamp"], sequence))
    assert rest == everything[700:]
    assert len(everything) == 1200


def test_a_resource_keeps_its_newest_entries_and_nobody_elses_are_dropped(logbook, monkeypatch):
    monkeypatch.setattr(entries_module, "KEPT_OF_ONE_RESOURCE", 3)
    logbook.append(OTHER, "INFO", ["other"])
    logbook.append(JOB, "INFO", [str(number) for number in range(5)])
    assert messages(logbook, resource=resource_key("ml_job", "1")) == ["2", "3", "4"]
    assert messages(logbook, resource=resource_key("ml_job", "2")) == ["other"]


def test_an_entry_is_shaped_as_cloud_logging_shapes_those_of_a_job(logbook):
    logbook.append(JOB, "ERROR", ["boom"])
    [(_sequence, entry)] = logbook.read("p", None, newest_first=False, after=None)
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
    source = Source("p", "aiplatform.googleapis.com/prediction_container", "t", {})
    assert source.log_name == "projects/p/logs/aiplatform.googleapis.com%2Fprediction_container"
