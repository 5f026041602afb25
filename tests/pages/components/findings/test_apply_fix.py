"""One press cures a finding, for everyone and until it is taken back."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.data.recipe.recipe import Recipe
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, objects
from services.vertex.datasets import Dataset

Open = Callable[..., AppTest]


@pytest.fixture
def dataset(here: Target) -> Iterator[Dataset]:
    """A table with a target of one class, beside a better one, and two columns that teach nothing."""
    rows = "".join(f"{n % 7}.5,{'ab'[n % 3 == 0]},{n},7,praise\r\n" for n in range(60))
    content = f"x,mood,id,same,label\r\n{rows}".encode()
    stored = datasets.create(here, "To cure", dataset_files.files(read_csv(content), "label"))
    yield stored
    datasets.delete(here, stored)


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label == label)


def saved(here: Target, dataset: Dataset) -> Recipe:
    return Recipe.from_json(objects.read(here, f"{dataset.folder}/recipe.json"))


@pytest.mark.parametrize("page", ["data.py", "train.py"])
def test_a_press_is_saved_shown_and_taken_back(
    here: Target, dataset: Dataset, open_page: Open, page: str
) -> None:
    before = saved(here, dataset)
    app = open_page(page, dataset=dataset.id)
    assert any("the same in every row" in each.value for each in (*app.error, *app.markdown))
    button(app, "Predict “mood” instead").click().run()
    assert not app.exception
    assert saved(here, dataset).target == "mood"
    if page == "data.py":
        assert app.selectbox(key=next(b.key for b in app.selectbox if "target" in str(b.key))).value == "mood"
    else:
        assert not button(app, "Launch training").disabled
    assert any("Done and saved: Predict “mood” instead" in each.value for each in app.markdown)
    button(app, "Undo").click().run()
    assert saved(here, dataset) == before
    assert not [each for each in app.button if each.label == "Undo"]


def test_all_that_is_safe_is_done_in_one_press(here: Target, dataset: Dataset, open_page: Open) -> None:
    roles = (("x", "numeric"), ("id", "numeric"), ("same", "numeric"))
    recipe = Recipe("mood", "classification", roles)  # type: ignore[arg-type]
    objects.write(here, f"{dataset.folder}/recipe.json", recipe.to_json().encode(), "application/json")
    app = open_page("data.py", dataset=dataset.id)
    button(app, "Fix all 2 that are safe").click().run()
    assert saved(here, dataset).used == ("x",)
