"""Deployment of a model to a new endpoint."""

from services.errors import LaunchpadError
from services.runtime.background import report
from services.settings import Target
from services.vertex import endpoints
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.operations import Operation


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
        endpoints.delete(target, endpoint)
        raise
