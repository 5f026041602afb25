"""A prediction is one request; invalid instances are refused before the call."""

import functools
import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from google.api_core.exceptions import BadRequest

from services.data.models.contract import Contract
from services.data.reading.read import read_csv
from services.data.recipe.column_plans import NumericPlan, TextPlan
from services.errors import InvalidInput, NotFound, Refused
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, endpoints, logs, models, operations, predictions
from services.vertex.connection import connect
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.training import Run
from services.workflows import datasets as workflows


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


FIELDS = ("age", "income", "weight", "plan", "note", "joined")
ROW = {
    "age": 31,
    "income": "$1,250.50",
    "weight": "70.5 kg",
    "plan": "gold",
    "note": "a happy customer",
    "joined": "2026-02-03",
}
NUMBER = "must be a number from -1e+38 to 1e+38"


@pytest.fixture(scope="module")
def fields_endpoint(
    here: Target, launch: Callable[..., Run], ended: Callable[..., Run], eventually: Callable[..., None]
) -> Iterator[Endpoint]:
    """An endpoint of a model with a field of each kind, with signs and units too."""
    rows = [",".join([*FIELDS, "left"])]
    for n in range(120):
        note = ("a happy customer", "never again", "it broke")[n % 3]
        rows.append(
            f'{20 + n % 50},"${1000 + n * 7:,}.5",{50 + n % 40}.5 kg,{("gold", "basic", "free")[n * 7 % 3]},'
            f"{note} {n % 11},2026-{1 + n % 12:02}-{1 + n % 28:02},{('yes', 'no')[n * n % 5 > 1]}"
        )
    stored = dataset_files.files(read_csv("\n".join([*rows, ""]).encode()), "left")
    dataset = datasets.create(here, "All kinds of fields", stored)
    recipe = workflows.read_recipe(here, dataset.folder)
    assert recipe is not None
    plans = {"income": NumericPlan(), "weight": NumericPlan(), "note": TextPlan()}
    run = ended(here, launch(here, dataset, "All kinds of fields", recipe=recipe.planned(plans)))
    assert run.state == "succeeded", run.error
    created = endpoints.create(here, "All kinds of fields")
    model = models.get(here, f"{run.model_id}@{run.model_version}")
    operation = endpoints.deploy(
        here, created, Deployment(model.name.rsplit("/", 1)[-1], "All", "n1-standard-2")
    )
    eventually(lambda: operations.get(here, operation.name).done)
    endpoint = endpoints.get(here, created.id)
    contract = Contract.from_json(models.contract(here, model))
    assert {field.name: field.role for field in contract.columns} == {
        **dict.fromkeys(("age", "income", "weight"), "numeric"),
        "plan": "category",
        "note": "text",
        "joined": "date",
    }
    assert [bool(field.signs) for field in contract.columns[:3]] == [False, True, True]
    yield endpoint
    operation = endpoints.undeploy(here, endpoint, endpoint.deployed[0].id)
    eventually(lambda: operations.get(here, operation.name).done)
    endpoints.delete(here, endpoint)
    models.delete(here, model)
    datasets.delete(here, dataset)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"age": "31"},
        {"age": None},
        {"income": 1250.5},
        {"income": "1250.5"},
        {"weight": "70.5"},
        {"weight": ""},
        {"plan": 7},
        {"plan": None},
        {"note": ""},
        {"joined": "2026-02-03T10:00:00"},
        {"joined": None},
        {"no such field": [1]},
    ],
    ids=str,
)
def test_a_raw_call_takes_what_the_table_may_hold(
    here: Target, fields_endpoint: Endpoint, changes: dict[str, Any]
) -> None:
    sdk = connect(here).sdk.Endpoint(fields_endpoint.name)
    (probabilities,) = sdk.predict([{**ROW, **changes}]).predictions
    assert sum(probabilities) == pytest.approx(1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"age": "old"}, f"“age” {NUMBER}, or null, not “old”."),
        ({"age": True}, f"“age” {NUMBER}, or null, not “true”."),
        ({"age": "x" * 5000}, f"“age” {NUMBER}, or null, not “{'x' * 60}”."),
        ({"income": "a lot"}, f"“income” {NUMBER}, or a text such as $1234.5, or null, not “a lot”."),
        ({"weight": "5 lb"}, f"“weight” {NUMBER}, or a text such as 1234.5 kg, or null, not “5 lb”."),
        ({"plan": ["gold"]}, '“plan” must be a text or a number, or null, not “["gold"]”.'),
        ({"note": {"a": 1}}, "“note” must be a text or a number, or null, not “"),
        ({"joined": "2026-02-30"}, "“joined” must be a date such as 2026-01-31 or 2026-01-31T09:30:00"),
        ({"joined": 20260203}, "not “20260203"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_raw_call_is_refused_by_the_name_the_value_and_the_bound_of_a_field(
    here: Target, fields_endpoint: Endpoint, changes: dict[str, Any], words: str
) -> None:
    sdk = connect(here).sdk.Endpoint(fields_endpoint.name)
    with pytest.raises(BadRequest) as raw:
        sdk.predict([ROW, {**ROW, **changes}])
    said = json.loads(
        raw.value.message.partition(": ")[2] if "POST" in raw.value.message else raw.value.message
    )
    assert words in said["error"]
    with pytest.raises(Refused) as caught:
        predictions.predict(here, fields_endpoint.id, [{**ROW, **changes}])
    detail = str(caught.value.parameters["detail"])
    (field,) = changes
    assert detail.startswith(f"“{field}” must be ")
    assert "sklearn" not in detail


@pytest.mark.parametrize("field", FIELDS)
def test_a_raw_call_without_a_field_is_refused_by_its_name(
    here: Target, fields_endpoint: Endpoint, field: str
) -> None:
    row = {name: value for name, value in ROW.items() if name != field}
    with pytest.raises(Refused) as caught:
        predictions.predict(here, fields_endpoint.id, [row])
    assert str(caught.value.parameters["detail"]).endswith(f"This one lacks “{field}”.")


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
