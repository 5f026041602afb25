"""Datasets are stored with their files, listed for everyone, and registered once for the same content."""

from typing import Any

import pytest

from services.data.profile import Profile
from services.data.reading.read import read_csv
from services.data.recipe.recipe import Recipe
from services.errors import Conflict, InvalidInput, NotFound, QuotaExceeded
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, objects
from services.vertex.connection import connect

TABLE = b"text,label\r\nHello,a\r\nNA,b\r\n007,a\r\n"


def test_a_dataset_is_listed_with_its_size_and_its_files_are_whole(here: Target) -> None:
    stored = dataset_files.files(read_csv(TABLE), "label")
    made = datasets.create(here, "Three rows", stored)
    (listed,) = [dataset for dataset in datasets.list_datasets(here) if dataset.name == made.name]
    assert listed == made == datasets.get(here, made.id)
    assert (listed.display_name, listed.rows, listed.columns) == ("Three rows", 3, 2)
    assert objects.read(here, listed.uri) == TABLE
    assert Profile.from_json(objects.read(here, f"{listed.folder}/profile.json").decode()).rows == 3
    assert Recipe.from_json(objects.read(here, f"{listed.folder}/recipe.json").decode()).target == "label"
    datasets.delete(here, made)


def test_the_same_content_is_registered_once(here: Target) -> None:
    stored = dataset_files.files(read_csv(TABLE + b"x,b\r\n"))
    first, second = (datasets.create(here, name, stored) for name in ("One", "Two"))
    assert first == second
    datasets.delete(here, first)


def test_deleting_takes_the_files_along(here: Target) -> None:
    made = datasets.create(here, "Short-lived", dataset_files.files(read_csv(TABLE + b"y,b\r\n")))
    assert datasets.delete(here, made)
    assert not datasets.delete(here, made)  # as after a lost reply
    datasets.delete_files(here, made.content_id)
    assert made.name not in {dataset.name for dataset in datasets.list_datasets(here)}
    with pytest.raises(NotFound):
        objects.read(here, made.uri)
    with pytest.raises(NotFound, match="dataset_not_opened"):
        datasets.get(here, made.id)


def test_other_content_under_a_name_is_its_next_version(here: Target) -> None:
    tables = [dataset_files.files(read_csv(TABLE + f"v{n},b\r\n".encode())) for n in range(3)]
    first, second = (datasets.create(here, "Grown", table, "Mina@Example.com") for table in tables[:2])
    assert [(dataset.version, dataset.by, dataset.size) for dataset in (first, second)] == [
        (n, "mina@example.com", tables[n - 1].size) for n in (1, 2)
    ]
    datasets.delete(here, first)
    third = datasets.create(here, "Grown", tables[2])
    assert third.version == 3
    assert third.by == ""
    for dataset in (second, third):
        datasets.delete(here, dataset)


def test_a_name_is_changed_for_all_versions_and_never_to_one_that_is_taken(here: Target) -> None:
    made = [
        datasets.create(here, name, dataset_files.files(read_csv(TABLE + f"r{n},b\r\n".encode())))
        for n, name in enumerate(["Old name", "Old name", "Taken"])
    ]
    with pytest.raises(Conflict, match=r"dataset_name_taken \(name='Taken'\)"):
        datasets.rename(here, made[0], "Taken")
    for name in (" ", "x" * 129):
        with pytest.raises(InvalidInput, match=r"dataset_name_length \(limit=128\)"):
            datasets.rename(here, made[0], name)
    renamed = datasets.rename(here, made[0], "  새 이름 ")
    assert {dataset.display_name for dataset in renamed} == {"새 이름"}
    assert [datasets.get(here, dataset.id).display_name for dataset in made] == [
        "새 이름",
        "새 이름",
        "Taken",
    ]
    assert datasets.get(here, made[1].id).version == 2
    for dataset in made:
        datasets.delete(here, dataset)
    with pytest.raises(NotFound, match="dataset_not_renamed"):
        datasets.rename(here, made[0], "Gone")


def test_a_rename_that_failed_halfway_can_be_repeated(here: Target, faults: Any) -> None:
    first, second = (
        datasets.create(here, "Halfway", dataset_files.files(read_csv(TABLE + b"halfway,%d\r\n" % number)))
        for number in range(2)
    )
    for chosen in (0, 1):
        renamed = (first, second)[chosen]
        faults.plan("DatasetService.UpdateDataset", "leave", "return-429")
        with pytest.raises(QuotaExceeded):
            datasets.rename(here, renamed, f"Done {renamed.id}")
        assert len(datasets.rename(here, renamed, f"Done {renamed.id}")) == 2
        names = {datasets.get(here, dataset.id).display_name for dataset in (first, second)}
        assert names == {f"Done {renamed.id}"}
        first, second = (datasets.get(here, dataset.id) for dataset in (first, second))
    for dataset in (first, second):
        datasets.delete(here, dataset)


def test_files_that_another_dataset_shares_stay(here: Target) -> None:
    stored = dataset_files.files(read_csv(TABLE + b"shared,b\r\n"))
    first = datasets.create(here, "First", stored)
    request = {
        "parent": here.parent,
        "dataset": {
            "display_name": "Second",
            "metadata_schema_uri": datasets.TABULAR_SCHEMA,
            "metadata": {"inputConfig": {"gcsSource": {"uri": [first.uri]}}},
            "labels": {"launchpad_content": first.content_id},
        },
    }
    second_name = connect(here).datasets.create_dataset(request).result().name
    datasets.delete(here, first)
    datasets.delete_files(here, first.content_id)
    assert objects.read(here, first.uri)
    datasets.delete(here, datasets.get(here, second_name.rsplit("/", 1)[-1]))
    datasets.delete_files(here, first.content_id)
    with pytest.raises(NotFound):
        objects.read(here, first.uri)
