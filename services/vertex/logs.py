"""Log lines of training jobs and endpoints, from Cloud Logging."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from services.settings import Target
from services.vertex.connection import connect, read_retry
from services.vertex.failures import translated


@dataclass(frozen=True)
class LogLine:
    """One line of the log of a job or a serving process."""

    time: datetime
    severity: str
    text: str


def of_job(target: Target, job_id: str, since: datetime, limit: int = 500) -> tuple[LogLine, ...]:
    """Return a training job's last lines since its creation, oldest first (entries.list on ml_job)."""
    filter = f'resource.type="ml_job" AND resource.labels.job_id="{job_id}"'
    return _last(target, job_id, filter, since, limit)


def of_endpoint(target: Target, endpoint_id: str, since: datetime, limit: int = 200) -> tuple[LogLine, ...]:
    """Return the last lines of an endpoint's serving processes, oldest first (entries.list)."""
    resource = "aiplatform.googleapis.com/Endpoint"
    filter = f'resource.type="{resource}" AND resource.labels.endpoint_id="{endpoint_id}"'
    return _last(target, endpoint_id, filter, since, limit)


def _last(target: Target, name: str, filter: str, since: datetime, limit: int) -> tuple[LogLine, ...]:
    # Without a timestamp in the filter, the client asks for the last 24 hours only.
    filter += f' AND timestamp>="{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"'
    with translated("log_not_read", name=name):
        client = connect(target).logging

        def read() -> list[LogLine]:
            entries = client.list_entries(
                filter_=filter, order_by="timestamp desc", max_results=limit, page_size=limit
            )
            return [_line(entry) for entry in entries]

        lines: list[LogLine] = read_retry()(read)()
    return tuple(reversed(lines))


def _line(entry: Any) -> LogLine:
    payload = entry.payload
    if isinstance(payload, dict):
        payload = payload.get("message", payload)
    return LogLine(entry.timestamp, entry.severity or "DEFAULT", str(payload or "").rstrip("\n"))
