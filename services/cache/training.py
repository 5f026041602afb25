"""Training: what is kept of runs, and what a run's beginning and end make untrue."""

from collections.abc import Collection

import streamlit as st

from services.cache.models import models
from services.cache.tables import links, profile
from services.data.findings import require_trainable
from services.data.models.evaluation import Evaluation
from services.data.recipe.recipe import Recipe
from services.runtime.background import report
from services.settings import Target
from services.vertex import logs as vertex_logs
from services.vertex import models as vertex_models
from services.vertex import training as vertex_training
from services.vertex.logs import LogLine
from services.vertex.training import Run, TrainingRequest


@st.cache_data(ttl=3, max_entries=16, show_spinner=False)
def runs(target: Target) -> tuple[Run, ...]:
    """Return this app's training runs, newest first."""
    return vertex_training.listing(target)


@st.cache_data(ttl=1, max_entries=64, show_spinner=False)
def run(target: Target, run_id: str) -> Run:
    """Return one training run."""
    return vertex_training.get(target, run_id)


@st.cache_data(ttl=1, max_entries=64, show_spinner=False)
def job_log(target: Target, run: Run) -> tuple[LogLine, ...]:
    """Return a run's last log lines, oldest first."""
    return vertex_logs.of_job(target, run.job_id, run.created)


@st.cache_data(max_entries=256, show_spinner=False)
def evaluation(target: Target, model_uri: str) -> Evaluation:
    """Return the scores that an ended run wrote beside its model."""
    return Evaluation.from_json(vertex_models.evaluation(target, model_uri))


def launch(target: Target, request: TrainingRequest, confirmed: Collection[str] = ()) -> Run:
    """Start a training run unless the table or the recipe forbids it, saying what it is at.

    Raises InvalidInput with what forbids it. Columns that give the target away are looked for first,
    in the whole table, so call it in the background; `confirmed` names those of which it is said
    that they are known before the answer is.
    """
    folder = request.table_uri.rpartition("/")[0]
    recipe, described = Recipe.from_json(request.recipe), profile(target, folder)
    require_trainable(recipe, described, confirmed=confirmed)  # what is known at once is told at once
    report("searching_leakage")
    require_trainable(recipe, described, links(target, folder, recipe.target), confirmed)
    report("launching_run")
    launched = vertex_training.launch(target, request)
    runs.clear(target)
    return launched


def cancel_run(target: Target, stopped: Run) -> None:
    """Ask the cloud to stop a run."""
    vertex_training.cancel(target, stopped)
    runs.clear(target)
    run.clear(target, stopped.id)


def delete_run(target: Target, ended: Run) -> None:
    """Delete an ended run's record."""
    vertex_training.delete(target, ended)
    runs.clear(target)
    run.clear(target, ended.id)


def run_ended(target: Target) -> None:
    """Forget the runs and models, once a run that was watched has ended."""
    runs.clear(target)
    models.clear(target)
