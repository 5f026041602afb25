"""Traffic splits always sum to 100 and keep the others' proportions."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vertex.endpoints import (
    DeployedModel,
    Endpoint,
    split_for_new,
    split_without,
    without_traffic,
)


def endpoint(*shares: int) -> Endpoint:
    deployed = [
        DeployedModel(str(index + 1), "m", "1", "m", "n1-standard-2", share, None)
        for index, share in enumerate(shares)
    ]
    return Endpoint("projects/p/locations/l/endpoints/e", "e", datetime.now(UTC), tuple(deployed))


@pytest.mark.parametrize(
    ("shares", "share", "split"),
    [
        ((), 30, {"0": 100}),
        ((100,), 100, {"0": 100, "1": 0}),
        ((100,), 20, {"0": 20, "1": 80}),
        ((60, 40), 50, {"0": 50, "1": 30, "2": 20}),
        ((34, 33, 33), 1, {"0": 1, "1": 35, "2": 32, "3": 32}),
        ((0,), 10, {"0": 100}),
    ],
)
def test_a_new_model_gets_its_share_and_the_others_the_rest(
    shares: tuple[int, ...], share: int, split: dict[str, int]
) -> None:
    assert split_for_new(endpoint(*shares), share) == split


@pytest.mark.parametrize(
    ("shares", "gone", "split"),
    [
        ((100,), "1", {}),
        ((70, 30), "1", {"2": 100}),
        ((50, 25, 25), "1", {"2": 50, "3": 50}),
        ((100, 0), "1", {"2": 100}),
        ((100, 0), "2", {"1": 100}),
    ],
)
def test_a_model_that_goes_leaves_its_share_to_the_others(
    shares: tuple[int, ...], gone: str, split: dict[str, int]
) -> None:
    assert split_without(endpoint(*shares), gone) == split


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(any), st.integers(0, 100), st.integers(0, 5)
)
def test_every_split_sums_to_100(weights: list[int], share: int, index: int) -> None:
    whole = sum(weights)
    shares = [weight * 100 // whole for weight in weights]
    shares[0] += 100 - sum(shares)
    present = endpoint(*shares)
    assert sum(split_for_new(present, share).values()) == 100
    left = without_traffic(present, str(index % len(shares) + 1))
    assert sum(model.traffic for model in left.deployed) == (100 if left.deployed else 0)
