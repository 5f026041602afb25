"""A new version of a dataset has the recipe of the one before, and says what it could not keep."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.data.recipe.inheritance import Loss
from services.settings import Target
from services.text.messages.recipe import loss_text
from services.vertex import datasets
from services.vertex.datasets import Dataset
from services.workflows.datasets import read_recipe, store_table
from tests.pages.screen import keys

Open = Callable[..., AppTest]


def content(header: str, width: int) -> bytes:
    rows = (f"{'ab'[n % 3 == 0]},{n % 7}.5,{n % 5}".split(",")[:width] for n in range(60))
    return "\r\n".join([header, *(",".join(row) for row in rows), ""]).encode()


@pytest.fixture
def store(here: Target) -> Iterator[Callable[..., Dataset]]:
    stored = []

    def store(table: bytes, target: str | None = None) -> Dataset:
        stored.append(store_table(here, "Inherited", read_csv(table), target))
        return stored[-1]

    yield store
    for dataset in stored:
        datasets.delete(here, dataset)


def test_the_recipe_is_carried_over_with_its_differences(
    here: Target, store: Callable[..., Dataset], open_page: Open
) -> None:
    store(content("kind,x,z", 3), "kind")
    later = store(content("kind,x,other", 3))
    recipe = read_recipe(here, later.folder)
    assert recipe is not None
    assert recipe.target == "kind"
    shown = open_page("data.py", dataset=later.id).get_by_key(f"inherited_{later.id}").markdown
    assert any(loss_text(Loss("column_absent", "z")) in text.value for text in shown)


def test_without_its_target_the_question_is_asked_again(
    here: Target, store: Callable[..., Dataset], open_page: Open
) -> None:
    store(content("kind,x,gone", 3), "gone")
    later = store(content("kind,x", 2))
    assert read_recipe(here, later.folder) is None
    app = open_page("data.py", dataset=later.id)
    assert "gone" in app.get_by_key(f"inherited_{later.id}").info[0].value
    assert f"target_proposals_{later.id}" in keys(app)


def test_before_storing_the_page_says_that_the_name_makes_a_version(
    store: Callable[..., Dataset], open_page: Open
) -> None:
    store(content("kind,x,z", 3), "kind")
    app = open_page("data.py")
    app.file_uploader[0].upload("Inherited.csv", content("kind,x,w", 3)).run()
    said = app.get_by_key("store_version").caption[0].value
    assert "Inherited" in said
    assert "2" in said
