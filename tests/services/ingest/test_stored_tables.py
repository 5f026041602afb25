"""A stored table is read again, and its profile is computed anew where this version can't read it."""

from collections.abc import Iterator

import pytest

from services.data.reading.read import read_csv
from services.errors import NotFound
from services.ingest import dataset_files, stored_tables
from services.settings import Target
from services.vertex import datasets, layout, objects
from services.vertex.datasets import Dataset

CONTENT = b"stored,label\r\n" + b"".join(b"%d,%d\r\n" % (n, n % 2) for n in range(30))


@pytest.fixture
def dataset(here: Target) -> Iterator[Dataset]:
    """A stored table."""
    stored = datasets.create(here, "Stored table", dataset_files.files(read_csv(CONTENT)))
    yield stored
    datasets.delete(here, stored)


def test_the_stored_table_is_the_one_that_was_read(here: Target, dataset: Dataset) -> None:
    table = stored_tables.read_table(here, dataset.folder)
    assert (table.content_id, table.path.read_bytes()) == (dataset.content_id, CONTENT)


def test_a_stored_profile_is_read_and_not_computed(
    here: Target, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_tables, "compute_profile", None)
    table = read_csv(CONTENT).table
    assert stored_tables.profile_of(here, table) == stored_tables.read_profile(here, dataset.folder)


@pytest.mark.parametrize("content", [b'{"version": 1, "rows": 30, "columns": []}', b"no profile"])
def test_a_profile_of_another_version_is_computed_anew_and_stored(
    here: Target, dataset: Dataset, content: bytes
) -> None:
    objects.write(here, f"{dataset.folder}/{layout.PROFILE}", content, "application/json")
    assert stored_tables.read_profile(here, dataset.folder) is None
    updated = stored_tables.update_profile(here, dataset.folder)
    assert updated.rows == 30
    assert stored_tables.read_profile(here, dataset.folder) == updated


def test_without_a_table_there_is_no_profile(here: Target) -> None:
    with pytest.raises(NotFound):
        stored_tables.update_profile(here, here.uri("datasets/gone"))
