"""The form of an instance has a field for each column of the contract, and sends what is in it."""

import pickle
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.playground import instance_form, prediction_view
from services.data.models.contract import Contract, Field
from services.text.messages.serving import field_help
from services.vertex.endpoints import DeployedModel, Endpoint
from tests.pages.screen import keys

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
ENDPOINT = Endpoint("e/77", "Sorter", NOW, (DeployedModel("1", "5", "1", "Sorter · v1", "n1", 100, NOW),))
FIELDS = (
    Field("age", "numeric", "integer", 0.1, 40.0, 31.0, minimum=18.0, maximum=80.0, mean=41.5),
    Field("plan", "category", "category", 0.0, "basic", "basic", ("basic", "premium")),
    Field("said", "text", "text", 0.0, None, "Hello"),
    Field("joined", "date", "date", 0.0, "2026-01-31", "2026-01-31", earliest="2025-01-01"),
    Field("seen", "date", "date", 0.0, "2026-01-31T09:30:00", "2026-01-31T09:30:00"),
)  # fmt: skip
EXAMPLE: dict[str, Any] = {field.name: field.example for field in FIELDS}
CONTRACT = Contract(1, "classification", "churned", "linear", FIELDS, ("no", "yes"), EXAMPLE, ())


def page(data: bytes) -> None:
    import pickle

    from components.playground import instance_form
    from components.shared import message

    with message.shown("instance"):
        instance_form.section(None, *pickle.loads(data))  # type: ignore[arg-type]  # noqa: S301 - the test's own


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The instances that the form sends."""
    instances: list[Any] = []
    monkeypatch.setattr(
        prediction_view, "send", lambda _target, _endpoint, instance: instances.append(instance)
    )
    return instances


def shown(contract: Contract | None) -> AppTest:
    data = pickle.dumps((ENDPOINT, contract))
    app = AppTest.from_function(page, default_timeout=30, kwargs={"data": data}).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_each_role_has_its_field_filled_with_the_example() -> None:
    app = shown(CONTRACT)
    key = instance_form.row_key(ENDPOINT, CONTRACT)
    assert app.number_input(key=f"{key}_age").value == 31.0
    assert app.number_input(key=f"{key}_age").help == field_help(FIELDS[0])
    assert app.selectbox(key=f"{key}_plan").value == "basic"
    assert app.selectbox(key=f"{key}_plan").options == ["basic", "premium"]
    assert app.text_area(key=f"{key}_said").value == "Hello"
    assert app.date_input(key=f"{key}_joined").value == date(2026, 1, 31)
    assert app.get_by_key(f"{key}_seen").value == datetime(2026, 1, 31, 9, 30)  # type: ignore[attr-defined]


def test_the_fields_that_the_model_relies_on_most_come_first(sent: list[Any]) -> None:
    numbers = tuple(
        Field(name, "numeric", "number", 0.0, 1.0, 1.0, minimum=0.0, maximum=2.0, importance=importance)
        for name, importance in (("low", 0.01), ("high", 0.4), ("none", 0.0), ("middle", 0.2))
    )
    contract = replace(
        CONTRACT, columns=numbers, example=dict.fromkeys(("low", "high", "none", "middle"), 1.0)
    )
    app = shown(contract)
    assert [field.label for field in app.number_input] == ["high", "middle", "low", "none"]
    press(app, "predict")
    assert [list(instance) for instance in sent] == [["low", "high", "none", "middle"]]


def test_a_time_keeps_its_seconds(sent: list[Any]) -> None:
    moment = "2024-03-01T08:15:37"
    seen = Field("seen", "date", "date", 0.0, moment, moment, earliest=moment, latest="2024-03-02T00:00:00")
    contract = replace(CONTRACT, columns=(seen,), example={"seen": moment})
    app = press(shown(contract), "predict")
    app.time_input(key=f"time_{instance_form.row_key(ENDPOINT, contract)}_seen").set_value(time(8, 15, 38))
    press(app, "predict")
    press(press(app, "clear"), "predict")
    assert [instance["seen"] for instance in sent] == [moment, "2024-03-01T08:15:38"]


def test_predict_sends_what_the_form_holds(sent: list[Any]) -> None:
    app = shown(CONTRACT)
    app.number_input(key=f"{instance_form.row_key(ENDPOINT, CONTRACT)}_age").set_value(50.0)
    press(app, "predict")
    assert sent == [{**EXAMPLE, "age": 50.0}]


def test_an_empty_form_is_refused_and_the_example_comes_back(sent: list[Any]) -> None:
    app = press(shown(CONTRACT), "clear")
    press(app, "predict")
    assert sent == []
    assert len(app.error) == 1
    press(press(app, "example"), "predict")
    assert sent == [EXAMPLE]
    assert not app.error


def test_many_fields_are_folded_and_sent_with_the_rest(sent: list[Any]) -> None:
    fields = tuple(Field(f"x{number}", "numeric", "number", 0.0, 1.0, 1.5) for number in range(30))
    example = {field.name: 1.5 for field in fields}
    app = shown(replace(CONTRACT, columns=fields, example=example))
    assert len(app.get_by_key("more_fields").number_input) == 6
    press(app, "predict")
    assert sent == [example]


def test_without_a_contract_the_input_is_json_of_any_form(sent: list[Any]) -> None:
    app = shown(None)
    assert "input_kind" not in keys(app)
    app.text_area[0].set_value("[1, 2]")
    press(app, "predict")
    assert sent == [[1, 2]]


@pytest.mark.parametrize("text", ["{x}", "", "[" * 100_000])
def test_what_is_no_json_is_refused(sent: list[Any], text: str) -> None:
    app = shown(None)
    app.text_area[0].set_value(text)
    press(app, "predict")
    assert sent == []
    assert len(app.error) == 1
