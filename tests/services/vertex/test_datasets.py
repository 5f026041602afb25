"""Datasets are stored with their files, listed for everyone, and registered once for the same content."""

import pytest

from services import intake
from services.data.profile import Profile
from services.data.reading import read_csv
from services.data.recipe import Recipe
from services.errors import NotFound
from services.settings import Target
from services.vertex import datasets, objects

TABLE = b"text,label\r\nHello,a\r\nNA,b\r\n007,a\r\n"


def test_a_dataset_is_listed_with_its_size_and_its_files_are_whole(here: Target) -> None:
    stored = intake.files(read_csv(TABLE))
    made = datasets.create(here, "Three rows", stored)
    (listed,) = [each for each in datasets.listing(here) if each.name == made.name]
    assert listed == made == datasets.get(here, made.id)
    assert (listed.display_name, listed.rows, listed.columns) == ("Three rows", 3, 2)
    assert objects.read(here, listed.uri) == TABLE
    assert Profile.from_json(objects.read(here, f"{listed.folder}/profile.json").decode()).rows == 3
    assert Recipe.from_json(objects.read(here, f"{listed.folder}/recipe.json").decode()).target == "label"
    datasets.delete(here, made)


def test_the_same_content_is_registered_once(here: Target) -> None:
    stored = intake.files(read_csv(TABLE + b"x,b\r\n"))
    first, second = (datasets.create(here, name, stored) for name in ("One", "Two"))
    assert first == second
    datasets.delete(here, first)


def test_deleting_takes_the_files_along(here: Target) -> None:
    made = datasets.create(here, "Short-lived", intake.files(read_csv(TABLE + b"y,b\r\n")))
    datasets.delete(here, made)
    assert made.name not in {each.name for each in datasets.listing(here)}
    with pytest.raises(NotFound):
        objects.read(here, made.uri)
    with pytest.raises(NotFound, match="Opening the dataset failed"):
        datasets.get(here, made.id)
