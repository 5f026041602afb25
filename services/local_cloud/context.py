"""What every part of the local cloud stands on, in one value that is handed to each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from services.local_cloud.http.auth import Tokens
from services.local_cloud.state.blobs import Blobs
from services.local_cloud.state.database import Database
from services.local_cloud.storage.buckets import Buckets
from services.local_cloud.storage.objects import Objects

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Cloud:
    """Holds the state of one running local cloud; `address` is http://HOST:PORT."""

    state_dir: Path
    database: Database
    blobs: Blobs
    buckets: Buckets
    objects: Objects
    tokens: Tokens
    clock: Clock
    address: str


def open_cloud(state_dir: Path, address: str, tokens: Tokens, clock: Clock = now) -> Cloud:
    """Open the state directory and drop what an earlier process left unfinished.

    Raises database.WrongVersion where another version wrote it.
    """
    database = Database(state_dir / "cloud.sqlite")
    blobs = Blobs(state_dir / "blobs")
    buckets = Buckets(database, clock)
    objects = Objects(database, blobs, clock)
    objects.sweep()
    return Cloud(state_dir, database, blobs, buckets, objects, tokens, clock, address)
