"""The target is asked for: a new dataset has no recipe, and none is trained, until somebody answers."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets
from services.vertex.datasets import Dataset
from services.workflows.datasets import read_recipe
from tests.pages.screen import keys

Open = Callable[..., AppTest]


@pytest.fixture
def dataset(here: Target) -> Iterator[Dataset]:
    rows = "".join(f"{'ab'[n % 3 == 0]},{n % 7}.5,{n % 5},{2007 + n % 3}\r\n" for n in range(60))
    stored = datasets.create(
        here, "To ask of", dataset_files.files(read_csv(f"species,x,z,year\r\n{rows}".encode()))
    )
    yield stored
    datasets.delete(here, stored)


def test_a_proposal_is_chosen_in_one_press(here: Target, dataset: Dataset, open_page: Open) -> None:
    assert read_recipe(here, dataset.folder) is None
    app = open_page("data.py", dataset=dataset.id)
    proposals = [button.key for button in app.button if (button.key or "").startswith("predict_")]
    assert 1 <= len(proposals) <= 3
    assert proposals[0] == f"predict_{dataset.id}_species"
    assert "train_link" not in keys(app)
    app.button(key=proposals[0]).click().run()
    recipe = read_recipe(here, dataset.folder)
    assert recipe is not None
    assert (recipe.target, recipe.task) == ("species", "classification")
    assert "train_link" in keys(app)


def test_any_other_column_is_chosen_by_name(here: Target, dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=dataset.id)
    box = app.selectbox(key=f"target_{dataset.id}")
    assert box.value is None
    assert box.options == ["species", "x", "z", "year"]
    box.set_value("year").run()
    assert app.selectbox(key=f"target_{dataset.id}").value == "year"
    recipe = read_recipe(here, dataset.folder)
    assert recipe is not None
    assert recipe.target == "year"


def test_training_is_locked_until_the_answer(dataset: Dataset, open_page: Open) -> None:
    app = open_page("train.py", dataset=dataset.id)
    assert "target_unchosen" in keys(app)
    assert "launch" not in keys(app)
