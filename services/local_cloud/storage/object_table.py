"""The tables of objects: their live generations, and the noncurrent ones of buckets with versioning."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from services.local_cloud.http.errors import not_found, permission_denied
from services.local_cloud.state.blobs import Blobs
from services.local_cloud.state.database import Database
from services.local_cloud.storage.stored import StoredObject, read_row, row_values


class ObjectTable:
    """Finds, inserts, changes and removes rows, and the contents that no row refers to any more."""

    def __init__(self, database: Database, blobs: Blobs, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock

    def find(self, bucket: str, name: str, generation: int | None = None) -> StoredObject | None:
        """Return a live object or one of a generation, None if it doesn't exist; 404 without its bucket."""
        condition = "deleted IS NULL" if generation is None else "generation = ?"
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT * FROM all_objects WHERE bucket = ? AND name = ? AND {condition}",  # noqa: S608
                (bucket, _encoded(name), *([] if generation is None else [generation])),
            ).fetchone()
            if row is None:
                self.check_bucket(bucket)
        return None if row is None else read_row(row)

    def insert(self, stored: StoredObject, present: StoredObject | None) -> StoredObject:
        """Add an object as the live one, with a new generation; `present` is the one that it replaces."""
        now = self._clock()
        fresh = replace(stored, generation=self._next_generation(now), created=now, updated=now, deleted=None)
        with self._database.transaction() as connection:
            if present is not None:
                check_holds(present)
                if self.is_versioned(stored.bucket):
                    self.retire(present)
                else:
                    self.release(present.digest)
            connection.execute(_REPLACE, row_values(fresh))
        return fresh

    def retire(self, present: StoredObject) -> None:
        """Keep a live object as a noncurrent one."""
        with self._database.transaction() as connection:
            connection.execute(_REPLACE_NONCURRENT, (*row_values(present), self._clock().isoformat()))

    def save(self, changed: StoredObject) -> None:
        """Replace the row of a live or a noncurrent object."""
        with self._database.transaction() as connection:
            if changed.deleted is None:
                connection.execute(_REPLACE, row_values(changed))
            else:
                connection.execute(_REPLACE_NONCURRENT, (*row_values(changed), changed.deleted.isoformat()))

    def remove(self, present: StoredObject) -> None:
        """Remove the row of a live or a noncurrent object."""
        table = "objects" if present.deleted is None else "noncurrent_objects"
        with self._database.transaction() as connection:
            connection.execute(
                f"DELETE FROM {table} WHERE bucket = ? AND name = ? AND generation = ?",  # noqa: S608
                (present.bucket, present.name.encode("utf-8"), present.generation),
            )
            self.release(present.digest)

    def is_versioned(self, bucket: str) -> bool:
        """Return whether a bucket keeps noncurrent generations."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT json_extract(settings, '$.versioning.enabled') AS enabled FROM bucket_settings "
                "WHERE bucket = ?",
                (bucket,),
            ).fetchone()
        return bool(row and row["enabled"])

    def _next_generation(self, now: datetime) -> int:
        with self._database.transaction() as connection:
            row = connection.execute("SELECT last FROM generations").fetchone()
            generation = max(int(now.timestamp() * 1_000_000), row["last"] + 1 if row else 1)
            connection.execute("DELETE FROM generations")
            connection.execute("INSERT INTO generations VALUES (?)", (generation,))
        return generation

    def release(self, digest: str) -> None:
        """Remove a content once the transaction is on disk, unless a row still refers to it."""

        def remove_unless_referenced() -> None:
            with self._database.reading() as connection:
                referenced = connection.execute(
                    "SELECT 1 FROM all_objects WHERE digest = ? LIMIT 1", (digest,)
                )
                if referenced.fetchone() is None:
                    self._blobs.remove(digest)

        self._database.after_commit(remove_unless_referenced)

    def check_bucket(self, bucket: str) -> None:
        """Raise a 404 ApiError unless a bucket exists."""
        with self._database.reading() as connection:
            if connection.execute("SELECT 1 FROM buckets WHERE name = ?", (bucket,)).fetchone() is None:
                raise not_found("The specified bucket does not exist.")


_REPLACE = "INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_REPLACE_NONCURRENT = (
    "INSERT OR REPLACE INTO noncurrent_objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_HOLDS = {"temporaryHold": "Temporary", "eventBasedHold": "Event-Based"}


def check_holds(present: StoredObject) -> None:
    """Raise a 403 ApiError for an object under a hold, which is neither deleted nor overwritten."""
    for field, kind in _HOLDS.items():
        if present.properties.get(field):
            raise permission_denied(
                f"Object '{present.bucket}/{present.name}' is under active {kind} hold and cannot be "
                "deleted, overwritten or archived until hold is removed."
            )


def _encoded(name: str) -> bytes:
    # No object has a name that isn't UTF-8.
    return name.encode("utf-8", "surrogatepass")
