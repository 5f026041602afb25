"""One predict is one request; what can't be sent is refused before anything is."""

import functools
import math
from collections.abc import Callable
from typing import Any

import pytest

from services.data.models.contract import Contract
from services.errors import InvalidInput, NotFound, Refused
from services.settings import Target
from services.vertex import endpoints, logs, models, predictions
from services.vertex.endpoints import Deployment, Endpoint


def test_the_seeds_instance_gets_an_answer_that_fits_the_contract(
    here: Target, live_endpoint: Endpoint
) -> None:
    answer = predictions.predict(here, live_endpoint.id, [{"text": "Hello, world!"}])
    deployed = live_endpoint.deployed[0]
    assert (answer.deployed_model_id, answer.model_id) == (deployed.id, deployed.model_id)
    assert answer.milliseconds > 0
    contract = Contract.from_json(models.contract(here, models.get(here, deployed.model)))
    read = contract.read_prediction(answer.predictions[0])
    assert read.label in contract.classes
    assert sum(share for _label, share in read.probabilities) == pytest.approx(1)


def test_many_instances_are_answered_in_order(here: Target, live_endpoint: Endpoint) -> None:
    texts = ["Thank you, great work!", "This is broken again.", "Thank you, great work!"]
    first, second, third = predictions.predict(
        here, live_endpoint.id, [{"text": text} for text in texts]
    ).predictions
    assert first == third != second


@pytest.mark.parametrize(
    ("instances", "reason"),
    [
        ([], "nothing to predict"),
        ([{"x": math.nan}], "JSON"),
        ([{"x": object()}], "JSON"),
        ([functools.reduce(lambda inner, _level: [inner], range(150), 1)], "JSON"),
        ([{"text": "x" * 1_600_000}], "1.5 MB"),
    ],
)
def test_what_cannot_be_sent_is_refused_first(here: Target, instances: list[Any], reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        predictions.predict(here, "1", instances)


def test_a_missing_field_is_refused_by_the_model_and_the_reason_is_told(
    here: Target, live_endpoint: Endpoint
) -> None:
    with pytest.raises(Refused, match="text"):
        predictions.predict(here, live_endpoint.id, [{"other": "x"}])


def test_an_endpoint_that_is_not_there_is_said_to_be_missing(here: Target) -> None:
    with pytest.raises(NotFound):
        predictions.predict(here, "404404404", [{"text": "x"}])


def test_a_second_model_shares_the_traffic_and_both_go_offline(
    here: Target, live_endpoint: Endpoint, eventually: Callable[..., None]
) -> None:
    model = live_endpoint.deployed[0]
    endpoint = endpoints.create(here, "Shared")
    assert not endpoint.is_live
    for share in (100, 40):
        present = endpoints.get(here, endpoint.id)
        endpoints.deploy(here, present, Deployment(model.model, "A", "n1-standard-2", traffic=share))
        wanted = len(present.deployed) + 1
        eventually(lambda wanted=wanted: len(endpoints.get(here, endpoint.id).deployed) == wanted)
    present = endpoints.get(here, endpoint.id)
    assert [each.traffic for each in present.deployed] == [60, 40]
    changed = endpoints.set_traffic(here, present, {each.id: 50 for each in present.deployed})
    assert [each.traffic for each in changed.deployed] == [50, 50]
    with pytest.raises(InvalidInput, match="100"):
        endpoints.set_traffic(here, present, {present.deployed[0].id: 99})
    with pytest.raises(Refused, match="deployed"):
        endpoints.delete(here, present)
    for each in present.deployed:
        endpoints.undeploy(here, endpoints.get(here, endpoint.id), each.id)
        eventually(
            lambda gone=each.id: gone not in {one.id for one in endpoints.get(here, endpoint.id).deployed}
        )
    assert logs.of_endpoint(here, endpoint.id, endpoint.created)
    endpoints.delete(here, endpoint)
    with pytest.raises(NotFound):
        endpoints.get(here, endpoint.id)
