"""Runs register their model by themselves, and tell why where they fail."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services import nonce
from services.data.models.evaluation import Evaluation
from services.data.models.objective import Objective
from services.data.models.score import Score
from services.errors import NotFound, Refused
from services.settings import Target
from services.vertex import logs, models, training
from services.vertex.datasets import Dataset
from services.vertex.training import Run


def test_a_run_ends_with_a_registered_model_and_a_score_above_the_baseline(
    here: Target, text_run: Run, text_dataset: Dataset
) -> None:
    assert text_run.state == "succeeded", text_run.error
    assert (text_run.dataset_id, text_run.algorithm) == (text_dataset.id, "linear")
    assert text_run.machine_type == "n1-standard-4"
    assert text_run.started is not None
    assert text_run.ended is not None
    assert text_run.created <= text_run.started <= text_run.ended
    model = models.get(here, f"{text_run.model_id}@{text_run.model_version}")
    assert model.artifact_uri.rstrip("/") == text_run.model_uri
    evaluation = Evaluation.from_json(models.evaluation(here, text_run.model_uri))
    assert evaluation.score > evaluation.baseline


def test_a_run_and_its_model_say_what_they_learned_and_how_well_it_scored(
    here: Target, text_run: Run, text_dataset: Dataset
) -> None:
    objective = Objective("label", "classification", text_dataset.display_name, text_dataset.version)
    (listed,) = (run for run in training.list_runs(here) if run.id == text_run.id)
    (version,) = (one for one in models.list_versions(here, text_run.model_id) if one.version == "1")
    assert listed.objective == version.objective == objective
    evaluation = Evaluation.from_json(models.evaluation(here, text_run.model_uri))
    score = Score(evaluation.metric, evaluation.score)
    assert models.list_scores(here)[text_run.output_uri] == score
    assert models.list_scores(here, since=text_run.output_uri)[text_run.output_uri] == score
    later = f"{text_run.output_uri}z"
    assert text_run.output_uri not in models.list_scores(here, since=later)


def test_a_run_has_the_parameters_that_it_was_given(
    here: Target, text_run: Run, text_dataset: Dataset, launch: Callable[..., Run]
) -> None:
    run = launch(here, text_dataset, "Balanced", parameters={"iterations": 50, "balanced": True})
    training.cancel(here, run)
    assert run.parameters == training.get(here, run.id).parameters == (("iterations", 50), ("balanced", True))
    assert text_run.parameters == ()


def test_a_run_is_listed_newest_first(here: Target, text_run: Run) -> None:
    listed = training.list_runs(here)
    assert text_run in listed
    assert list(listed) == sorted(listed, key=lambda run: run.created, reverse=True)


def test_a_nonce_is_spent_once_even_where_the_reply_is_lost(
    here: Target, text_dataset: Dataset, launch: Callable[..., Run], ended: Callable[..., Run], faults: Any
) -> None:
    drawn = nonce.fresh()
    faults.plan("PipelineService.CreateTrainingPipeline", "commit-then-return-503")
    run = launch(here, text_dataset, "Once", drawn=drawn)
    assert launch(here, text_dataset, "Once", drawn=drawn).id == run.id
    assert [listed.id for listed in training.list_runs(here) if listed.display_name == "Once"] == [run.id]
    training.cancel(here, run)
    training.delete(here, ended(here, run))


def test_the_log_of_a_run_holds_what_its_code_said(here: Target, text_run: Run) -> None:
    lines = logs.of_job(here, text_run.job_id, text_run.created)
    assert any("320 rows" in line.text for line in lines), lines
    assert list(lines) == sorted(lines, key=lambda line: line.time)


def test_a_run_whose_code_raises_fails_and_its_last_words_are_told(
    here: Target, text_dataset: Dataset, launch: Callable[..., Run], ended: Callable[..., Run]
) -> None:
    run = ended(here, launch(here, text_dataset, "Broken", parameters={"depth": 3}))
    assert run.state == "failed"
    assert "non-zero" in run.error
    assert run.model_id == ""
    assert any("no parameter depth" in line.text for line in logs.of_job(here, run.job_id, run.created))
    training.delete(here, run)
    with pytest.raises(NotFound):
        training.get(here, run.id)


def test_a_run_can_be_stopped(
    here: Target, text_dataset: Dataset, launch: Callable[..., Run], ended: Callable[..., Run]
) -> None:
    run = launch(here, text_dataset, "Stopped", algorithm="forest", parameters={"trees": 2000})
    training.cancel(here, run)
    assert ended(here, run).state == "cancelled"


def test_a_new_version_of_a_model_is_registered_under_it(
    here: Target, text_run: Run, text_dataset: Dataset, launch: Callable[..., Run], ended: Callable[..., Run]
) -> None:
    parent = f"{here.parent}/models/{text_run.model_id}"
    before = models.list_versions(here, text_run.model_id)
    run = ended(here, launch(here, text_dataset, "Message sorter", parent_model=parent))
    assert run.state == "succeeded", run.error
    newest = str(int(before[0].version) + 1)
    assert (run.model_id, run.model_version) == (text_run.model_id, newest)
    first, *others = models.list_versions(here, text_run.model_id)
    assert (first.version, first.is_default) == (newest, True)
    assert others == [replace(version, is_default=False) for version in before]


def test_a_machine_that_google_does_not_have_is_refused(
    here: Target, text_dataset: Dataset, launch: Callable[..., Run]
) -> None:
    with pytest.raises(Refused, match="z9-enormous"):
        launch(here, text_dataset, "Too big", machine_type="z9-enormous")
