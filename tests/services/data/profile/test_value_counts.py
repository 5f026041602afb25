from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.profile.value_counts import TOP, ValueCounts, commonest, rank, runs


def ranked(values):
    counts = Counter(values)
    first = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[:TOP]
    return [] if len(counts) > TOP and first[0][1] == 1 else first


@given(st.lists(st.integers(0, 40), max_size=120))
def test_counts_are_those_of_the_slow_and_obvious_way(values):
    ordered = np.sort(np.array(values, float))
    known = ValueCounts.from_sorted(ordered)
    counts = Counter(values)
    assert (known.distinct, known.once) == (len(counts), list(counts.values()).count(1))
    assert list(known.top(ordered, int)) == ranked(values)


@pytest.mark.parametrize(
    "values", [range(100_000), [*range(100_000), 7, 7, 99_999], [0] * 70_000 + [*range(1, 12)]]
)
def test_counts_of_many_values_are_those_of_the_slow_and_obvious_way(values):
    ordered = np.sort(np.array(values))
    assert list(ValueCounts.from_sorted(ordered).top(ordered, int)) == ranked(values)


@given(st.lists(st.integers(0, 9)))
def test_each_run_has_its_start_and_count(values):
    ordered = np.sort(np.array(values, int))
    starts, counts = runs(ordered)
    assert dict(zip(ordered[starts].tolist(), counts.tolist(), strict=True)) == Counter(values)


def test_the_commonest_values_are_the_first_twenty_by_rank():
    counts = {f"{place:02}": 1 + place % 5 for place in range(60)}
    for size in (0, 3, 20, 21, 60):
        some = dict(list(counts.items())[:size])
        assert commonest(some) == tuple(sorted(some.items(), key=rank)[:20])
