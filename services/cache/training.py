"""Cached reads of training runs, and the mutations of runs."""

from collections.abc import Collection, Sequence

import streamlit as st

from services.cache.deletions import deletion
from services.cache.keys import BY_CONTENT
from services.cache.models import models, objective
from services.cache.scores import scored_runs
from services.cache.tables import associations, profile
from services.data.models.evaluation import Evaluation
from services.errors import LaunchpadError
from services.settings import Target
from services.vertex import logs as vertex_logs
from services.vertex import models as vertex_models
from services.vertex import training as vertex_training
from services.vertex.logs import LogLine
from services.vertex.training import Run, TrainingRequest
from services.workflows import deletion as deletion_workflow
from services.workflows import run_failures
from services.workflows import training as training_workflow
from services.workflows.deletion import Deleted


@st.cache_data(ttl=3, max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def runs(target: Target) -> tuple[Run, ...]:
    """Return this app's training runs with their scores, newest first."""
    return scored_runs(target, vertex_training.list_runs(target))


@st.cache_data(ttl=1, max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def run(target: Target, run_id: str) -> Run:
    """Return one training run."""
    return vertex_training.get(target, run_id)


@st.cache_data(ttl=1, max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def job_log(target: Target, run: Run) -> tuple[LogLine, ...]:
    """Return a run's last log lines, oldest first."""
    return vertex_logs.of_job(target, run.job_id, run.created)


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs=BY_CONTENT)
def evaluation(target: Target, model_uri: str) -> Evaluation:
    """Return the evaluation that an ended run wrote beside its model."""
    return Evaluation.from_json(vertex_models.evaluation(target, model_uri))


def launch(
    target: Target,
    request: TrainingRequest,
    confirmed: Collection[str] = (),
    allow_other_target: bool = False,
    drawn: str = "",
) -> Run:
    """Launch a training run (see workflows.training.launch), with what is cached of its table and model."""
    try:
        return training_workflow.launch(
            target,
            request,
            confirmed,
            allow_other_target=allow_other_target,
            profile=profile,
            associations=associations,
            objective=objective,
            drawn=drawn,
        )
    finally:
        runs.clear(target)


def launch_all(
    target: Target,
    requests: Sequence[TrainingRequest],
    confirmed: Collection[str] = (),
    allow_other_target: bool = False,
    drawn: str = "",
) -> tuple[Run, ...]:
    """Launch a run of each request in turn (see launch); those before one that is refused are launched."""
    return tuple(launch(target, request, confirmed, allow_other_target, drawn) for request in requests)


def cancel_run(target: Target, cancelled: Run) -> None:
    """Cancel a run; Vertex AI takes a moment to stop it."""
    vertex_training.cancel(target, cancelled)
    runs.clear(target)
    run.clear(target, cancelled.id)


def delete_run(target: Target, ended: Run, by: str = "") -> Deleted[Run]:
    """Delete an ended run, and record who did (see workflows.deletion)."""
    try:
        return deletion_workflow.delete_run(target, ended, by)
    finally:
        runs.clear(target)
        run.clear(target, ended.id)
        deletion.clear(target, "run", ended.id)


def run_failure(target: Target, failed: Run) -> LaunchpadError:
    """Return why a run failed (see workflows.run_failures), with what is cached of its log."""
    return run_failures.run_failure(target, failed, job_log)


def run_ended(target: Target) -> None:
    """Invalidate the runs and models, after a watched run has ended."""
    runs.clear(target)
    models.clear(target)
