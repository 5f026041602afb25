"""Log lines of training jobs and endpoints, from Cloud Logging."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from services.settings import Target
from services.text.i18n import _
from services.vertex.connection import connect, patience
from services.vertex.failures import translated


@dataclass(frozen=True)
class LogLine:
    """One line that a job or a serving process wrote."""

    time: datetime
    severity: str
    text: str


def of_job(target: Target, job_id: str, since: datetime, most: int = 500) -> tuple[LogLine, ...]:
    """Return a training job's last lines since its creation, oldest first (entries.list on ml_job)."""
    return _last(target, f'resource.type="ml_job" AND resource.labels.job_id="{job_id}"', since, most)


def of_endpoint(target: Target, endpoint_id: str, since: datetime, most: int = 200) -> tuple[LogLine, ...]:
    """Return the last lines of an endpoint's serving processes, oldest first (entries.list)."""
    resource = "aiplatform.googleapis.com/Endpoint"
    wanted = f'resource.type="{resource}" AND resource.labels.endpoint_id="{endpoint_id}"'
    return _last(target, wanted, since, most)


def _last(target: Target, wanted: str, since: datetime, most: int) -> tuple[LogLine, ...]:
    # Without a time of its own the client asks for the last 24 hours alone.
    wanted += f' AND timestamp>="{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"'
    with translated(_("Reading the log")):
        client = connect(target).logging

        def read() -> list[LogLine]:
            entries = client.list_entries(
                filter_=wanted, order_by="timestamp desc", max_results=most, page_size=most
            )
            return [_line(entry) for entry in entries]

        lines: list[LogLine] = patience()(read)()
    return tuple(reversed(lines))


def _line(entry: Any) -> LogLine:
    payload = entry.payload
    if isinstance(payload, dict):
        payload = payload.get("message", payload)
    return LogLine(entry.timestamp, entry.severity or "DEFAULT", str(payload or "").rstrip("\n"))
