"""Requests are spread over the deployed models as the traffic split says."""

import random
from collections import Counter
from itertools import count

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.endpoints.traffic import Traffic
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
    with pytest.raises(ApiError, match="no deployed model that receives traffic"):
        Traffic(resources).choose(NAME)


def test_an_unknown_endpoint_is_not_found(resources):
    with pytest.raises(ApiError) as error:
        Traffic(resources).choose(NAME)
    assert error.value.http == 404
