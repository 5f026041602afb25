"""What is known of a table is computed once for its content, and shared."""

from dataclasses import replace

import pytest

from services import cache
from services.data.associations.associations import Association
from services.data.reading.read import read_csv
from services.data.samples import samples
from services.errors import NotFound
from services.settings import Target
from services.vertex.datasets import Dataset


def test_all_share_what_is_known_of_a_table(here: Target, text_dataset: Dataset) -> None:
    folder = text_dataset.folder
    assert cache.profile(here, folder) is cache.profile(here, folder)
    assert cache.first_rows(here, folder) is cache.first_rows(here, folder)
    assert list(cache.first_rows(here, folder).columns) == [
        column.name for column in cache.profile(here, folder).columns
    ]


def test_findings_are_looked_for_once_a_recipe_and_again_once_the_associations_are_known(
    here: Target, text_dataset: Dataset
) -> None:
    folder, recipe = text_dataset.folder, cache.recipe(here, text_dataset.folder)
    before = cache.findings(here, folder, recipe, ())
    assert cache.findings(here, folder, replace(recipe), ()) is before
    feature = recipe.used[0]
    leak = Association(
        feature, 1.0, "goodman_kruskal_tau", (("accuracy", 1.0), ("baseline", 0.3), ("rows", 320.0))
    )
    known = cache.findings(here, folder, recipe, (leak,))
    assert [each.column for each in known if each.kind == "leak"] == [feature]
    assert "leak" not in {each.kind for each in before}
    unused = recipe.planned({}).roles
    other = replace(recipe, roles=tuple((column, "ignore") for column, _role in unused), plans=())
    assert "no_features" in {each.kind for each in cache.findings(here, folder, other, ())}


def test_code_and_steps_follow_the_recipe(here: Target, text_dataset: Dataset) -> None:
    folder, recipe = text_dataset.folder, cache.recipe(here, text_dataset.folder)
    program = cache.program(here, folder, recipe, "linear")
    assert program == cache.program(here, folder, recipe, "linear")
    assert program != cache.program(here, folder, recipe, "forest")
    assert "random_state=77" in cache.program(here, folder, replace(recipe, seed=77), "linear")
    steps = cache.steps(here, folder, recipe, recipe.used[0], linear=True)
    assert cache.steps(here, folder, recipe, recipe.used[0], linear=True) is steps
    assert cache.steps(here, folder, recipe, recipe.used[0], linear=False) is not steps


def test_a_deleted_table_is_forgotten(here: Target) -> None:
    _name, content = samples.load("subscriptions")
    stored = cache.store_dataset(here, "soon gone", read_csv(content + b"\r\n"))
    assert cache.profile(here, stored.folder).rows == len(cache.first_rows(here, stored.folder))
    cache.delete_dataset(here, stored)
    for known in (cache.profile, cache.preview, cache.first_rows, cache.repairs):
        with pytest.raises(NotFound):
            known(here, stored.folder)


def test_the_types_of_tables_with_the_same_content_are_previewed_once() -> None:
    _name, content = samples.load("subscriptions")
    first, again = (read_csv(content).table for _time in range(2))
    assert cache.preview_types(first, 100) is cache.preview_types(again, 100)
    assert cache.preview_types(first, 50).rows == 50
