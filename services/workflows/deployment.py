"""Deployment of a model to a new endpoint."""

import time
from contextlib import suppress

from services.errors import LaunchpadError, Unavailable
from services.runtime.background import report
from services.settings import Target
from services.vertex import endpoints, operations
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.operations import Operation

_PAUSES = {"local": 0.2, "cloud": 10.0}  # seconds between two looks at an operation


def deploy_to_new_endpoint(
    target: Target, display_name: str, deployment: Deployment
) -> tuple[Endpoint, Operation]:
    """Create an endpoint and start to deploy a model to it; delete the endpoint on failure."""
    report("creating_endpoint")
    endpoint = endpoints.create(target, display_name)
    report("starting_deployment")
    try:
        return endpoint, endpoints.deploy(target, endpoint, deployment)
    except LaunchpadError:
        with suppress(LaunchpadError):  # why it wasn't deployed says more
            endpoints.delete(target, endpoint)
        raise


def wait(target: Target, endpoint: Endpoint, operation: Operation) -> Endpoint:
    """Return an endpoint once a deployment to it is done; raises Unavailable if it failed."""
    while not operation.done:
        time.sleep(_PAUSES[target.kind])
        operation = operations.get(target, operation.name)
    if operation.error is not None:
        raise Unavailable("deployment_failed", detail=operation.error)
    return endpoints.get(target, endpoint.id)
