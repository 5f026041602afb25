"""Tombstones: one object for each dataset that somebody deletes, which stays until its files are gone."""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from services.errors import LaunchpadError, NotFound
from services.settings import Target
from services.vertex import datasets, layout, objects
from services.vertex.datasets import Dataset

# A deletion that was refused is over by then, and its dataset stays.
ABANDONED = timedelta(hours=1)

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tombstone:
    """A dataset whose files in the bucket are to be deleted; `by` is as in a record of a deletion."""

    dataset_id: str
    content_id: str
    name: str
    by: str
    time: datetime


def write(target: Target, dataset: Dataset, by: str) -> Tombstone:
    """Store the tombstone of a dataset of this app, before it is deleted."""
    tombstone = Tombstone(dataset.id, dataset.content_id, dataset.display_name, by, datetime.now(UTC))
    content = asdict(tombstone) | {"time": tombstone.time.isoformat()}
    uri = layout.tombstone(target, dataset.content_id)
    objects.write(target, uri, json.dumps(content, ensure_ascii=False).encode(), "application/json")
    return tombstone


def list_tombstones(target: Target) -> tuple[Tombstone, ...]:
    """Return all tombstones, the last one first."""
    stored = objects.list_since(
        target, f"{layout.tombstones_folder(target)}/", datetime.min.replace(tzinfo=UTC)
    )
    tombstones = (_read(target, one.uri) for one in stored)
    return tuple(tombstone for tombstone in tombstones if tombstone is not None)


def settle(target: Target, tombstone: Tombstone) -> None:
    """Delete the files of a deleted dataset, then its tombstone; of a dataset that is there, neither."""
    uri = layout.tombstone(target, tombstone.content_id)
    try:
        stored = objects.get(target, uri)
    except NotFound:
        return  # somebody else has settled it
    if not _exists(target, tombstone.dataset_id):
        # Who stores the same table again writes its files later than the tombstone.
        datasets.delete_files(target, tombstone.content_id, stored.updated)
        remove(target, tombstone)


def remove(target: Target, tombstone: Tombstone) -> None:
    """Delete a tombstone."""
    objects.delete_prefix(target, layout.tombstone(target, tombstone.content_id))


def clear(target: Target, now: datetime) -> tuple[Tombstone, ...]:
    """Settle all tombstones, and return those whose files can't be deleted now.

    That of a dataset that is there an hour later goes, since it wasn't deleted.
    """
    return tuple(one for one in list_tombstones(target) if not _is_cleared(target, one, now))


def _is_cleared(target: Target, tombstone: Tombstone, now: datetime) -> bool:
    try:
        settle(target, tombstone)
        if tombstone.time < now - ABANDONED and _exists(target, tombstone.dataset_id):
            remove(target, tombstone)
    except LaunchpadError as error:
        _logger.warning("files of the dataset %s couldn't be deleted: %s", tombstone.dataset_id, error)
        return False
    return True


def _exists(target: Target, dataset_id: str) -> bool:
    try:
        datasets.get(target, dataset_id)
    except NotFound:
        return False
    return True


def _read(target: Target, uri: str) -> Tombstone | None:
    try:
        fields = json.loads(objects.read(target, uri))
        time = datetime.fromisoformat(fields.pop("time"))
        return Tombstone(**{name: str(value) for name, value in fields.items()}, time=time)
    except (NotFound, ValueError, KeyError, TypeError):
        return None  # it was settled meanwhile, or another program wrote it
