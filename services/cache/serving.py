"""Cached reads of endpoints and their operations, the mutations of endpoints, and predictions."""

from typing import Any

import streamlit as st

from services.cache.deletions import deletion, undeployments
from services.cache.keys import BY_CONTENT
from services.cache.models import contract, model, models, objective
from services.data.models.contract import Contract
from services.data.models.objective import Objective
from services.errors import LaunchpadError, NotFound
from services.settings import Target
from services.vertex import endpoints as vertex_endpoints
from services.vertex import logs as vertex_logs
from services.vertex import operations as vertex_operations
from services.vertex.deletions import Deletion
from services.vertex.endpoints import DeployedModel, Deployment, Endpoint
from services.vertex.logs import LogLine
from services.vertex.models import Model
from services.vertex.operations import Operation
from services.workflows import deletion as deletion_workflow
from services.workflows import deployment as deployment_workflow
from services.workflows import endpoint_changes
from services.workflows import predictions as predictions_workflow
from services.workflows.deletion import Deleted
from services.workflows.predictions import HistoryEntry


@st.cache_data(ttl=3, max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def endpoints(target: Target) -> tuple[Endpoint, ...]:
    """Return all endpoints, newest first."""
    return vertex_endpoints.list_endpoints(target)


@st.cache_data(ttl=5, max_entries=32, show_spinner=False, hash_funcs=BY_CONTENT)
def endpoint_log(target: Target, endpoint: Endpoint) -> tuple[LogLine, ...]:
    """Return the last log lines of an endpoint's serving processes, oldest first."""
    return vertex_logs.of_endpoint(target, endpoint.id, endpoint.created)


@st.cache_data(ttl=1, max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def operation(target: Target, name: str) -> Operation | None:
    """Return the state of an operation, or None if Vertex AI has forgotten it."""
    try:
        return vertex_operations.get(target, name)
    except NotFound:
        return None


@st.cache_data(ttl=2, max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def current_operations(target: Target, resource: str) -> tuple[Operation, ...]:
    """Return the unfinished operations on a resource, and the last one where it failed lately."""
    return vertex_operations.list_current(target, resource)


def deployed_version(target: Target, deployed: DeployedModel) -> Model | None:
    """Return the version that a deployed model is, None where it can't be read.

    The list of models has most of them, so that only an older version costs a call of its own.
    """
    try:
        listed = (other for other in models(target) if other.id == deployed.model_id)
        default = next((other for other in listed if other.version == deployed.version), None)
        return default or model(target, deployed.model)
    except LaunchpadError:
        return None


def create_and_deploy(
    target: Target, display_name: str, deployment: Deployment, drawn: str = ""
) -> tuple[Endpoint, Operation]:
    """Create an endpoint and start to deploy a model to it (see workflows.deployment)."""
    try:
        return deployment_workflow.deploy_to_new_endpoint(target, display_name, deployment, drawn=drawn)
    finally:
        endpoints.clear(target)


def deploy(
    target: Target,
    endpoint: Endpoint,
    deployment: Deployment,
    allow_other_target: bool = False,
    drawn: str = "",
) -> tuple[Endpoint, Operation]:
    """Start to deploy a model to an existing endpoint (see workflows.deployment.deploy)."""
    try:
        return deployment_workflow.deploy(
            target,
            endpoint,
            deployment,
            allow_other_target=allow_other_target,
            model=model,
            objective=objective,
            drawn=drawn,
        )
    finally:
        endpoint_changed(target, endpoint)


def other_target(target: Target, endpoint: Endpoint, new: Objective | None) -> Objective | None:
    """Return the objective at an endpoint that differs from that of a new model, None if there is none."""
    return deployment_workflow.other_target(target, endpoint, new, model=model, objective=objective)


def deploy_again(target: Target, undeployment: Deletion, drawn: str = "") -> tuple[Endpoint, Operation]:
    """Start to deploy a model again that was undeployed (see workflows.deployment)."""
    assert undeployment.undeployed is not None, "the record says how"  # noqa: S101 - no button without it
    try:
        return deployment_workflow.deploy_again(
            target,
            undeployment.endpoint_id,
            undeployment.deployed_id,
            undeployment.name,
            undeployment.undeployed,
            drawn=drawn,
        )
    finally:
        endpoints.clear(target)
        current_operations.clear(target, f"{target.parent}/endpoints/{undeployment.endpoint_id}")


def undeploy(target: Target, endpoint: Endpoint, deployed_id: str, by: str = "") -> Deleted[Operation]:
    """Start to undeploy a model, and record who did (see workflows.deletion)."""
    try:
        return deletion_workflow.undeploy(target, endpoint, deployed_id, by)
    finally:
        endpoint_changed(target, endpoint)
        undeployments.clear(target)


def set_traffic(target: Target, endpoint: Endpoint, split: dict[str, int]) -> Endpoint:
    """Change the traffic split of an endpoint (see workflows.endpoint_changes)."""
    try:
        return endpoint_changes.set_traffic(target, endpoint, split)
    finally:
        endpoint_changed(target, endpoint)


def delete_endpoint(target: Target, endpoint: Endpoint, by: str = "") -> Deleted[Endpoint]:
    """Delete an endpoint that has no deployed model, and record who did (see workflows.deletion)."""
    try:
        return deletion_workflow.delete_endpoint(target, endpoint, by)
    finally:
        endpoint_changed(target, endpoint)
        deletion.clear(target, "endpoint", endpoint.id)


def predict(target: Target, endpoint: Endpoint, instance: Any) -> HistoryEntry:
    """Send one instance to an endpoint; the contract that reads the answer is cached."""
    try:
        return predictions_workflow.predict(target, endpoint, instance, contract=_contract_of)
    except LaunchpadError:
        endpoint_changed(target, endpoint)  # it may be offline
        raise


def _contract_of(target: Target, model_id: str) -> Contract | None:
    return contract(target, model(target, model_id))


def endpoint_changed(target: Target, endpoint: Endpoint) -> None:
    """Invalidate the endpoints and this one's operations, after one of them has started or ended."""
    endpoints.clear(target)
    current_operations.clear(target, endpoint.name)
