"""A fix is applied in one press, for everyone and until it is undone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.findings import Finding, Fix
from services.data.reading.read import read_csv
from services.data.recipe.recipe import Recipe
from services.ingest import dataset_files
from services.settings import Target
from services.text.messages.findings import fix_label
from services.vertex import datasets, objects
from services.vertex.datasets import Dataset

Open = Callable[..., AppTest]


@pytest.fixture
def dataset(here: Target) -> Iterator[Dataset]:
    """A table with a constant target beside a better one, and two columns without information."""
    rows = "".join(f"{n % 7}.5,{'ab'[n % 3 == 0]},{n},7,praise\r\n" for n in range(60))
    content = f"x,mood,id,same,label\r\n{rows}".encode()
    stored = datasets.create(here, "To fix", dataset_files.files(read_csv(content), "label"))
    yield stored
    datasets.delete(here, stored)


def fix_button(app: AppTest, dataset: Dataset, kind: str) -> Any:
    key = f"fix_{dataset.id}_{Finding(kind, 'error', 'label').key}"
    return app.button(key=key)


def saved(here: Target, dataset: Dataset) -> Recipe:
    return Recipe.from_json(objects.read(here, f"{dataset.folder}/recipe.json"))


@pytest.mark.parametrize("page", ["data.py", "train.py"])
def test_a_fix_is_saved_shown_and_undone(here: Target, dataset: Dataset, open_page: Open, page: str) -> None:
    before = saved(here, dataset)
    app = open_page(page, dataset=dataset.id)
    fix_button(app, dataset, "one_class").click().run()
    assert not app.exception
    assert saved(here, dataset).target == "mood"
    if page == "data.py":
        assert app.selectbox(key=next(b.key for b in app.selectbox if "target" in str(b.key))).value == "mood"
    else:
        assert not app.button(key="launch").disabled
    (applied,) = app.get_by_key(f"saved_{dataset.id}").markdown
    assert fix_label(Fix("predict_column", (), ("mood",))) in applied.value
    app.button(key=f"undo_{dataset.id}").click().run()
    assert saved(here, dataset) == before
    assert app.button(key=f"undo_{dataset.id}").disabled


def test_all_safe_fixes_are_applied_in_one_press(here: Target, dataset: Dataset, open_page: Open) -> None:
    roles = (("x", "numeric"), ("id", "numeric"), ("same", "numeric"))
    recipe = Recipe("mood", "classification", roles)  # type: ignore[arg-type]
    objects.write(here, f"{dataset.folder}/recipe.json", recipe.to_json().encode(), "application/json")
    app = open_page("data.py", dataset=dataset.id)
    app.button(key=f"fix_{dataset.id}_all").click().run()
    assert saved(here, dataset).used == ("x",)
