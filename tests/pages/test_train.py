"""The train page: a run is launched once, watched, and its score stands beside a baseline."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services import intake
from services.data.reading import read_csv
from services.settings import Target
from services.vertex import datasets, training
from services.vertex.datasets import Dataset
from services.vertex.training import Run

Open = Callable[..., AppTest]


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label == label)


@pytest.mark.usefixtures("empty_project")
def test_without_a_dataset_the_page_leads_to_the_data(open_page: Open) -> None:
    app = open_page("train.py")
    assert any("starts from a table" in each.value for each in app.subheader)


def test_a_launched_run_ends_with_a_score_beside_the_baseline(
    here: Target, text_dataset: Dataset, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    before = {None, *(run.id for run in training.listing(here))}
    app = open_page("train.py", dataset=text_dataset.id)
    launch = button(app, "Launch training")
    launch.click().run()
    run_until(app, lambda app: app.query_params.get("run") not in before)
    run_until(app, lambda app: any(metric.label == "Accuracy" for metric in app.metric))
    (launched,) = [run for run in training.listing(here) if run.id not in before]
    assert app.query_params["run"] == launched.id
    accuracy = next(metric for metric in app.metric if metric.label == "Accuracy")
    assert accuracy.delta.startswith("+")
    assert any("320 rows" in each.value for each in app.code)


def test_a_failed_run_shows_its_last_words(
    here: Target,
    text_dataset: Dataset,
    open_page: Open,
    launch: Callable[..., Run],
    ended: Callable[..., Run],
) -> None:
    failed = ended(here, launch(here, text_dataset, "Broken", recipe='{"version": 99}'))
    app = open_page("train.py", run=failed.id)
    assert len(app.error) == 1
    assert any("Training failed" in each.value for each in app.code)


def test_each_table_that_no_run_should_start_from_is_refused_or_warned_of_before_the_launch(
    here: Target, open_page: Open, bad_table: Any
) -> None:
    stored = intake.files(read_csv(bad_table.content), bad_table.target)
    dataset = datasets.create(here, bad_table.name, stored)
    app = open_page("train.py", dataset=dataset.id)
    shown = {"error": app.error, "warning": app.warning, "note": app.expander[0].markdown}
    assert any(bad_table.words in each.value for each in shown[bad_table.severity])
    assert button(app, "Launch training").disabled == (bad_table.severity == "error")
    if bad_table.severity == "error":
        assert any(each.value.startswith("Not yet:") for each in app.caption)
    datasets.delete(here, dataset)


def test_a_model_that_learned_nothing_is_said_to_be_no_better_than_the_baseline(
    here: Target, open_page: Open, launch: Callable[..., Run], ended: Callable[..., Run]
) -> None:
    # Most rows of either kind are of the same class, so that class is all there is to answer.
    rows = "".join(f"{row % 2},{'a' if row % 10 < 7 else 'b'}\r\n" for row in range(100))
    stored = intake.files(read_csv(f"x,label\r\n{rows}".encode()), "label")
    dataset = datasets.create(here, "Nothing to learn", stored)
    run = ended(here, launch(here, dataset, "Nothing learned"))
    assert run.state == "succeeded", run.error
    app = open_page("train.py", run=run.id)
    assert any("no better than the baseline" in each.value for each in app.warning)
    datasets.delete(here, dataset)


@pytest.mark.usefixtures("no_local_cloud")
def test_without_its_cloud_the_page_says_what_to_do(open_page: Open) -> None:
    app = open_page("train.py")
    assert any("isn't running yet" in each.value for each in app.error)


def test_a_run_that_could_not_be_launched_is_told_and_what_was_filled_in_stays(
    here: Target, text_dataset: Dataset, faults: Any, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    before = {run.id for run in training.listing(here)}
    app = open_page("train.py", dataset=text_dataset.id)
    app.text_input(key=f"model_name_{text_dataset.id}").set_value("A name of my own")
    faults.plan("PipelineService.CreateTrainingPipeline", "return-503", "return-503")
    button(app, "Launch training").click().run()
    run_until(app, lambda app: any("Launching the training failed" in each.value for each in app.error))
    assert app.text_input(key=f"model_name_{text_dataset.id}").value == "A name of my own"
    assert faults.pending("PipelineService.CreateTrainingPipeline") == 1
    assert {run.id for run in training.listing(here)} == before
