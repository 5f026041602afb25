"""A prediction is read by the contract of the model that made it."""

from services.settings import Target
from services.vertex.endpoints import Endpoint
from services.workflows.predictions import predict, read_contract


def test_a_prediction_is_read_by_the_contract_of_its_model(here: Target, live_endpoint: Endpoint) -> None:
    entry = predict(here, live_endpoint, {"text": "the parcel never came"})
    contract = read_contract(here, live_endpoint.deployed[0].model)
    assert contract is not None
    assert entry.column == contract.target == "label"
    assert entry.prediction is not None
    assert entry.prediction.label in {label for label, _probability in entry.prediction.probabilities}


def test_without_a_contract_there_is_the_answer_alone(here: Target, live_endpoint: Endpoint) -> None:
    entry = predict(here, live_endpoint, {"text": "hello"}, contract=lambda _target, _model_id: None)
    assert entry.answer.predictions
    assert (entry.column, entry.prediction) == (None, None)


def test_a_model_that_is_gone_has_no_contract(here: Target) -> None:
    assert read_contract(here, "404404@1") is None
