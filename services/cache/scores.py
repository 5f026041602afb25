"""The cached scores of runs, one call for all: the list of objects returns the metadata that has them."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

import streamlit as st

from services.cache.keys import BY_CONTENT
from services.data.models.score import Score
from services.errors import LaunchpadError
from services.settings import Target
from services.vertex import layout
from services.vertex import models as vertex_models
from services.vertex.models import Model
from services.vertex.training import Run


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def _known(target: Target) -> dict[str, Score]:  # noqa: ARG001 - the cache key
    """Return the scores read so far by the runs' folders; they don't expire, as a score never changes."""
    return {}


@st.cache_resource(ttl=60, max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def _without(target: Target) -> set[str]:  # noqa: ARG001 - the cache key
    """Return the folders of runs that wrote no score, as far as the last minute's lists say."""
    return set()


def scored_runs(target: Target, runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs with the scores of those that have succeeded."""
    runs = tuple(runs)
    scores = _scores(target, {run.output_uri for run in runs if run.state == "succeeded"})
    return tuple(replace(run, score=scores.get(run.output_uri)) for run in runs)


def scored_models(target: Target, models: Iterable[Model]) -> tuple[Model, ...]:
    """Return model versions with their scores."""
    folders = {model: layout.run_folder(target, model.artifact_uri) for model in models}
    scores = _scores(target, {folder for folder in folders.values() if folder})
    return tuple(replace(model, score=scores.get(folder or "")) for model, folder in folders.items())


def _scores(target: Target, folders: set[str]) -> dict[str, Score]:
    """Return the scores of the runs in these folders; asks the cloud only if one of them is new."""
    known, without = _known(target), _without(target)
    new = folders - known.keys() - without
    if new:
        # A title without its score is better than no page; the next reading asks again.
        with suppress(LaunchpadError):
            listed = vertex_models.list_scores(target, since=min(new))
            known.update({folder: listed[folder] for folder in new & listed.keys()})
            without.update(new - listed.keys())
    return known
