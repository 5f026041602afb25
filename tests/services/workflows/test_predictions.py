"""A prediction is read by the contract of the model that made it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import InvalidInput, Refused
from services.settings import Target
from services.vertex.endpoints import Endpoint
from services.workflows import predictions as workflow
from services.workflows.predictions import predict, predict_rows, read_contract


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


def test_rows_are_predicted_in_their_order_and_a_bad_one_costs_no_other(
    here: Target, live_endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = read_contract(here, live_endpoint.deployed[0].model)
    assert contract is not None
    known = InvalidInput("row_not_object")
    texts = [{"text": text} for text in ("the parcel never came", "I forgot my password", "the app crashes")]
    rows = [texts[0], known, {"no text": "x"}, texts[1], {"text": float("nan")}, texts[2]]
    alone = [predict(here, live_endpoint, row).prediction for row in texts]
    outcomes = predict_rows(here, live_endpoint, contract, rows)
    assert [outcomes[place] for place in (0, 3, 5)] == alone
    assert outcomes[1] is known
    assert [type(outcomes[place]) for place in (2, 4)] == [Refused, InvalidInput]
    monkeypatch.setattr(workflow, "REQUEST_BYTES", 150)  # a row or two each
    assert list(predict_rows(here, live_endpoint, contract, texts)) == alone


@given(lengths=st.lists(st.integers(0, 400)), limit=st.integers(100, 1_000), most=st.integers(1, 5))
def test_requests_are_as_few_as_their_limits_allow(lengths: list[int], limit: int, most: int) -> None:
    instances = [{"": "x" * length} for length in lengths]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workflow, "REQUEST_BYTES", limit)
        patch.setattr(workflow, "_MOST_ROWS", most)
        batches = list(workflow._batches(instances))
    assert [instance for batch in batches for instance in batch] == instances
    assert all(0 < len(batch) <= most for batch in batches)
    sizes = [len(json.dumps({"instances": list(batch)})) for batch in batches]
    assert all(size <= limit or len(batch) == 1 for size, batch in zip(sizes, batches, strict=True))
