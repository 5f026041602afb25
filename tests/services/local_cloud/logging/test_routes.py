"""Cloud Logging through Google's own client over HTTP."""

from datetime import UTC, datetime

import pytest


@pytest.fixture(scope="module")
def client(local_cloud):
    from google.cloud import logging

    return logging.Client(
        project="launchpad-local",
        credentials=local_cloud.credentials,
        _use_grpc=False,
        client_options={"api_endpoint": local_cloud.url},
    )


@pytest.fixture(scope="module")
def written(client):
    """A log of five entries, written by the client."""
    from google.cloud.logging import Resource

    logger = client.logger("my-log")
    resource = Resource(type="global", labels={"project_id": "launchpad-local"})
    for number, severity in enumerate(["INFO", "ERROR", "INFO", "WARNING", "INFO"]):
        logger.log_text(f"line {number}", severity=severity, resource=resource, labels={"n": str(number)})
    logger.log_struct({"message": "structured", "step": 6}, severity="DEBUG", resource=resource)
    return 'logName="projects/launchpad-local/logs/my-log"'


def payloads(client, text, **options):
    return [entry.payload for entry in client.list_entries(filter_=text, **options)]


def test_what_the_client_writes_it_reads_back_in_order(client, written):
    assert payloads(client, f'{written} AND textPayload:"LINE"') == [f"line {number}" for number in range(5)]
    [entry] = client.list_entries(filter_=f"{written} AND severity=DEBUG")
    assert entry.payload == {"message": "structured", "step": 6}
    assert entry.resource.type == "global"


def test_entries_are_filtered_and_come_newest_first_by_pages(client, written):
    assert payloads(client, f"{written} AND severity>=WARNING") == ["line 1", "line 3"]
    assert payloads(client, f"{written} AND (labels.n=0 OR labels.n=4)") == ["line 0", "line 4"]
    newest = payloads(client, f"{written} AND textPayload:*", order_by="timestamp desc", page_size=2)
    assert newest == [f"line {number}" for number in (4, 3, 2, 1, 0)]
    assert payloads(client, f"{written} AND textPayload:*", max_results=2) == ["line 0", "line 1"]


def test_a_time_window_is_kept(client, written):
    later = datetime(2100, 1, 1, tzinfo=UTC).isoformat()
    assert payloads(client, f'{written} AND timestamp>="{later}"') == []


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("list", {}),
        ("list", {"resourceNames": ["folders/1"]}),
        ("list", {"resourceNames": ["projects/p"], "filter": "("}),
        ("list", {"resourceNames": ["projects/p"], "filter": 1}),
        ("list", {"resourceNames": ["projects/p"], "orderBy": "severity"}),
        ("list", {"resourceNames": ["projects/p"], "pageSize": -1}),
        ("list", {"resourceNames": ["projects/p"], "pageToken": "x"}),
        ("list", {"resourceNames": ["projects/p"], "nonsense": 1}),
        ("list", []),
        ("write", {}),
        ("write", {"entries": [1]}),
        ("write", {"entries": [{"textPayload": "x"}]}),
        ("write", {"entries": [{"logName": "x", "resource": {"type": "global"}}]}),
        (
            "write",
            {
                "entries": [
                    {"logName": "projects/p/logs/l", "resource": {"type": "global"}, "timestamp": "now"}
                ]
            },
        ),
        (
            "write",
            {"entries": [{"logName": "projects/p/logs/l", "resource": {"type": "global"}, "nonsense": 1}]},
        ),
        (
            "write",
            {
                "entries": [
                    {"logName": "projects/p/logs/l", "resource": {"type": "global"}, "severity": "BAD"}
                ]
            },
        ),
        (
            "write",
            {"entries": [{"logName": "projects/p/logs/l", "resource": {"type": "global"}, "labels": 1}]},
        ),
    ],
)
def test_what_is_no_request_is_a_400(call, method, body):
    reply = call("POST", f"/v2/entries:{method}", json=body)
    assert (reply.status_code, reply.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_another_method_is_unimplemented(call):
    assert call("GET", "/v2/projects/launchpad-local/logs").status_code == 501
