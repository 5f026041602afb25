"""Buckets: their table and the operations on it."""

import base64
import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.local_cloud.http.errors import ApiError, condition_not_met, invalid_argument, not_found
from services.local_cloud.state.database import Database
from services.local_cloud.storage.names import check_bucket_name
from services.local_cloud.storage.preconditions import NONE, Preconditions
from services.local_cloud.storage.settings import STORAGE_CLASSES

_SELECT = "SELECT buckets.*, settings FROM buckets LEFT JOIN bucket_settings ON bucket = name"


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
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """A tag that changes with the bucket."""
        return f"{self.metageneration:x}"

    @property
    def is_versioned(self) -> bool:
        """Whether the bucket keeps noncurrent generations of its objects."""
        return bool(self.settings.get("versioning", {}).get("enabled"))


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
        settings: Mapping[str, Any] | None = None,
    ) -> Bucket:
        """Create a bucket; 409 if the name is taken."""
        check_bucket_name(name)
        _check_class(storage_class)
        with self._database.transaction() as connection:
            self._insert(name, project, location, storage_class, labels or {})
            _save_settings(connection, name, settings or {})
            return self.get(name)

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
                f"{_SELECT} WHERE project = ? AND name > ? AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?",
                (project, after, len(prefix), prefix, limit),
            ).fetchall()
        return [_bucket(row) for row in rows]

    def change(
        self,
        name: str,
        labels: Mapping[str, str] | None,
        conditions: Preconditions = NONE,
        storage_class: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> Bucket:
        """Replace a bucket's labels, storage class and settings, if given; its metageneration increases."""
        _check_class(storage_class or STORAGE_CLASSES[0])
        with self._database.transaction() as connection:
            bucket = self.get(name)
            conditions.check(0, bucket.metageneration, bucket.etag)
            new_labels = bucket.labels if labels is None else labels
            connection.execute(
                "UPDATE buckets SET labels = ?, storage_class = ?, metageneration = metageneration + 1, "
                "updated = ? WHERE name = ?",
                (
                    json.dumps(dict(new_labels)),
                    storage_class or bucket.storage_class,
                    self._clock().isoformat(),
                    name,
                ),
            )
            if settings is not None:
                _save_settings(connection, name, settings)
            return self.get(name)

    def policy(self, name: str) -> dict[str, Any]:
        """Return a bucket's IAM policy with its etag; nothing enforces it."""
        bucket = self.get(name)
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT policy FROM bucket_settings WHERE bucket = ?", (name,)
            ).fetchone()
        stored = json.loads(row["policy"]) if row and row["policy"] else _owner_policy(bucket.project)
        digest = hashlib.sha256(json.dumps(stored, sort_keys=True).encode("utf-8")).digest()
        return {**stored, "etag": base64.b64encode(digest[:9]).decode("ascii")}

    def set_policy(self, name: str, policy: Mapping[str, Any], etag: str | None) -> dict[str, Any]:
        """Replace a bucket's IAM policy; 412 if the etag is not the present one's."""
        with self._database.transaction() as connection:
            if etag and etag != self.policy(name)["etag"]:
                raise condition_not_met()
            settings = json.dumps(dict(self.get(name).settings))
            connection.execute(
                "INSERT INTO bucket_settings VALUES (?, ?, ?) "
                "ON CONFLICT (bucket) DO UPDATE SET policy = excluded.policy",
                (name, settings, json.dumps(dict(policy))),
            )
            return self.policy(name)

    def delete(self, name: str, conditions: Preconditions = NONE) -> None:
        """Delete a bucket; 409 if it has objects."""
        with self._database.deleting() as connection:
            bucket = self.get(name)
            conditions.check(0, bucket.metageneration, bucket.etag)
            if connection.execute("SELECT 1 FROM all_objects WHERE bucket = ? LIMIT 1", (name,)).fetchone():
                raise ApiError("ALREADY_EXISTS", "The bucket you tried to delete is not empty.")
            connection.execute("DELETE FROM buckets WHERE name = ?", (name,))
            connection.execute("DELETE FROM bucket_settings WHERE bucket = ?", (name,))

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
    row: sqlite3.Row | None = connection.execute(f"{_SELECT} WHERE name = ?", (name,)).fetchone()
    return row


def _save_settings(connection: sqlite3.Connection, name: str, settings: Mapping[str, Any]) -> None:
    connection.execute(
        "INSERT INTO bucket_settings VALUES (?, ?, NULL) "
        "ON CONFLICT (bucket) DO UPDATE SET settings = excluded.settings",
        (name, json.dumps(dict(settings))),
    )


def _check_class(storage_class: str) -> None:
    if storage_class not in STORAGE_CLASSES:
        raise invalid_argument(f"Invalid storage class: {storage_class}")


def _owner_policy(project: str) -> dict[str, Any]:
    """Return the policy of a new bucket of uniform access."""
    owners = [f"projectEditor:{project}", f"projectOwner:{project}"]
    bindings = [
        {"role": "roles/storage.legacyBucketOwner", "members": owners},
        {"role": "roles/storage.legacyBucketReader", "members": [f"projectViewer:{project}"]},
    ]
    return {"version": 1, "bindings": bindings}


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
        settings=json.loads(row["settings"] or "{}"),
    )
