"""Cloud Storage's state in one value: the tables, the blobs, the buckets and the objects."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from services.local_cloud.state.blobs import Blobs
from services.local_cloud.state.database import Database
from services.local_cloud.storage.buckets import Buckets
from services.local_cloud.storage.lifecycle import Lifecycle
from services.local_cloud.storage.object_table import ObjectTable
from services.local_cloud.storage.objects import Objects


@dataclass(frozen=True)
class Storage:
    """Holds what the JSON API and the other services read and write."""

    database: Database
    blobs: Blobs
    buckets: Buckets
    objects: Objects
    lifecycle: Lifecycle
    clock: Callable[[], datetime]


def open_storage(database: Database, folder: Path, clock: Callable[[], datetime]) -> Storage:
    """Open the blobs in a folder and remove those that an earlier process left without an object."""
    blobs = Blobs(folder)
    objects = Objects(database, blobs, clock)
    objects.sweep()
    buckets = Buckets(database, clock)
    lifecycle = Lifecycle(database, buckets, ObjectTable(database, blobs, clock), clock)
    return Storage(database, blobs, buckets, objects, lifecycle, clock)
