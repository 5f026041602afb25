"""A refused deployment leaves no endpoint behind."""

import pytest

from services.errors import LaunchpadError
from services.settings import Target
from services.vertex import endpoints
from services.vertex.endpoints import Deployment
from services.workflows.deployment import deploy_to_new_endpoint


def test_an_endpoint_whose_deployment_is_refused_is_deleted(here: Target) -> None:
    before = endpoints.list_endpoints(here)
    with pytest.raises(LaunchpadError):
        deploy_to_new_endpoint(here, "Rolled back", Deployment("404404@1", "no model", "n1-standard-2"))
    assert endpoints.list_endpoints(here) == before
