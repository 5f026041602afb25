"""Serving: what is kept of endpoints, and what a change of one makes untrue."""

from typing import Any

import streamlit as st

from services.cache.models import contract, model
from services.errors import NotFound
from services.settings import Target
from services.vertex import endpoints as vertex_endpoints
from services.vertex import logs as vertex_logs
from services.vertex import operations as vertex_operations
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.logs import LogLine
from services.vertex.operations import Operation
from services.workflows import deployment as deployment_workflow
from services.workflows import predictions as predictions_workflow
from services.workflows.predictions import HistoryEntry


@st.cache_data(ttl=3, max_entries=16, show_spinner=False)
def endpoints(target: Target) -> tuple[Endpoint, ...]:
    """Return all endpoints, newest first."""
    return vertex_endpoints.listing(target)


@st.cache_data(ttl=5, max_entries=32, show_spinner=False)
def endpoint_log(target: Target, endpoint: Endpoint) -> tuple[LogLine, ...]:
    """Return the last log lines of an endpoint's serving processes, oldest first."""
    return vertex_logs.of_endpoint(target, endpoint.id, endpoint.created)


@st.cache_data(ttl=1, max_entries=64, show_spinner=False)
def operation(target: Target, name: str) -> Operation | None:
    """Return the present state of an operation, or None where it isn't known any more."""
    try:
        return vertex_operations.get(target, name)
    except NotFound:
        return None


@st.cache_data(ttl=2, max_entries=64, show_spinner=False)
def running_operations(target: Target, resource: str) -> tuple[Operation, ...]:
    """Return the unfinished operations on a resource."""
    return vertex_operations.running(target, resource)


def create_and_deploy(
    target: Target, display_name: str, deployment: Deployment
) -> tuple[Endpoint, Operation]:
    """Make an endpoint and start to put a model online behind it; none is left where that is refused."""
    try:
        return deployment_workflow.deploy_to_new_endpoint(target, display_name, deployment)
    finally:
        endpoints.clear(target)


def deploy(target: Target, endpoint: Endpoint, deployment: Deployment) -> tuple[Endpoint, Operation]:
    """Start to put a model online behind an endpoint that is there."""
    started = vertex_endpoints.deploy(target, endpoint, deployment)
    endpoint_changed(target, endpoint)
    return endpoint, started


def undeploy(target: Target, endpoint: Endpoint, deployed_id: str) -> Operation:
    """Start to take a model offline."""
    started = vertex_endpoints.undeploy(target, endpoint, deployed_id)
    endpoint_changed(target, endpoint)
    return started


def set_traffic(target: Target, endpoint: Endpoint, split: dict[str, int]) -> Endpoint:
    """Change the shares of the models behind an endpoint."""
    changed = vertex_endpoints.set_traffic(target, endpoint, split)
    endpoint_changed(target, endpoint)
    return changed


def delete_endpoint(target: Target, endpoint: Endpoint) -> None:
    """Delete an endpoint without models."""
    vertex_endpoints.delete(target, endpoint)
    endpoint_changed(target, endpoint)


def predict(target: Target, endpoint: Endpoint, instance: Any) -> HistoryEntry:
    """Send one instance to an endpoint; the contract that reads the answer is cached."""
    return predictions_workflow.predict(
        target,
        endpoint,
        instance,
        contract=lambda target, model_id: contract(target, model(target, model_id)),
    )


def endpoint_changed(target: Target, endpoint: Endpoint) -> None:
    """Forget the endpoints and what runs on this one, once something there has begun or ended."""
    endpoints.clear(target)
    running_operations.clear(target, endpoint.name)
