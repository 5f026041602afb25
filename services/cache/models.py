"""Cached reads of registered models and their contracts."""

import streamlit as st

from services.cache.scores import scored_models
from services.data.models.contract import Contract
from services.data.models.objective import Objective
from services.errors import NotFound
from services.settings import Target
from services.vertex import models as vertex_models
from services.vertex.models import Model
from services.workflows import objectives


@st.cache_data(ttl=3, max_entries=16, show_spinner=False)
def models(target: Target) -> tuple[Model, ...]:
    """Return the default versions of all models with their scores, newest first."""
    return scored_models(target, vertex_models.list_models(target))


@st.cache_data(ttl=3, max_entries=64, show_spinner=False)
def model_versions(target: Target, model_id: str) -> tuple[Model, ...]:
    """Return all versions of a model with their scores, newest first."""
    return scored_models(target, vertex_models.list_versions(target, model_id))


@st.cache_data(ttl=60, max_entries=128, show_spinner=False)
def model(target: Target, model_id: str) -> Model:
    """Return one model by `id@version`."""
    (scored,) = scored_models(target, [vertex_models.get(target, model_id)])
    return scored


@st.cache_data(max_entries=128, show_spinner=False)
def contract(target: Target, model: Model) -> Contract | None:
    """Return the contract of a model version, which never changes, or None for a model from elsewhere."""
    try:
        return Contract.from_json(vertex_models.contract(target, model))
    except NotFound:
        return None


@st.cache_data(max_entries=128, show_spinner=False)
def objective(target: Target, model: Model) -> Objective | None:
    """Return the objective of a model version, which never changes (see workflows.objectives.of_model)."""
    return objectives.of_model(target, model)


def delete_model(target: Target, deleted: Model) -> Model:
    """Delete a model with all its versions, and return it."""
    vertex_models.delete(target, deleted)
    models.clear(target)
    model_versions.clear(target, deleted.id)
    return deleted
