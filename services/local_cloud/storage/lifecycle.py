"""The lifecycle rules of buckets: which objects they delete or give another storage class, and when."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.local_cloud.http.errors import ApiError
from services.local_cloud.state.database import Database
from services.local_cloud.storage.buckets import Buckets
from services.local_cloud.storage.object_table import ObjectTable, check_holds
from services.local_cloud.storage.stored import StoredObject, read_row


class Lifecycle:
    """Applies the rules of all buckets, as Google does about once a day."""

    def __init__(
        self, database: Database, buckets: Buckets, table: ObjectTable, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._buckets = buckets
        self._table = table
        self._clock = clock

    def apply(self) -> None:
        """Apply the rules of every bucket to its objects; those under a hold stay as they are."""
        with self._database.reading() as connection:
            names = [
                row["bucket"]
                for row in connection.execute(
                    "SELECT bucket FROM bucket_settings WHERE json_extract(settings, '$.lifecycle.rule[0]') "
                    "IS NOT NULL"
                )
            ]
        for name in names:
            rules = self._buckets.get(name).settings["lifecycle"]["rule"]
            for stored, newer in self._objects(name):
                self._apply(rules, stored, newer)

    def _objects(self, bucket: str) -> list[tuple[StoredObject, int]]:
        """Return a bucket's objects, each with the number of newer generations of its name."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT *, row_number() OVER (PARTITION BY name ORDER BY generation DESC) - 1 AS newer "
                "FROM all_objects WHERE bucket = ?",
                (bucket,),
            ).fetchall()
        return [(read_row(row), row["newer"]) for row in rows]

    def _apply(self, rules: list[Mapping[str, Any]], stored: StoredObject, newer: int) -> None:
        actions = [rule["action"] for rule in rules if holds(rule["condition"], stored, newer, self._clock())]
        with self._database.transaction():
            present = self._table.find(stored.bucket, stored.name, stored.generation)
            if present is None or not actions:
                return
            try:
                check_holds(present)
            except ApiError:
                return
            if any(action["type"] == "Delete" for action in actions):
                if present.deleted is None and self._table.is_versioned(stored.bucket):
                    self._table.retire(present)
                self._table.remove(present)
                return
            for action in actions:
                if action["type"] == "SetStorageClass":
                    properties = {**present.properties, "storageClass": action.get("storageClass")}
                    self._table.save(replace(present, properties=properties))


def holds(condition: Mapping[str, Any], stored: StoredObject, newer: int, now: datetime) -> bool:
    """Return whether all parts of a rule's condition are true of an object; an unknown one never is."""
    return all(
        name in _CONDITIONS and _CONDITIONS[name](value, stored, newer, now)
        for name, value in condition.items()
    )


def _since(moment: datetime | None, days: Any, now: datetime) -> bool:
    return moment is not None and now - moment >= timedelta(days=int(days))


def _before(moment: datetime | None, day: Any) -> bool:
    return moment is not None and moment.date().isoformat() < str(day)


def _custom_time(stored: StoredObject) -> datetime | None:
    text = stored.properties.get("customTime")
    return datetime.fromisoformat(text) if text else None


_CONDITIONS: Mapping[str, Callable[[Any, StoredObject, int, datetime], bool]] = {
    "age": lambda value, stored, _newer, now: _since(stored.created, value, now),
    "createdBefore": lambda value, stored, _newer, _now: _before(stored.created, value),
    "customTimeBefore": lambda value, stored, _newer, _now: _before(_custom_time(stored), value),
    "daysSinceCustomTime": lambda value, stored, _newer, now: _since(_custom_time(stored), value, now),
    "daysSinceNoncurrentTime": lambda value, stored, _newer, now: _since(stored.deleted, value, now),
    "noncurrentTimeBefore": lambda value, stored, _newer, _now: _before(stored.deleted, value),
    "isLive": lambda value, stored, _newer, _now: (stored.deleted is None) == value,
    "numNewerVersions": lambda value, _stored, newer, _now: newer >= int(value),
    "matchesPrefix": lambda value, stored, _newer, _now: stored.name.startswith(tuple(value)),
    "matchesSuffix": lambda value, stored, _newer, _now: stored.name.endswith(tuple(value)),
    "matchesStorageClass": lambda value, stored, _newer, _now: (
        stored.properties.get("storageClass", "STANDARD") in value
    ),
}
