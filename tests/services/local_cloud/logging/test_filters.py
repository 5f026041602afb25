"""Cloud Logging's queries over single entries."""

import pytest

from services.local_cloud.filters import parse_filter
from services.local_cloud.http.errors import ApiError
from services.local_cloud.logging.filters import matcher, single_resource

ENTRY = {
    "logName": "projects/p/logs/workerpool0-0",
    "severity": "ERROR",
    "timestamp": "2026-11-01T12:00:00.000000Z",
    "resource": {"type": "ml_job", "labels": {"job_id": "123", "task_name": "workerpool0-0"}},
    "labels": {"compute.googleapis.com/name": "vm"},
    "jsonPayload": {"message": "Loss is 0.5", "step": 7.0, "ok": True},
}


@pytest.mark.parametrize(
    "text",
    [
        "",
        'resource.type="ml_job"',
        'resource.type="ML_JOB"',
        'resource.type="ml_job" AND resource.labels.job_id="123"',
        "severity>=ERROR",
        "severity>=300",
        'severity="error"',
        'timestamp>="2026-11-01T12:00:00Z"',
        'timestamp<"2026-11-01T21:00:01+09:00"',
        'logName="projects/p/logs/workerpool0-0"',
        'jsonPayload.message:"loss IS"',
        'jsonPayload.message=~"^Loss is \\\\d"',
        'jsonPayload.message!~"gain"',
        "jsonPayload.step>6.5",
        "jsonPayload.step=7",
        "jsonPayload.ok=true",
        "jsonPayload.message:*",
        "NOT textPayload:*",
        'labels."compute.googleapis.com/name"="vm"',
        '"loss is"',
        "workerpool0",
        "trace!=x",
    ],
)
def test_an_entry_is_found(text):
    assert matcher(parse_filter(text))(ENTRY)


@pytest.mark.parametrize(
    "text",
    [
        'resource.type="gce_instance"',
        "severity>ERROR",
        "severity<=INFO",
        'timestamp>"2026-11-01T12:00:00Z"',
        'jsonPayload.message="loss"',
        'textPayload:"loss"',
        "jsonPayload.step<7",
        "jsonPayload.message>=x",
        '"gain"',
        "trace=x",
    ],
)
def test_an_entry_is_left_out(text):
    assert not matcher(parse_filter(text))(ENTRY)


@pytest.mark.parametrize("text", ["severity=BAD", "timestamp>yesterday", 'textPayload=~"("', "sample(id)"])
def test_what_can_not_be_compared_is_refused_before_any_entry_is_read(text):
    with pytest.raises(ApiError):
        matcher(parse_filter(f'resource.type="nothing" {text}'))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('resource.type="ml_job" AND resource.labels.job_id="1" AND severity>=INFO', "ml_job 1"),
        (
            'resource.type="aiplatform.googleapis.com/Endpoint" resource.labels.endpoint_id="2"',
            "aiplatform.googleapis.com/Endpoint 2",
        ),
        ('resource.type="ml_job"', None),
        ('resource.type="ml_job" OR resource.labels.job_id="1"', None),
        ('resource.labels.job_id="1"', None),
        ("", None),
    ],
)
def test_the_one_resource_asked_for_is_seen_so_that_only_its_entries_are_read(text, key):
    assert single_resource(parse_filter(text)) == key
