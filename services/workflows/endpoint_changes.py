"""Changes of an endpoint's models and traffic, each of the endpoint as whoever makes it saw it.

Nobody undoes what another one did without being told. A traffic split is changed under the endpoint's etag.
Deploying and undeploying have none, so that the app looks before and after, and a model gives its traffic
away before it is undeployed.
"""

from collections.abc import Mapping
from contextlib import suppress

from services.errors import Conflict, LaunchpadError, Refused
from services.settings import Target
from services.vertex import endpoints, operations
from services.vertex.endpoints import Deployment, Endpoint, traffic_split
from services.vertex.operations import Operation
from services.vertex.traffic import without


def set_traffic(target: Target, seen: Endpoint, split: dict[str, int]) -> Endpoint:
    """Change the traffic split of an endpoint, in percent by deployed model id.

    Raises Conflict with what others changed since the endpoint was seen, here and below.
    """
    present = _unchanged(target, seen)
    try:
        changed = endpoints.set_traffic(target, present, split)
    except (Conflict, Refused):
        _unchanged(target, seen)
        raise
    # A deployment that began at the same moment sets the split once more when it ends.
    if operations.list_running(target, seen.name) or endpoints.get(target, seen.id) != changed:
        raise Conflict("traffic_split_overtaken", name=seen.display_name)
    return changed


def undeploy(target: Target, seen: Endpoint, deployed_id: str) -> Operation:
    """Start to undeploy a model; the others get its traffic. What is undeployed already isn't again."""
    present = endpoints.get(target, seen.id)
    if all(model.id != deployed_id for model in present.deployed):
        operation = operations.latest(target, seen.name, "undeploy")
        if operation is not None:
            return operation
    split = traffic_split(seen)
    moved = without(split, deployed_id) | ({deployed_id: 0} if deployed_id in split else {})
    _require(target, seen, present, split, moved)
    try:
        return endpoints.undeploy(target, present, deployed_id)
    except (Conflict, Refused):
        _require(target, seen, endpoints.get(target, seen.id), split, moved)
        raise


def deploy(
    target: Target,
    seen: Endpoint,
    deployment: Deployment,
    id: str,
    split: Mapping[str, int] | None = None,
) -> Operation:
    """Start to deploy a model under an id of its own; what is deployed under it already isn't again."""
    present = endpoints.get(target, seen.id)
    if any(model.id == id for model in present.deployed):
        operation = operations.latest(target, seen.name, "deploy")
        if operation is not None:
            return operation
    _require(target, seen, present, traffic_split(seen))
    operation = endpoints.deploy(target, present, deployment, split, id)
    try:
        _require_alone(target, seen, present, operation, id)
    except Conflict:
        with suppress(LaunchpadError):  # it has ended
            operations.cancel(target, operation)
        raise
    return operation


def _unchanged(target: Target, seen: Endpoint) -> Endpoint:
    present = endpoints.get(target, seen.id)
    _require(target, seen, present, traffic_split(seen))
    return present


def _require(target: Target, seen: Endpoint, present: Endpoint, *splits: Mapping[str, int]) -> None:
    """Raise Conflict while an endpoint changes, or if its models and their shares are none of these."""
    if traffic_split(present) not in splits:
        raise Conflict("endpoint_changed_meanwhile", seen=seen, present=present)
    if operations.list_running(target, seen.name):
        raise Conflict("endpoint_changing", name=seen.display_name)


def _require_alone(target: Target, seen: Endpoint, before: Endpoint, operation: Operation, id: str) -> None:
    """Raise Conflict if somebody changed an endpoint, or deploys to it, since just before a deployment."""
    # Of two deployments that began at the same moment, the first one goes on.
    running = operations.list_running(target, seen.name)
    mine = (operation.began, operation.name)
    if any((other.began, other.name) < mine for other in running):
        raise Conflict("endpoint_changing", name=seen.display_name)
    present = endpoints.get(target, seen.id)
    is_there = any(model.id == id for model in present.deployed)
    if not is_there and traffic_split(present) != traffic_split(before):
        raise Conflict("endpoint_changed_meanwhile", seen=before, present=present)
