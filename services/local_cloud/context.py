"""The state of a running local cloud, in one value that is handed to its parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from services.local_cloud.http.auth import Tokens
from services.local_cloud.state.database import Database
from services.local_cloud.storage.buckets import Buckets
from services.local_cloud.storage.objects import Objects
from services.local_cloud.storage.service import Storage, open_storage

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the current time, aware and in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Cloud:
    """Holds the state of one running local cloud; `address` is http://HOST:PORT.

    With `stand_in_images` it runs scikit-learn images of other versions by its own.
    """

    state_dir: Path
    database: Database
    storage: Storage
    tokens: Tokens
    clock: Clock
    address: str
    stand_in_images: bool = False

    @property
    def port(self) -> int:
        """The port that it listens at."""
        return urlsplit(self.address).port or 80

    @property
    def buckets(self) -> Buckets:
        """The buckets of Cloud Storage."""
        return self.storage.buckets

    @property
    def objects(self) -> Objects:
        """The objects of Cloud Storage."""
        return self.storage.objects


def open_cloud(
    state_dir: Path, address: str, tokens: Tokens, clock: Clock = now, *, stand_in_images: bool = False
) -> Cloud:
    """Open the state directory and remove what an earlier process left unfinished.

    Raises database.WrongVersion where another version wrote it.
    """
    database = Database(state_dir / "cloud.sqlite")
    storage = open_storage(database, state_dir / "blobs", clock)
    return Cloud(state_dir, database, storage, tokens, clock, address, stand_in_images)
