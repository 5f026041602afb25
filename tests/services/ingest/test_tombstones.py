"""The files of a deleted dataset go with its tombstone; those of a dataset that is there stay."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from services.data.reading.read import read_csv
from services.errors import NotFound
from services.ingest import dataset_files, tombstones
from services.settings import Target
from services.vertex import datasets, layout, objects
from services.vertex.datasets import Dataset

TABLE = b"buried,label\r\n" + b"".join(b"%d,%d\r\n" % (n, n % 2) for n in range(30))


@pytest.fixture
def stored(here: Target) -> Iterator[Dataset]:
    stored = datasets.create(here, "Buried", dataset_files.files(read_csv(TABLE), "label"))
    yield stored
    datasets.delete(here, stored)


def test_the_tombstone_of_a_dataset_that_is_there_goes_after_an_hour(here: Target, stored: Dataset) -> None:
    tombstone = tombstones.write(here, stored, "mina@example.com")
    assert tombstone in tombstones.list_tombstones(here)
    tombstones.clear(here, datetime.now(UTC))
    assert tombstone in tombstones.list_tombstones(here)
    tombstones.clear(here, datetime.now(UTC) + timedelta(hours=2))
    assert tombstone not in tombstones.list_tombstones(here)
    assert objects.read(here, stored.uri)


def test_files_that_are_stored_again_after_the_deletion_stay(here: Target, stored: Dataset) -> None:
    tombstone = tombstones.write(here, stored, "")
    datasets.unregister(here, stored)
    objects.write(here, stored.uri, TABLE, "text/csv")  # as another person stores it
    tombstones.settle(here, tombstone)
    assert objects.read(here, stored.uri)
    with pytest.raises(NotFound):
        objects.read(here, f"{stored.folder}/{layout.PROFILE}")
    assert tombstone not in tombstones.list_tombstones(here)
    tombstones.settle(here, tombstone)  # nothing is left to be done


def test_what_is_no_tombstone_is_left_alone(here: Target) -> None:
    uri = layout.tombstone(here, "of-another-program")
    objects.write(here, uri, b'{"a": 1}', "application/json")
    tombstones.clear(here, datetime.now(UTC))
    assert objects.read(here, uri)
    objects.delete_prefix(here, uri)
