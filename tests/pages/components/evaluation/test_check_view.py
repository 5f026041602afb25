"""The checks that a model fails come first, and each button does its remedy: in the recipe or in the form."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components.evaluation import check_view
from services.data.models.checks import Rival
from services.data.models.objective import Objective
from services.data.models.score import Score
from services.data.reading.read import read_csv
from services.data.recipe.recipe import Recipe
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, objects
from services.vertex.datasets import Dataset
from services.vertex.training import Run
from tests.pages.screen import keys, url

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def dataset(here: Target) -> Iterator[Dataset]:
    """A table in which one column says nothing about the target."""
    chance = random.Random(0)  # noqa: S311 - a table, no secret
    rows = [[chance.gauss(0, 1) for _ in range(3)] for _ in range(300)]
    lines = [f"{a:.3f},{b:.3f},{noise:.3f},{a + 2 * b:.3f}" for a, b, noise in rows]
    content = "\n".join(["a,b,noise,total", *lines]).encode()
    stored = datasets.create(here, "To check", dataset_files.files(read_csv(content), "total"))
    yield stored
    datasets.delete(here, stored)


@pytest.fixture(scope="module")
def run(here: Target, dataset: Dataset, launch: Callable[..., Run], ended: Callable[..., Run]) -> Run:
    """A run that had too few iterations."""
    return ended(
        here, launch(here, dataset, "Too short", algorithm="boosting", parameters={"iterations": 20})
    )


def saved(here: Target, dataset: Dataset) -> Recipe:
    return Recipe.from_json(objects.read(here, f"{dataset.folder}/recipe.json"))


def test_a_column_is_left_out_by_one_press_until_that_is_undone(
    here: Target, dataset: Dataset, run: Run, open_page: Open
) -> None:
    app = open_page("train.py", run=run.id)
    assert {"useless_columns", "at_limit"} <= {*keys(app)}
    app.button(key="remedy_useless_columns").click().run()
    assert not app.exception
    assert url(app)["dataset"] == dataset.id
    assert saved(here, dataset).used == ("a", "b")
    assert app.button(key="remedy_useless_columns").disabled
    app.button(key=f"undo_{dataset.id}").click().run()
    assert saved(here, dataset).used == ("a", "b", "noise")
    assert not app.button(key="remedy_useless_columns").disabled


def test_the_form_says_what_the_next_run_needs_and_launches_nothing(run: Run, open_page: Open) -> None:
    app = open_page("train.py", run=run.id)
    app.segmented_control(key="algorithm").set_value("linear").run()
    app.segmented_control(key="run_kind").set_value("own_code").run()
    app.button(key="remedy_at_limit").click().run()
    assert not app.exception
    assert app.segmented_control(key="algorithm").value == "boosting"
    assert app.number_input(key="parameter_boosting_iterations").value == 80
    assert url(app)["run"] == run.id


def test_a_fix_for_another_target_is_not_offered(
    here: Target, dataset: Dataset, run: Run, open_page: Open
) -> None:
    before = saved(here, dataset)
    other = Recipe("noise", "regression", (("a", "numeric"), ("b", "numeric")))
    path = f"{dataset.folder}/recipe.json"
    objects.write(here, path, other.to_json().encode(), "application/json")
    app = open_page("train.py", run=run.id)
    assert "useless_columns" in keys(app)
    assert not {"remedy_useless_columns", "remedy_at_limit"} & {*keys(app)}
    objects.write(here, path, before.to_json().encode(), "application/json")


def test_runs_of_the_same_dataset_target_and_metric_are_rivals() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    own = Run(
        *("p/1", "One", "succeeded", start, start, start + timedelta(seconds=30), "", "7"),
        *("forest", "n1-standard-4", "", "", "", ""),
        objective=Objective("total", "regression"),
        score=Score("r2", 0.8),
        parameters=(("trees", 50.0),),
    )
    rival = replace(own, name="p/2", algorithm="linear", ended=start + timedelta(seconds=10))
    others = [
        replace(rival, name="p/3", dataset_id="8"),
        replace(rival, name="p/4", score=Score("mae", 2.0)),
        replace(rival, name="p/5", score=None),
        replace(rival, name="p/6", objective=Objective("noise", "regression")),
    ]
    made = check_view.setting(own, [own, rival, *others])
    assert (made.algorithm, made.parameters, made.seconds) == ("forest", {"trees": 50.0}, 30)
    assert made.rivals == (Rival("linear", 0.8, 10),)
