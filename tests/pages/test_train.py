"""The train page: a run is launched once, watched, and its metrics stand beside a baseline's."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.data.findings import Finding, findings
from services.data.profile import Profile
from services.data.reading.read import read_csv
from services.data.recipe.algorithms import ALGORITHMS
from services.ingest import dataset_files
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.findings import finding_text
from services.text.messages.metrics import metric_explanation, metric_title
from services.text.messages.runs import run_deleted
from services.vertex import datasets, objects, training
from services.vertex.datasets import Dataset
from services.vertex.training import Run
from tests.pages.screen import keys, url

Open = Callable[..., AppTest]


@pytest.mark.usefixtures("empty_project")
def test_without_a_dataset_the_page_leads_to_the_data(open_page: Open) -> None:
    app = open_page("train.py")
    assert "no_dataset" in keys(app)
    assert "launch" not in keys(app)


def test_a_launched_run_ends_with_metrics_beside_the_baseline(
    here: Target, text_dataset: Dataset, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    before = {None, *(run.id for run in training.list_runs(here))}
    app = open_page("train.py", dataset=text_dataset.id)
    app.button(key="launch").click().run()
    run_until(app, lambda app: app.query_params.get("run") not in before)
    run_until(app, lambda app: "metric_accuracy" in keys(app))
    assert "run_succeeded" in keys(app)
    machine = _("this machine") if here.kind == "local" else "n1-standard-4"
    assert machine in app.get_by_key("run_facts").caption[0].value
    (launched,) = [run for run in training.list_runs(here) if run.id not in before]
    assert app.query_params["run"] == launched.id
    (accuracy,) = app.get_by_key("metric_accuracy").metric
    assert (accuracy.label, accuracy.help) == (metric_title("accuracy"), metric_explanation("accuracy"))
    assert accuracy.delta.startswith("+")
    assert "320 rows" in app.get_by_key("run_log").code[0].value


def test_all_algorithms_are_compared_by_one_press(
    here: Target, text_dataset: Dataset, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    before = {run.id for run in training.list_runs(here)}
    app = open_page("train.py", dataset=text_dataset.id)
    app.button(key="compare").click().run()
    run_until(app, lambda app: app.toast)
    launched = [run for run in training.list_runs(here) if run.id not in before]
    for run in launched:
        training.cancel(here, run)
    assert {run.algorithm for run in launched} == ALGORITHMS.keys()
    assert len({run.display_name for run in launched}) == len(launched) == len(ALGORITHMS)
    assert url(app)["run"] in {run.id for run in launched}
    (table,) = app.get_by_key("leaderboard").dataframe
    assert len(table.value) >= len(launched)


def test_a_failed_run_shows_its_error_and_its_log_until_it_is_deleted(
    here: Target,
    text_dataset: Dataset,
    open_page: Open,
    run_until: Callable[..., AppTest],
    launch: Callable[..., Run],
    ended: Callable[..., Run],
) -> None:
    failed = ended(here, launch(here, text_dataset, "Broken", parameters={"depth": 3}))
    app = open_page("train.py", run=failed.id)
    assert "run_failed" in keys(app)
    assert len(app.error) == len(app.get_by_key("run_error").error) == 1
    assert "run_run_refused" in keys(app)
    assert "depth" in app.error[0].value
    assert "Error" not in app.error[0].value
    assert "Training failed" in app.get_by_key("run_log").code[0].value
    app.button(key="delete_run").click().run()
    app.button(key="delete_run_confirm").click().run()
    run_until(app, lambda app: escape(run_deleted(failed)) in [toast.value for toast in app.toast])
    assert failed.id not in {run.id for run in training.list_runs(here)}
    assert url(app)["run"] != failed.id
    assert "run_missing" not in keys(app)


def test_a_bad_table_is_refused_or_warned_of_before_the_launch(
    here: Target, open_page: Open, bad_table: Any
) -> None:
    stored = dataset_files.files(read_csv(bad_table.content), bad_table.target)
    dataset = datasets.create(here, bad_table.name, stored)
    before = training.list_runs(here)
    app = open_page("train.py", dataset=dataset.id)
    found = findings(
        cache.profile(here, dataset.folder),
        cache.recipe(here, dataset.folder),
        repairs=cache.repairs(here, dataset.folder),
    )
    shown = app.get_by_key(f"findings_{bad_table.severity}_{dataset.id}")
    alike = [finding_text(finding) for finding in found if finding.kind == bad_table.kind]
    elements = (*shown.error, *shown.warning, *shown.markdown)
    assert any(escape(text.message) in element.value for text in alike for element in elements)
    refused = bad_table.severity in ("error", "question")
    assert app.button(key="launch").disabled == refused
    assert ("launch_blocked" in keys(app)) == refused
    order = [key for node in app._tree if (key := getattr(node, "key", None))]
    assert order.index("launch") < order.index(f"findings_{bad_table.severity}_{dataset.id}")
    if bad_table.severity == "handled":
        assert not app.get_by_key(f"folded_handled_{dataset.id}").proto.expanded
    if bad_table.severity == "question":
        (known,) = app.get_by_key(f"findings_question_{dataset.id}").checkbox
        known.check().run()
        assert not app.button(key="launch").disabled
        assert "launch_blocked" not in keys(app)
    assert training.list_runs(here) == before
    datasets.delete(here, dataset)


def test_a_column_with_target_leakage_is_used_only_once_it_is_confirmed(
    here: Target, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    rows = "".join(f"{n * 7 % 13}.5,{('JA', 'NEIN')[n % 3 > 0]},{('a', 'b')[n % 3 > 0]}\n" for n in range(90))
    dataset = datasets.create(
        here, "Leak", dataset_files.files(read_csv(f"x,answer,label\n{rows}".encode()), "label")
    )
    before = {run.id for run in training.list_runs(here)}
    app = open_page("train.py", dataset=dataset.id)
    leak = Finding("leak", "question", "answer", {"target": "label", "is_copy": False})
    run_until(
        app, lambda app: any(escape(finding_text(leak).message) in warning.value for warning in app.warning)
    )
    assert app.button(key="launch").disabled
    app.checkbox(key=f"confirmed_{dataset.id}_label_{leak.key}").check().run()
    app.button(key="launch").click().run()
    run_until(app, lambda app: app.query_params.get("run") not in (None, *before))
    assert len(training.list_runs(here)) == len(before) + 1
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
    run_until(app, lambda app: "updating_statistics" not in keys(app))
    if page == "train.py":  # where the error of a failed run may stand, too
        assert not app.button(key="launch").disabled
    else:
        assert not app.error
    renewed = objects.read(here, f"{dataset.folder}/profile.json")
    assert Profile.from_json(renewed).column("x").distinct == 13
    datasets.delete(here, dataset)


def test_a_model_no_better_than_the_baseline_is_warned_of(
    here: Target, open_page: Open, launch: Callable[..., Run], ended: Callable[..., Run]
) -> None:
    # Most rows of either kind are of the same class, so that class is all there is to answer.
    rows = "".join(f"{row % 2},{'a' if row % 10 < 7 else 'b'}\r\n" for row in range(100))
    stored = dataset_files.files(read_csv(f"x,label\r\n{rows}".encode()), "label")
    dataset = datasets.create(here, "Nothing to learn", stored)
    run = ended(here, launch(here, dataset, "Nothing learned"))
    assert run.state == "succeeded", run.error
    app = open_page("train.py", run=run.id)
    assert "no_better_than_baseline" in keys(app)
    datasets.delete(here, dataset)


@pytest.mark.usefixtures("no_local_cloud")
def test_without_its_cloud_the_page_says_what_to_do(open_page: Open) -> None:
    app = open_page("train.py")
    assert "page_local_cloud_not_ready" in keys(app)


def test_a_launch_that_failed_is_an_error_on_the_page_and_the_form_stays(
    here: Target, text_dataset: Dataset, faults: Any, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    before = {run.id for run in training.list_runs(here)}
    app = open_page("train.py", dataset=text_dataset.id)
    app.text_input(key=f"model_name_{text_dataset.id}").set_value("A name of my own")
    faults.plan("PipelineService.CreateTrainingPipeline", "return-503", "return-503")
    app.button(key="launch").click().run()
    run_until(app, lambda app: "launch_run_not_launched" in keys(app))
    assert app.text_input(key=f"model_name_{text_dataset.id}").value == "A name of my own"
    assert faults.pending("PipelineService.CreateTrainingPipeline") == 1
    assert {run.id for run in training.list_runs(here)} == before
