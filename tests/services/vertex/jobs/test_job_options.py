"""The options become the arguments of the SDK's training jobs."""

import inspect

from google.cloud.aiplatform import CustomContainerTrainingJob, CustomTrainingJob

from services.vertex.jobs.job_options import STRATEGIES, JobOptions


def test_the_defaults_are_those_of_the_sdk() -> None:
    for job in (CustomTrainingJob, CustomContainerTrainingJob):
        known = inspect.signature(job.submit).parameters
        assert JobOptions().arguments() == {name: known[name].default for name in JobOptions().arguments()}


def test_each_strategy_is_one_of_google() -> None:
    for strategy in STRATEGIES[1:]:
        chosen = JobOptions(scheduling_strategy=strategy, max_wait_seconds=60).arguments()
        assert (chosen["scheduling_strategy"].name, chosen["max_wait_duration"]) == (strategy, 60)
