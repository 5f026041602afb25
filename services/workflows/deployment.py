"""Deployment of a model to a new endpoint, to one that serves others already, or again after undeploying."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from services import nonce
from services.data.models.objective import Objective
from services.errors import InvalidInput, LaunchpadError, NotFound, Unavailable
from services.runtime.background import report
from services.settings import Target
from services.vertex import endpoints, failures, models, operations, traffic
from services.vertex.deletions import Undeployed
from services.vertex.endpoints import DeployedModel, Deployment, Endpoint
from services.vertex.models import Model
from services.vertex.operations import Operation
from services.workflows import endpoint_changes, objectives
from services.workflows.objectives import ReadObjective

ReadModel = Callable[[Target, str], Model]  # by `id@version`

_PAUSES = {"local": 0.2, "cloud": 10.0}  # seconds between two looks at an operation


def deploy_to_new_endpoint(
    target: Target, display_name: str, deployment: Deployment, *, drawn: str = ""
) -> tuple[Endpoint, Operation]:
    """Create an endpoint and start to deploy a model to it; delete the endpoint where that is refused.

    The same nonce, `drawn` by the caller, and the same content make one endpoint, here and below.
    """
    drawn = drawn or nonce.fresh()
    report("creating_endpoint")
    endpoint = endpoints.create(target, display_name, nonce.endpoint_id(drawn, display_name, deployment))
    report("starting_deployment")
    try:
        id = nonce.deployed_id(drawn, endpoint.name, deployment)
        return endpoint, endpoints.deploy(target, endpoint, deployment, id=id)
    except LaunchpadError as error:
        if not failures.has_unknown_outcome(error):
            with suppress(LaunchpadError):  # why it wasn't deployed says more
                endpoints.delete(target, endpoint)
        raise


def deploy(
    target: Target,
    endpoint: Endpoint,
    deployment: Deployment,
    *,
    allow_other_target: bool = False,
    model: ReadModel = models.get,
    objective: ReadObjective = objectives.of_model,
    drawn: str = "",
) -> tuple[Endpoint, Operation]:
    """Start to deploy a model to an endpoint, unless one of another target or task is deployed there.

    Callers would get predictions of either; `allow_other_target` confirms that. `model` and `objective` read
    what is known of a model, where the caller has it already. Raises InvalidInput with what forbids it.
    """
    if not allow_other_target:
        deployed = model(target, deployment.model)
        new = objective(target, deployed)
        other = other_target(target, endpoint, new, model=model, objective=objective)
        if new and other:
            raise InvalidInput(
                "endpoint_of_other_target", endpoint=endpoint.display_name, existing=other, new=new
            )
    return endpoint, _deploy(target, endpoint, deployment, drawn)


def other_target(
    target: Target,
    endpoint: Endpoint,
    new: Objective | None,
    *,
    model: ReadModel = models.get,
    objective: ReadObjective = objectives.of_model,
) -> Objective | None:
    """Return the objective of a model at an endpoint that predicts another target or task than `new`."""

    def objective_of(deployed: DeployedModel) -> Objective | None:
        try:
            return objective(target, model(target, deployed.model))
        except NotFound:
            return None

    return objectives.other(new, map(objective_of, endpoint.deployed))


def deploy_again(
    target: Target,
    endpoint_id: str,
    deployed_id: str,
    display_name: str,
    undeployed: Undeployed,
    *,
    drawn: str = "",
) -> tuple[Endpoint, Operation]:
    """Start to deploy an undeployed model again, on the same machine and with its share of the traffic."""
    report("starting_deployment")
    endpoint = endpoints.get(target, endpoint_id)
    before = dict(undeployed.split)
    split = traffic.restored(endpoints.traffic_split(endpoint), before, deployed_id)
    deployment = Deployment(
        undeployed.model,
        display_name,
        undeployed.machine_type,
        before[deployed_id],
        undeployed.min_replicas,
        undeployed.max_replicas,
    )
    return endpoint, _deploy(target, endpoint, deployment, drawn, split)


def _deploy(
    target: Target,
    endpoint: Endpoint,
    deployment: Deployment,
    drawn: str,
    split: Mapping[str, int] | None = None,
) -> Operation:
    id = nonce.deployed_id(drawn or nonce.fresh(), endpoint.name, deployment)
    return endpoint_changes.deploy(target, endpoint, deployment, id, split)


def wait(target: Target, endpoint: Endpoint, operation: Operation) -> Endpoint:
    """Return an endpoint once a deployment to it is done; raises Unavailable if it failed."""
    while not operation.done:
        time.sleep(_PAUSES[target.kind])
        operation = operations.get(target, operation.name)
    if operation.error is not None:
        raise Unavailable("deployment_failed", detail=operation.error)
    return endpoints.get(target, endpoint.id)
