"""A prediction is one request; invalid instances are refused before the call."""

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
    ("instances", "code"),
    [
        ([], "no_instances"),
        ([{"x": math.nan}], "instance_not_json"),
        ([{"x": object()}], "instance_not_json"),
        ([functools.reduce(lambda inner, _level: [inner], range(150), 1)], "instance_not_json"),
        ([{"text": "x" * 1_600_000}], "request_too_large"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_the_call(
    here: Target, instances: list[Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        predictions.predict(here, "1", instances)
    assert caught.value.code == code


def test_a_missing_field_is_refused_by_the_model_with_the_reason(
    here: Target, live_endpoint: Endpoint
) -> None:
    with pytest.raises(Refused) as caught:
        predictions.predict(here, live_endpoint.id, [{"other": "x"}])
    assert (caught.value.code, caught.value.parameters["cause"]) == ("prediction_failed", "refused")
    assert "text" in str(caught.value.parameters["detail"])


def test_a_missing_endpoint_is_not_found(here: Target) -> None:
    with pytest.raises(NotFound):
        predictions.predict(here, "404404404", [{"text": "x"}])


def test_a_second_model_gets_its_part_of_the_traffic_and_both_are_undeployed(
    here: Target, live_endpoint: Endpoint, eventually: Callable[..., None]
) -> None:
    model = live_endpoint.deployed[0]
    endpoint = endpoints.create(here, "Shared")
    assert not endpoint.is_live
    for share in (100, 40):
        present = endpoints.get(here, endpoint.id)
        endpoints.deploy(here, present, Deployment(model.model, "A", "n1-standard-2", traffic=share))
        count = len(present.deployed) + 1
        eventually(lambda count=count: len(endpoints.get(here, endpoint.id).deployed) == count)
    present = endpoints.get(here, endpoint.id)
    assert [model.traffic for model in present.deployed] == [60, 40]
    changed = endpoints.set_traffic(here, present, {model.id: 50 for model in present.deployed})
    assert [model.traffic for model in changed.deployed] == [50, 50]
    with pytest.raises(InvalidInput, match=r"traffic_split_not_100 \(total=99\)"):
        endpoints.set_traffic(here, present, {present.deployed[0].id: 99})
    with pytest.raises(Refused, match="deployed"):
        endpoints.delete(here, present)
    for deployed in present.deployed:
        endpoints.undeploy(here, endpoints.get(here, endpoint.id), deployed.id)
        eventually(
            lambda id=deployed.id: id not in {other.id for other in endpoints.get(here, endpoint.id).deployed}
        )
    assert logs.of_endpoint(here, endpoint.id, endpoint.created)
    endpoints.delete(here, endpoint)
    with pytest.raises(NotFound):
        endpoints.get(here, endpoint.id)
