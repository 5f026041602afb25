"""Traffic splits always sum to 100 and keep the others' proportions."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vertex.endpoints import (
    DeployedModel,
    Endpoint,
    after_undeploy,
    split_for_new,
    split_without,
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
        ((), 30, {"0": 100}),
        ((100,), 100, {"0": 100, "1": 0}),
        ((100,), 20, {"0": 20, "1": 80}),
        ((60, 40), 50, {"0": 50, "1": 30, "2": 20}),
        ((34, 33, 33), 1, {"0": 1, "1": 35, "2": 32, "3": 32}),
        ((0,), 10, {"0": 100}),
    ],
)
def test_a_new_model_gets_its_traffic_and_the_others_the_rest(
    current: tuple[int, ...], traffic: int, split: dict[str, int]
) -> None:
    assert split_for_new(endpoint(*current), traffic) == split


@pytest.mark.parametrize(
    ("current", "undeployed", "split"),
    [
        ((100,), "1", {}),
        ((70, 30), "1", {"2": 100}),
        ((50, 25, 25), "1", {"2": 50, "3": 50}),
        ((100, 0), "1", {"2": 100}),
        ((100, 0), "2", {"1": 100}),
    ],
)
def test_an_undeployed_model_leaves_its_traffic_to_the_others(
    current: tuple[int, ...], undeployed: str, split: dict[str, int]
) -> None:
    assert split_without(endpoint(*current), undeployed) == split


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(any), st.integers(0, 100), st.integers(0, 5)
)
def test_every_split_sums_to_100(weights: list[int], traffic: int, index: int) -> None:
    whole = sum(weights)
    split = [weight * 100 // whole for weight in weights]
    split[0] += 100 - sum(split)
    current = endpoint(*split)
    assert sum(split_for_new(current, traffic).values()) == 100
    remaining = after_undeploy(current, str(index % len(split) + 1))
    assert sum(model.traffic for model in remaining.deployed) == (100 if remaining.deployed else 0)


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
