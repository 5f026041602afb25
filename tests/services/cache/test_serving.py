"""Endpoints are cached for seconds, and read anew at once after a change."""

import pytest

from services import cache
from services.errors import LaunchpadError
from services.settings import Target
from services.vertex import endpoints
from services.vertex.endpoints import Deployment, Endpoint


def names(here: Target) -> set[str]:
    return {endpoint.display_name for endpoint in cache.endpoints(here)}


def test_a_change_of_an_endpoint_is_seen_at_once(here: Target) -> None:
    assert "Cached endpoint" not in names(here)
    created = endpoints.create(here, "Cached endpoint")
    cache.endpoint_changed(here, created)
    assert "Cached endpoint" in names(here)
    assert cache.current_operations(here, created.name) == ()
    cache.delete_endpoint(here, created)
    assert "Cached endpoint" not in names(here)


def test_a_refused_deployment_leaves_the_list_as_it_is(here: Target) -> None:
    with pytest.raises(LaunchpadError):
        cache.create_and_deploy(here, "Never there", Deployment("404404@1", "no model", "n1-standard-2"))
    assert "Never there" not in names(here)


def test_an_operation_that_is_forgotten_is_none(here: Target, live_endpoint: Endpoint) -> None:
    assert cache.operation(here, f"{live_endpoint.name}/operations/404404") is None


def test_a_prediction_is_read_by_the_cached_contract(here: Target, live_endpoint: Endpoint) -> None:
    entry = cache.predict(here, live_endpoint, {"text": "the parcel never came"})
    assert entry.prediction is not None
    assert entry.column == "label"


def test_the_log_is_that_of_the_endpoint(here: Target, live_endpoint: Endpoint) -> None:
    assert cache.endpoint_log(here, live_endpoint)
