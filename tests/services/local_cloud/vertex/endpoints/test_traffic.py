"""Dealing requests out, and what a traffic split may be."""

import random
from collections import Counter
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.local_cloud.http.errors import Refusal
from services.local_cloud.vertex.endpoints.traffic import Traffic, check_split
from services.local_cloud.vertex.kernel.messages import Endpoint
from services.local_cloud.vertex.kernel.resources import Resources

NAME = "projects/p/locations/l/endpoints/1"


@pytest.fixture
def resources(database, clock):
    return Resources(database, clock)


def endpoint(**shares):
    message = Endpoint(name=NAME)
    for model, share in shares.items():
        message.deployed_models.add(id=model, model=f"models/{model}", model_version_id="1")
        if share:
            message.traffic_split[model] = share
    return message


def test_requests_are_dealt_out_by_the_shares(resources):
    resources.add(NAME, endpoint(a=70, b=0, c=30))
    steps = count()
    traffic = Traffic(resources, draw=lambda: next(steps) / 1000)
    drawn = Counter(traffic.choose(NAME).deployed_id for _ in range(1000))
    assert drawn == {"a": 700, "c": 300}


def test_random_requests_come_out_as_the_shares_say(resources):
    resources.add(NAME, endpoint(a=50, b=30, c=20))
    traffic = Traffic(resources, draw=random.Random(20261101).random)  # noqa: S311 - a fair die, not a secret
    drawn = Counter(traffic.choose(NAME).deployed_id for _ in range(10_000))
    expected = {"a": 5000, "b": 3000, "c": 2000}
    # 13.8 is what chi-square with two degrees of freedom exceeds once in 1,000 fair draws.
    assert sum((drawn[each] - count) ** 2 / count for each, count in expected.items()) < 13.8


def test_a_changed_split_counts_once_the_endpoint_is_forgotten(resources):
    resources.add(NAME, endpoint(a=100, b=0))
    traffic = Traffic(resources)
    assert traffic.choose(NAME).deployed_id == "a"
    resources.save(NAME, endpoint(a=0, b=100))
    traffic.forget(NAME)
    assert traffic.choose(NAME).deployed_id == "b"


def test_a_split_read_before_a_change_does_not_outlive_it(resources, monkeypatch):
    resources.add(NAME, endpoint(a=100, b=0))
    traffic = Traffic(resources)
    read = resources.find

    def change_meanwhile(name):
        before = read(name)
        resources.save(NAME, endpoint(a=0, b=100))
        traffic.forget(NAME)
        return before

    monkeypatch.setattr(resources, "find", change_meanwhile)
    assert traffic.choose(NAME).deployed_id == "a"
    monkeypatch.setattr(resources, "find", read)
    assert traffic.choose(NAME).deployed_id == "b"


def test_an_endpoint_without_traffic_says_so(resources):
    resources.add(NAME, endpoint(a=0))
    with pytest.raises(Refusal, match="no deployed model that receives traffic"):
        Traffic(resources).choose(NAME)


def test_an_unknown_endpoint_is_not_found(resources):
    with pytest.raises(Refusal) as refusal:
        Traffic(resources).choose(NAME)
    assert refusal.value.http == 404


@given(st.dictionaries(st.sampled_from(["0", "1", "2", "3"]), st.integers(-10, 110)))
def test_a_split_is_accepted_exactly_where_it_is_empty_or_sums_to_100_over_what_is_deployed(split):
    fine = set(split) <= {"0", "1", "2"} and all(0 <= share <= 100 for share in split.values())
    fine = fine and (not split or sum(split.values()) == 100)
    if fine:
        check_split(split, {"0", "1", "2"})
    else:
        with pytest.raises(Refusal):
            check_split(split, {"0", "1", "2"})
