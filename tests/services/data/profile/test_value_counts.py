from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.profile.value_counts import TOP, ValueCounts, runs


def ranked(values):
    counts = Counter(values)
    first = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[:TOP]
    return [] if len(counts) > TOP and first[0][1] == 1 else first


@settings(deadline=None)
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


@settings(deadline=None)
@given(st.lists(st.integers(0, 9)))
def test_each_run_has_its_start_and_count(values):
    ordered = np.sort(np.array(values, int))
    starts, counts = runs(ordered)
    assert dict(zip(ordered[starts].tolist(), counts.tolist(), strict=True)) == Counter(values)
