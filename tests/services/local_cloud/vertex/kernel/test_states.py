"""The lifecycles as they are declared."""

from itertools import product

import pytest

from services.local_cloud.vertex.kernel.states import JOB, PIPELINE, SERVER, ImpossibleTransition

LIFECYCLES = (JOB, PIPELINE, SERVER)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_every_state_that_may_follow_is_a_state_itself(lifecycle):
    assert {after for following in lifecycle.following.values() for after in following} <= set(
        lifecycle.following
    )


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_every_state_leads_to_an_end(lifecycle):
    for state in lifecycle.following:
        reached, frontier = {state}, {state}
        while frontier:
            frontier = {after for one in frontier for after in lifecycle.following[one]} - reached
            reached |= frontier
        assert any(lifecycle.is_terminal(one) for one in reached)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_a_step_is_taken_exactly_where_the_table_allows_it(lifecycle):
    for present, wanted in product(lifecycle.following, repeat=2):
        if lifecycle.allows(present, wanted):
            assert lifecycle.advance(present, wanted) == wanted
        else:
            with pytest.raises(ImpossibleTransition, match=f"from {present} to {wanted}"):
                lifecycle.advance(present, wanted)


def test_nothing_follows_an_end():
    for state in ("SUCCEEDED", "FAILED", "CANCELLED"):
        assert JOB.is_terminal(f"JOB_STATE_{state}")
        assert PIPELINE.is_terminal(f"PIPELINE_STATE_{state}")
