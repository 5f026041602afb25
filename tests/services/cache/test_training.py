"""Runs are cached for seconds; a launch passes the checks with what the cache knows of the table."""

from dataclasses import replace

import pytest

from services import cache
from services.errors import InvalidInput
from services.pricing import catalogue
from services.settings import Target
from services.vertex.datasets import Dataset
from services.vertex.training import Run, TrainingRequest


def test_a_run_is_listed_with_its_log_and_evaluation(here: Target, text_run: Run) -> None:
    cache.run_ended(here)
    assert text_run.id in {run.id for run in cache.runs(here)}
    assert cache.run(here, text_run.id).state == "succeeded"
    assert cache.job_log(here, text_run)
    evaluation = cache.evaluation(here, text_run.model_uri)
    assert evaluation.score > evaluation.baseline


def test_a_launch_from_a_page_passes_the_same_checks(here: Target, text_dataset: Dataset) -> None:
    prices, recipe = catalogue(), cache.recipe(here, text_dataset.folder)
    request = TrainingRequest(
        display_name="Refused",
        model_name="Refused",
        dataset_id=text_dataset.id,
        table_uri=text_dataset.uri,
        recipe=replace(recipe, target="no such column"),
        algorithm="linear",
        machine_type="n1-standard-4",
        training_image=prices.training_image,
        serving_image=prices.serving_image,
    )
    with pytest.raises(InvalidInput):
        cache.launch(here, request)
    assert "Refused" not in {run.display_name for run in cache.runs(here)}
