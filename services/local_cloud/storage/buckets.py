"""Buckets: their table and the operations on it."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.local_cloud.http.errors import ApiError, invalid_argument, not_found
from services.local_cloud.state.database import Database
from services.local_cloud.storage.names import check_bucket_name
from services.local_cloud.storage.preconditions import NONE, Preconditions

STORAGE_CLASSES = ("STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE")


@dataclass(frozen=True)
class Bucket:
    """One bucket as stored."""

    name: str
    project: str
    location: str
    storage_class: str
    labels: Mapping[str, str] = field(default_factory=dict)
    metageneration: int = 1
    created: datetime = datetime.min
    updated: datetime = datetime.min


class Buckets:
    """Creates, gets, lists, changes and deletes buckets. Raises ApiError."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def create(
        self,
        name: str,
        project: str,
        location: str = "US",
        storage_class: str = "STANDARD",
        labels: Mapping[str, str] | None = None,
    ) -> Bucket:
        """Create a bucket; 409 if the name is taken."""
        check_bucket_name(name)
        if storage_class not in STORAGE_CLASSES:
            raise invalid_argument(f"Invalid storage class: {storage_class}")
        return self._insert(name, project, location, storage_class, labels or {})

    def get(self, name: str) -> Bucket:
        """Return a bucket; 404 if it does not exist."""
        with self._database.reading() as connection:
            row = _row(connection, name)
        if row is None:
            raise not_found("The specified bucket does not exist.")
        return _bucket(row)

    def ensure(self, name: str, project: str, location: str) -> None:
        """Create a bucket unless it exists."""
        with self._database.transaction() as connection:
            if not _row(connection, name):
                self._insert(name, project, location, "STANDARD", {})

    def list(self, project: str, prefix: str = "", after: str = "", limit: int = 1000) -> list[Bucket]:
        """Return a project's buckets by name, after the name `after`, at most `limit`."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM buckets WHERE project = ? AND name > ? AND substr(name, 1, ?) = ? "
                "ORDER BY name LIMIT ?",
                (project, after, len(prefix), prefix, limit),
            ).fetchall()
        return [_bucket(row) for row in rows]

    def change(self, name: str, labels: Mapping[str, str] | None, conditions: Preconditions = NONE) -> Bucket:
        """Replace a bucket's labels, if given, and increase its metageneration."""
        with self._database.transaction() as connection:
            bucket = self.get(name)
            conditions.check(0, bucket.metageneration)
            new_labels = bucket.labels if labels is None else labels
            connection.execute(
                "UPDATE buckets SET labels = ?, metageneration = metageneration + 1, updated = ? "
                "WHERE name = ?",
                (json.dumps(dict(new_labels)), self._clock().isoformat(), name),
            )
            return self.get(name)

    def delete(self, name: str, conditions: Preconditions = NONE) -> None:
        """Delete a bucket; 409 if it has objects."""
        with self._database.deleting() as connection:
            conditions.check(0, self.get(name).metageneration)
            if connection.execute("SELECT 1 FROM objects WHERE bucket = ? LIMIT 1", (name,)).fetchone():
                raise ApiError("ALREADY_EXISTS", "The bucket you tried to delete is not empty.")
            connection.execute("DELETE FROM buckets WHERE name = ?", (name,))

    def _insert(
        self, name: str, project: str, location: str, storage_class: str, labels: Mapping[str, str]
    ) -> Bucket:
        now = self._clock()
        bucket = Bucket(name, project, location.upper(), storage_class, dict(labels), 1, now, now)
        with self._database.transaction() as connection:
            if _row(connection, name):
                message = "Your previous request to create the named bucket succeeded and you already own it."
                raise ApiError("ALREADY_EXISTS", message)
            connection.execute(
                "INSERT INTO buckets VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    name,
                    project,
                    bucket.location,
                    storage_class,
                    json.dumps(bucket.labels),
                    1,
                    now.isoformat(),
                    now.isoformat(),
                ),
            )
        return bucket


def _row(connection: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute("SELECT * FROM buckets WHERE name = ?", (name,)).fetchone()
    return row


def _bucket(row: sqlite3.Row) -> Bucket:
    return Bucket(
        name=row["name"],
        project=row["project"],
        location=row["location"],
        storage_class=row["storage_class"],
        labels=json.loads(row["labels"]),
        metageneration=row["metageneration"],
        created=datetime.fromisoformat(row["created"]),
        updated=datetime.fromisoformat(row["updated"]),
    )
