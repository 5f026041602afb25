"""The log entries of jobs and serving processes, as Cloud Logging stores them."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from services.local_cloud import limits
from services.local_cloud.http.redaction import redacted
from services.local_cloud.state.database import Database

# The bytes of a resource's entries are added up each time it has written this share of them.
_SHARE = 8


@dataclass(frozen=True)
class LogSource:
    """The monitored resource and the log of an entry; `log_id` is such as workerpool0-0."""

    project: str
    log_id: str
    resource_type: str
    resource_labels: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def log_name(self) -> str:
        """The log's resource name, with a percent-encoded id as in Cloud Logging."""
        return f"projects/{self.project}/logs/{quote(self.log_id, safe='')}"


class LogEntries:
    """Writes and reads entries; each is a google.logging.v2.LogEntry in JSON."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._written: Counter[str] = Counter()  # bytes by resource, since they were added up

    def now(self) -> datetime:
        """Return the current time."""
        return self._clock()

    def append(self, source: LogSource, severity: str, messages: Sequence[str]) -> None:
        """Write an entry for each line of text, all with the current time; reading keeps their order."""
        moment = self._clock()
        self.write(
            [
                self.entry(
                    source,
                    {"jsonPayload": {"levelname": severity, "message": message}, "severity": severity},
                    moment,
                )
                for message in messages
            ]
        )

    def entry(self, source: LogSource, content: Mapping[str, Any], moment: datetime) -> dict[str, Any]:
        """Return a complete entry of a source."""
        return {
            "insertId": token_hex(8),
            "logName": source.log_name,
            "resource": {"type": source.resource_type, "labels": dict(source.resource_labels)},
            "labels": dict(source.labels),
            "timestamp": rfc3339(moment),
            "receiveTimestamp": rfc3339(self._clock()),
            **content,
        }

    def write(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Write complete entries and remove the oldest of a resource that has too many, or too large ones."""
        texts = [redacted(json.dumps(entry, ensure_ascii=False)) for entry in entries]
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO log_entries (project, resource, timestamp, entry) VALUES (?, ?, ?, ?)",
                [
                    (
                        entry["logName"].split("/")[1],
                        _resource_key(entry),
                        entry["timestamp"],
                        text,
                    )
                    for entry, text in zip(entries, texts, strict=True)
                ],
            )
            for entry, text in zip(entries, texts, strict=True):
                self._written[_resource_key(entry)] += len(text.encode())
            for resource in {_resource_key(entry) for entry in entries}:
                connection.execute(
                    "DELETE FROM log_entries WHERE resource = ? AND sequence <= (SELECT sequence FROM "
                    "log_entries WHERE resource = ? ORDER BY sequence DESC LIMIT 1 OFFSET ?)",
                    (resource, resource, limits.LOG_ENTRIES),
                )
                if self._written[resource] > limits.LOG_BYTES / _SHARE:
                    del self._written[resource]
                    connection.execute(
                        "DELETE FROM log_entries WHERE resource = ? AND sequence <= "
                        "(SELECT MAX(sequence) FROM "
                        "(SELECT sequence, SUM(LENGTH(CAST(entry AS BLOB))) OVER (ORDER BY sequence DESC) AS "
                        "bytes FROM log_entries WHERE resource = ?) WHERE bytes > ?)",
                        (resource, resource, limits.LOG_BYTES),
                    )

    def read(
        self, project: str, resource: str | None, *, newest_first: bool, after: tuple[str, int] | None
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield (sequence, entry) by time, of one resource or of all, after a position.

        A position is the timestamp and sequence of an entry.
        """
        order, sign = ("DESC", "<") if newest_first else ("ASC", ">")
        filters = {"project = ?": (project,)} | ({"resource = ?": (resource,)} if resource else {})
        position = after
        while True:
            following = {f"(timestamp, sequence) {sign} (?, ?)": position} if position else {}
            conditions = filters | following
            with self._database.reading() as connection:
                rows = connection.execute(
                    "SELECT sequence, timestamp, entry FROM log_entries "  # noqa: S608 - values are bound
                    f"WHERE {' AND '.join(conditions)} "
                    f"ORDER BY timestamp {order}, sequence {order} LIMIT 500",
                    [value for values in conditions.values() for value in values],
                ).fetchall()
            for row in rows:
                yield row["sequence"], json.loads(row["entry"])
            if not rows:
                return
            position = (rows[-1]["timestamp"], rows[-1]["sequence"])


def resource_key(kind: str, id_label: str) -> str:
    """Return the key by which the entries of one monitored resource are stored."""
    return f"{kind} {id_label}"


def rfc3339(moment: datetime) -> str:
    """Return a UTC time in RFC 3339, always with six decimals, so that texts sort by time."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _resource_key(entry: Mapping[str, Any]) -> str:
    resource = entry["resource"]
    labels = resource.get("labels", {})
    return resource_key(resource["type"], labels.get("job_id") or labels.get("endpoint_id") or "")
