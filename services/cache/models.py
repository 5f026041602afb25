"""Cached reads of registered models and their contracts, and the deletion of models."""

import streamlit as st

from services.cache.deletions import deletion
from services.cache.keys import BY_CONTENT
from services.cache.scores import scored_models
from services.data.models.contract import Contract
from services.data.models.decision import Decision
from services.data.models.objective import Objective
from services.errors import NotFound
from services.settings import Target
from services.vertex import models as vertex_models
from services.vertex.models import Model
from services.workflows import decisions, objectives
from services.workflows import deletion as deletion_workflow
from services.workflows.deletion import Deleted


@st.cache_data(ttl=3, max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def models(target: Target) -> tuple[Model, ...]:
    """Return the default versions of all models with their scores, newest first."""
    return scored_models(target, vertex_models.list_models(target))


@st.cache_data(ttl=3, max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def model_versions(target: Target, model_id: str) -> tuple[Model, ...]:
    """Return all versions of a model with their scores, newest first."""
    return scored_models(target, vertex_models.list_versions(target, model_id))


@st.cache_data(ttl=60, max_entries=128, show_spinner=False, hash_funcs=BY_CONTENT)
def model(target: Target, model_id: str) -> Model:
    """Return one model by `id@version`."""
    (scored,) = scored_models(target, [vertex_models.get(target, model_id)])
    return scored


def contract(target: Target, model: Model) -> Contract | None:
    """Return the contract of a model version, or None for a model from elsewhere."""
    return contract_at(target, model.artifact_uri.rstrip("/")) if model.artifact_uri else None


@st.cache_data(ttl=60, max_entries=128, show_spinner=False, hash_funcs=BY_CONTENT)
def contract_at(target: Target, model_uri: str) -> Contract | None:
    """Return the contract in the gs:// folder of a model, or None where there is none."""
    try:
        return Contract.from_json(vertex_models.contract_at(target, model_uri))
    except NotFound:
        return None


def set_decision(
    target: Target, model_uri: str, decision: Decision | None, seen: Decision | None
) -> Contract:
    """Change from which probability on a model predicts a class (see workflows.decisions)."""
    try:
        return decisions.set_decision(target, model_uri, decision, seen)
    finally:
        contract_at.clear(target, model_uri)


@st.cache_data(ttl=60, max_entries=128, show_spinner=False, hash_funcs=BY_CONTENT)
def objective(target: Target, model: Model) -> Objective | None:
    """Return the objective of a model version (see workflows.objectives.of_model)."""
    return objectives.of_model(target, model)


def delete_model(target: Target, deleted: Model, by: str = "") -> Deleted[Model]:
    """Delete a model with all its versions, and record who did (see workflows.deletion)."""
    try:
        return deletion_workflow.delete_model(target, deleted, by)
    finally:
        models.clear(target)
        model_versions.clear(target, deleted.id)
        deletion.clear(target, "model", deleted.id)


def delete_version(target: Target, version: Model, by: str = "") -> Deleted[Model]:
    """Delete one version of a model, and record who did (see workflows.deletion)."""
    id = f"{version.id}@{version.version}"
    try:
        return deletion_workflow.delete_version(target, version, by)
    finally:
        models.clear(target)
        model_versions.clear(target, version.id)
        model.clear(target, id)
        deletion.clear(target, "version", id)
