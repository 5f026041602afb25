"""The table of all Vertex AI resources, each stored as its own message."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from services.local_cloud.http.errors import aborted, already_exists, not_found
from services.local_cloud.state.database import Database
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.names import collection_of

_TYPES = {
    "artifacts": messages.message_type("Artifact"),
    "batchPredictionJobs": messages.BatchPredictionJob,
    "contexts": messages.message_type("Context"),
    "customJobs": messages.CustomJob,
    "datasets": messages.Dataset,
    "endpoints": messages.Endpoint,
    "evaluations": messages.message_type("ModelEvaluation"),
    "experiments": messages.message_type("TensorboardExperiment"),
    "executions": messages.message_type("Execution"),
    "hyperparameterTuningJobs": messages.HyperparameterTuningJob,
    "metadataSchemas": messages.message_type("MetadataSchema"),
    "metadataStores": messages.message_type("MetadataStore"),
    "models": messages.Model,
    "versions": messages.Model,
    "operations": messages.Operation,
    "runs": messages.message_type("TensorboardRun"),
    "tensorboards": messages.message_type("Tensorboard"),
    "timeSeries": messages.message_type("TensorboardTimeSeries"),
    "trainingPipelines": messages.TrainingPipeline,
}

# In a metadata store, an etag is the time of the last change in milliseconds, as in Vertex AI.
_TIME_ETAGS = {"artifacts", "contexts", "executions"}

# The creation time and the name of an entry, after which a page of a list starts.
Position = tuple[str, str]


class Resources:
    """Adds, gets, saves and removes resources; each write is on disk when its transaction ends.

    Raises ApiError. Group several steps in one `database.transaction()`.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.clock = clock

    def add(self, name: str, message: Any) -> Any:
        """Add a resource, with its times and etag set; 409 if the name is taken."""
        now = self.clock()
        for field in ("create_time", "update_time"):
            if field in message.DESCRIPTOR.fields_by_name:
                messages.set_time(message, field, now)
        with self.database.transaction() as connection:
            if self.find(name) is not None:
                raise already_exists(f"The resource {name} already exists.")
            _set_etag(name, message, now)
            connection.execute(
                "INSERT INTO resources VALUES (?, ?, ?, ?)",
                (
                    name,
                    collection_of(name),
                    now.isoformat(timespec="microseconds"),
                    message.SerializeToString(),
                ),
            )
        return message

    def find(self, name: str) -> Any | None:
        """Return a resource, None if it does not exist."""
        with self.database.reading() as connection:
            row = connection.execute("SELECT message FROM resources WHERE name = ?", (name,)).fetchone()
        return None if row is None else _parsed(name, row["message"])

    def get(self, name: str) -> Any:
        """Return a resource; 404 if it does not exist."""
        resource = self.find(name)
        if resource is None:
            raise not_found(f"The resource {name} does not exist.")
        return resource

    def save(self, name: str, message: Any) -> Any:
        """Save an existing resource, with a new update time and etag; 404 if it does not exist."""
        now = self.clock()
        if "update_time" in message.DESCRIPTOR.fields_by_name:
            messages.set_time(message, "update_time", now)
        _set_etag(name, message, now)
        return self.save_unchanged(name, message)

    def save_unchanged(self, name: str, message: Any) -> Any:
        """Save what others made of a resource, such as a deployment: its update time and etag stay."""
        with self.database.transaction() as connection:
            changed = connection.execute(
                "UPDATE resources SET message = ? WHERE name = ?", (message.SerializeToString(), name)
            )
            if not changed.rowcount:
                raise not_found(f"The resource {name} does not exist.")
        return message

    def remove(self, name: str) -> None:
        """Remove a resource; 404 if it does not exist."""
        with self.database.deleting() as connection:
            removed = connection.execute("DELETE FROM resources WHERE name = ?", (name,))
            if not removed.rowcount:
                raise not_found(f"The resource {name} does not exist.")

    def in_collection(self, collection: str, after: Position | None = None) -> Iterator[tuple[Position, Any]]:
        """Yield the resources of a collection with their positions, newest first, after a position."""
        yield from self._scan("collection = ?", collection, after)

    def under(
        self, location: str, kind: str, after: Position | None = None
    ) -> Iterator[tuple[Position, Any]]:
        """Yield the resources of one kind at any depth under a name, newest first."""
        # GLOB's * matches slashes, and so any parents between the name and the kind.
        yield from self._scan("collection GLOB ?", f"{_literal(location)}/*{kind}", after)

    def everywhere(self, kind: str) -> Iterator[tuple[Position, Any]]:
        """Yield all resources of one kind, newest first."""
        yield from self._scan("collection GLOB ?", f"*/{kind}", None)

    def _scan(self, condition: str, value: str, after: Position | None) -> Iterator[tuple[Position, Any]]:
        position = after or ("~", "~")
        while True:
            with self.database.reading() as connection:
                rows = connection.execute(
                    f"SELECT name, created, message FROM resources WHERE {condition} "  # noqa: S608 - written above
                    "AND (created, name) < (?, ?) ORDER BY created DESC, name DESC LIMIT 200",
                    (value, *position),
                ).fetchall()
            for row in rows:
                yield (row["created"], row["name"]), _parsed(row["name"], row["message"])
            if len(rows) < 200:
                return
            position = (rows[-1]["created"], rows[-1]["name"])


def check_etag(sent: str, present: str) -> None:
    """Raise a 409 ApiError if the caller sent an etag other than the resource's."""
    if sent and sent != present:
        raise aborted("The etag sent does not match the resource's: it has changed meanwhile. Read it again.")


def _parsed(name: str, serialized: bytes) -> Any:
    return _TYPES[_kind(name)].FromString(serialized)


def _set_etag(name: str, message: Any, now: datetime) -> None:
    if "etag" not in message.DESCRIPTOR.fields_by_name:
        return
    if _kind(name) in _TIME_ETAGS:
        before = int(message.etag) if message.etag.isdecimal() else 0
        message.etag = str(max(int(now.timestamp() * 1000), before + 1))
        return
    message.etag = ""
    digest = hashlib.sha256(message.SerializeToString(deterministic=True)).digest()
    message.etag = base64.b64encode(digest[:18]).decode("ascii")


def _kind(name: str) -> str:
    return name.rsplit("/", 2)[-2]


def _literal(text: str) -> str:
    return text.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")
