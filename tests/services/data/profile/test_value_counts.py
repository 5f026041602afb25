from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.profile.value_counts import TOP, Runs, every


def ranked(values):
    counts = Counter(values)
    first = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:TOP]
    return [] if len(counts) > TOP and first[0][1] == 1 else first


@given(st.lists(st.integers(0, 40), max_size=120))
def test_runs_are_what_counting_finds(values):
    ordered = np.sort(np.array(values, float))
    found = Runs.of(ordered)
    counts = Counter(values)
    assert (found.different, found.once) == (len(counts), list(counts.values()).count(1))
    assert list(found.top(ordered, int)) == ranked(values)


@pytest.mark.parametrize(
    "values", [range(100_000), [*range(100_000), 7, 7, 99_999], [0] * 70_000 + [*range(1, 12)]]
)
def test_runs_of_many_values_are_what_counting_finds(values):
    ordered = np.sort(np.array(values))
    assert list(Runs.of(ordered).top(ordered, int)) == ranked(values)


@given(st.lists(st.integers(0, 9)))
def test_every_run_has_its_start_and_count(values):
    ordered = np.sort(np.array(values, int))
    starts, counts = every(ordered)
    assert dict(zip(ordered[starts].tolist(), counts.tolist(), strict=True)) == Counter(values)
