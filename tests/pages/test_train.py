"""The train page: a run is launched once, watched, and its score stands beside a baseline."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.profile import Profile
from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, objects, training
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
    assert any(each.value.startswith("Linear on ") for each in app.caption)
    (launched,) = [run for run in training.listing(here) if run.id not in before]
    assert app.query_params["run"] == launched.id
    accuracy = next(metric for metric in app.metric if metric.label == "Accuracy")
    assert accuracy.delta.startswith("+")
    assert "held-out rows" in accuracy.help
    assert any("320 rows" in each.value for each in app.code)


def test_a_failed_run_shows_its_last_words(
    here: Target,
    text_dataset: Dataset,
    open_page: Open,
    launch: Callable[..., Run],
    ended: Callable[..., Run],
) -> None:
    failed = ended(here, launch(here, text_dataset, "Broken", parameters={"depth": 3}))
    app = open_page("train.py", run=failed.id)
    assert len(app.error) == 1
    assert any("Training failed" in each.value for each in app.code)


def test_each_table_that_no_run_should_start_from_is_refused_or_warned_of_before_the_launch(
    here: Target, open_page: Open, bad_table: Any
) -> None:
    stored = dataset_files.files(read_csv(bad_table.content), bad_table.target)
    dataset = datasets.create(here, bad_table.name, stored)
    before = training.listing(here)
    app = open_page("train.py", dataset=dataset.id)
    shown = app.error if bad_table.severity == "error" else app.warning
    (told,) = [each.value for each in shown if bad_table.words in each.value][:1]
    refused = bad_table.severity in ("error", "question")
    assert button(app, "Launch training").disabled == refused
    assert any(each.value.startswith("Not yet:") for each in app.caption) == refused
    if bad_table.severity == "answered":
        assert "The recipe takes care of this" in told
        assert "recipe" in told.split(bad_table.words)[1]
    if bad_table.severity == "question":
        app.checkbox[0].check().run()
        assert not button(app, "Launch training").disabled
    assert training.listing(here) == before
    datasets.delete(here, dataset)


def test_a_column_that_gives_the_target_away_is_learned_from_only_once_that_is_confirmed(
    here: Target, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    rows = "".join(f"{n * 7 % 13}.5,{('JA', 'NEIN')[n % 3 > 0]},{('a', 'b')[n % 3 > 0]}\n" for n in range(90))
    dataset = datasets.create(
        here, "Leak", dataset_files.files(read_csv(f"x,answer,label\n{rows}".encode()), "label")
    )
    before = {run.id for run in training.listing(here)}
    app = open_page("train.py", dataset=dataset.id)
    run_until(app, lambda app: any("“answer” alone tells “label”" in each.value for each in app.warning))
    assert button(app, "Launch training").disabled
    app.checkbox[0].check().run()
    button(app, "Launch training").click().run()
    run_until(app, lambda app: app.query_params.get("run") not in (None, *before))
    assert len(training.listing(here)) == len(before) + 1
    datasets.delete(here, dataset)


@pytest.mark.parametrize("page", ["data.py", "train.py"])
def test_statistics_of_another_version_of_the_app_are_brought_up_to_date(
    here: Target, open_page: Open, run_until: Callable[..., AppTest], page: str
) -> None:
    rows = "".join(f"{n * 7 % 13}.5,{'ab'[n % 3 == 0]}\n" for n in range(90))
    dataset = datasets.create(here, "Old", dataset_files.files(read_csv(f"x,{page}\n{rows}".encode()), page))
    old = '{"version": 1, "rows": 90, "columns": []}'
    objects.write(here, f"{dataset.folder}/profile.json", old.encode(), "application/json")
    app = open_page(page, dataset=dataset.id)
    run_until(app, lambda app: not any("up to date" in each.value for each in app.caption))
    assert not any("can't be read" in each.value for each in app.error)
    if page == "train.py":
        assert not button(app, "Launch training").disabled
    renewed = objects.read(here, f"{dataset.folder}/profile.json")
    assert Profile.from_json(renewed).column("x").distinct == 13
    datasets.delete(here, dataset)


def test_a_model_that_learned_nothing_is_said_to_be_no_better_than_the_baseline(
    here: Target, open_page: Open, launch: Callable[..., Run], ended: Callable[..., Run]
) -> None:
    # Most rows of either kind are of the same class, so that class is all there is to answer.
    rows = "".join(f"{row % 2},{'a' if row % 10 < 7 else 'b'}\r\n" for row in range(100))
    stored = dataset_files.files(read_csv(f"x,label\r\n{rows}".encode()), "label")
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
