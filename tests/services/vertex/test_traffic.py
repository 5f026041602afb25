"""Splits are whole per cents that sum to 100 and keep the proportions as closely as whole numbers can."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vertex.traffic import NEW, restored, with_new, without

weights = st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any)


@pytest.mark.parametrize(
    ("split", "share", "others"),
    [
        ({"1": 100}, 10, {"1": 90}),
        ({"1": 100}, 0, {"1": 100}),
        ({"1": 100}, 100, {"1": 0}),
        ({"1": 60, "2": 40}, 50, {"1": 30, "2": 20}),
        ({"1": 50, "2": 50}, 25, {"1": 38, "2": 37}),
        ({"1": 34, "2": 33, "3": 33}, 1, {"1": 33, "2": 33, "3": 33}),
        ({"1": 34, "2": 33, "3": 33}, 10, {"1": 30, "2": 30, "3": 30}),
        ({"1": 97, "2": 2, "3": 1}, 10, {"1": 87, "2": 2, "3": 1}),
        ({"1": 98, "2": 1, "3": 1}, 50, {"1": 49, "2": 1, "3": 0}),
        ({"1": 90, "2": 10, "3": 0}, 10, {"1": 81, "2": 9, "3": 0}),
    ],
)
def test_a_new_model_gets_its_share_and_the_others_shrink_in_proportion(
    split: dict[str, int], share: int, others: dict[str, int]
) -> None:
    assert with_new(split, share) == {NEW: share, **others}


@pytest.mark.parametrize("split", [{}, {"1": 0}, {"1": 0, "2": 0}])
def test_where_no_model_has_traffic_the_new_one_gets_all(split: dict[str, int]) -> None:
    assert with_new(split, 10) == {NEW: 100}


@pytest.mark.parametrize(
    ("split", "id", "others"),
    [
        ({"1": 100}, "1", {}),
        ({"1": 70, "2": 30}, "1", {"2": 100}),
        ({"1": 10, "2": 81, "3": 9}, "1", {"2": 90, "3": 10}),
        ({"1": 10, "2": 80, "3": 10}, "1", {"2": 89, "3": 11}),
        ({"1": 100, "2": 0, "3": 0}, "1", {"2": 100, "3": 0}),
        ({"1": 100, "2": 0}, "2", {"1": 100}),
    ],
)
def test_without_a_model_the_others_grow_in_proportion(
    split: dict[str, int], id: str, others: dict[str, int]
) -> None:
    assert without(split, id) == others


@given(weights, st.integers(0, 100))
def test_every_share_is_within_one_per_cent_of_its_proportion(weights: list[int], share: int) -> None:
    split = {str(index + 1): weight for index, weight in enumerate(weights)}
    shares = with_new(split, share)
    assert shares.pop(NEW) == share
    assert sum(shares.values()) == 100 - share
    assert shares.keys() == split.keys()
    for id, weight in split.items():
        assert abs(shares[id] - Fraction(weight * (100 - share), sum(weights))) < 1


@given(weights, st.integers(0, 100))
def test_a_larger_share_never_becomes_the_smaller_one(weights: list[int], share: int) -> None:
    split = {str(index + 1): weight for index, weight in enumerate(weights)}
    shares = with_new(split, share)
    assert all(shares[id] <= shares[other] for id in split for other in split if split[id] < split[other])


@given(weights, st.integers(0, 7))
def test_without_a_model_a_split_sums_to_100_again(weights: list[int], index: int) -> None:
    split = {str(place): weight for place, weight in enumerate(weights)}
    others = without(split, str(index % len(weights)))
    assert sum(others.values()) == (100 if len(weights) > 1 else 0)


@pytest.mark.parametrize(
    ("split", "before", "expected"),
    [
        ({}, {"1": 100}, {NEW: 100}),
        ({"2": 100}, {"1": 75, "2": 25}, {NEW: 75, "2": 25}),
        ({"2": 100}, {"1": 100, "2": 0}, {NEW: 100, "2": 0}),
        ({"2": 100}, {"1": 0, "2": 100}, {NEW: 0, "2": 100}),
        ({"2": 51, "3": 49}, {"1": 34, "2": 34, "3": 32}, {NEW: 34, "2": 34, "3": 32}),
        ({"2": 90, "3": 10}, {"1": 34, "2": 34, "3": 32}, {NEW: 34, "2": 59, "3": 7}),
        ({"4": 100}, {"1": 75, "2": 25}, {NEW: 75, "4": 25}),
        ({"2": 0}, {"1": 0, "2": 0}, {NEW: 100}),
    ],
    ids=[
        "alone",
        "one other",
        "other without traffic",
        "itself without traffic",
        "rounded",
        "changed since",
        "replaced since",
        "no traffic",
    ],
)
def test_an_undeployed_model_gets_its_share_back(
    split: dict[str, int], before: dict[str, int], expected: dict[str, int]
) -> None:
    assert restored(split, before, "1") == expected
