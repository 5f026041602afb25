"""What becomes of an endpoint once a model is deployed or undeployed, and which state it is in."""

from datetime import UTC, datetime

import pytest

from services.vertex.endpoints import (
    DeployedModel,
    Deployment,
    Endpoint,
    after_undeploy,
    split_after_deploy,
    where_deployed,
)
from services.vertex.operations import Operation


def endpoint(*split: int) -> Endpoint:
    deployed = [
        DeployedModel(str(index + 1), "m", "1", "m", "n1-standard-2", traffic, None)
        for index, traffic in enumerate(split)
    ]
    return Endpoint("projects/p/locations/l/endpoints/e", "e", datetime.now(UTC), tuple(deployed))


@pytest.mark.parametrize(
    ("current", "traffic", "split"),
    [
        ((), 10, {"0": 100}),
        ((0,), 10, {"0": 100}),
        ((100,), 10, {"0": 10, "1": 90}),
        ((75, 25, 0), 10, {"0": 10, "1": 68, "2": 22, "3": 0}),
    ],
)
def test_a_deployed_model_gets_its_share_and_the_others_the_rest(
    current: tuple[int, ...], traffic: int, split: dict[str, int]
) -> None:
    assert split_after_deploy(endpoint(*current), traffic) == split


@pytest.mark.parametrize(
    ("current", "undeployed", "traffic"),
    [((100,), "1", []), ((50, 25, 25), "1", [50, 50]), ((100, 0), "2", [100])],
)
def test_an_undeployed_model_leaves_its_traffic_to_the_others(
    current: tuple[int, ...], undeployed: str, traffic: list[int]
) -> None:
    remaining = after_undeploy(endpoint(*current), undeployed).deployed
    assert [model.traffic for model in remaining] == traffic


def test_a_model_is_deployed_where_one_of_its_versions_is() -> None:
    endpoints = (endpoint(), endpoint(100, 0))
    assert where_deployed(endpoints, "m") == endpoints[1:]
    assert where_deployed(endpoints, "other") == ()


def test_by_default_a_model_gets_a_small_share() -> None:
    assert Deployment("m@1", "m", "n1-standard-2").traffic == 10


@pytest.mark.parametrize(
    ("split", "done", "state"),
    [
        ((100,), (), "live"),
        ((100,), (True, True), "live"),
        ((100,), (True, False), "changing"),
        ((0,), (), "no_traffic"),
        ((), (True,), "no_model"),
        ((), (False,), "changing"),
    ],
)
def test_an_endpoints_state_follows_its_operations_and_its_traffic(
    split: tuple[int, ...], done: tuple[bool, ...], state: str
) -> None:
    operations = [Operation("name", "deploy", ended, None) for ended in done]
    assert endpoint(*split).state(operations) == state
