import json
import math
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.models.conformal import ClassSet, Interval
from services.data.models.contract import Contract, Prediction
from services.data.models.decision import Decision
from services.errors import InvalidInput

FIELDS = [
    {
        "name": "age",
        "role": "numeric",
        "kind": "integer",
        "missing_rate": 0.1,
        "typical": 40.0,
        "example": 31.0,
        "minimum": 18.0,
        "maximum": 80.0,
        "mean": 41.5,
    },
    {
        "name": "plan",
        "role": "category",
        "kind": "category",
        "missing_rate": 0.0,
        "typical": "basic",
        "example": "basic",
        "categories": ["basic", "premium"],
    },
    {
        "name": "said",
        "role": "text",
        "kind": "text",
        "missing_rate": 0.0,
        "typical": None,
        "example": "Hello",
    },
    {
        "name": "joined",
        "role": "date",
        "kind": "date",
        "missing_rate": 0.0,
        "typical": "2026-01-31",
        "example": "2026-01-31",
        "earliest": "2025-01-01",
        "latest": "2026-12-31",
    },
]
CONTENT = {
    "version": 1,
    "task": "classification",
    "target": "churned",
    "algorithm": "linear",
    "scikit_learn": "1.6.1",
    "columns": FIELDS,
    "classes": ["maybe", "no", "yes"],
    "example": {field["name"]: field["example"] for field in FIELDS},
    "metrics": {"accuracy": 0.9},
}
CLASSIFIER = Contract.from_json(json.dumps(CONTENT))
REGRESSOR = Contract.from_json(json.dumps({**CONTENT, "task": "regression", "classes": []}))


def test_an_instance_has_every_field_in_order_and_null_where_no_value_is_there():
    assert list(CLASSIFIER.instance({"said": "Hello, world!"}).items()) == [
        ("age", None),
        ("plan", None),
        ("said", "Hello, world!"),
        ("joined", None),
    ]


@pytest.mark.parametrize(
    ("field", "value", "sent"),
    [
        ("age", 31, 31.0),
        ("age", np.int64(31), 31.0),
        ("age", np.float32(1.5), 1.5),
        ("age", 2**53, float(2**53)),
        ("age", "  ", None),
        ("plan", " basic ", "basic"),
        ("plan", "a plan never seen", "a plan never seen"),
        ("plan", "", None),
        ("said", " kept as written ", " kept as written "),
        ("said", "안녕하세요", "안녕하세요"),
        ("joined", "2026-01-31", "2026-01-31"),
        ("joined", date(2026, 1, 31), "2026-01-31"),
        ("joined", datetime(2026, 1, 31, 9, 30), "2026-01-31T09:30:00"),
        ("joined", datetime(2026, 1, 31, 9, 30, tzinfo=UTC), "2026-01-31T09:30:00"),
        ("joined", datetime(2026, 1, 31, 9, tzinfo=timezone(timedelta(hours=9))), "2026-01-31"),
        ("joined", "2026-01-31T09:30:00+09:00", "2026-01-31T00:30:00"),
    ],
)
def test_a_value_is_sent_in_the_form_that_the_model_takes(field, value, sent):
    instance = CLASSIFIER.instance({"plan": "premium", "age": 1.0, field: value})
    assert instance[field] == sent
    assert type(instance[field]) is type(sent)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("age", "thirty", "number"),
        ("age", "31", "number"),
        ("age", True, "number"),
        ("age", [31], "number"),
        ("age", math.nan, "finite_number"),
        ("age", math.inf, "finite_number"),
        ("age", np.float64("nan"), "finite_number"),
        ("age", 2**53 + 1, "exact_integer"),
        ("age", -(2**60), "exact_integer"),
        ("plan", 3, "text"),
        ("said", {"a": 1}, "text"),
        ("joined", "31.01.2026", "date"),
        ("joined", "2026-02-30", "date"),
        ("joined", 20260131, "date"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_and_its_field_named(field, value, expected):
    with pytest.raises(InvalidInput, match="invalid_value") as refusal:
        CLASSIFIER.instance({field: value})
    shown = refusal.value.parameters.pop("value")
    assert refusal.value.parameters == {"field": field, "expected": expected}
    match value:
        case bool():
            assert shown == str(value).lower()
        case list() | dict():
            assert "…" in shown
            assert "31" not in shown
        case _:
            assert shown == str(value)


@pytest.mark.parametrize("value", [1e200, -1.1e38])
def test_a_number_that_no_model_can_hold_is_refused_with_its_field_and_bounds(value):
    with pytest.raises(InvalidInput, match="number_out_of_range") as refusal:
        CLASSIFIER.instance({"age": value})
    assert refusal.value.parameters == {
        "field": "age",
        "value": repr(value),
        "minimum": -1e38,
        "maximum": 1e38,
    }


def test_an_unknown_field_is_refused_and_the_known_ones_named():
    with pytest.raises(InvalidInput, match="unknown_fields") as refusal:
        CLASSIFIER.instance({"aeg": 31, "plan": "basic"})
    assert refusal.value.parameters == {"names": ("aeg",), "known": ("age", "plan", "said", "joined")}


@pytest.mark.parametrize("values", [{}, {"age": None}, {"age": None, "plan": "", "said": "  "}])
def test_an_instance_of_nothing_is_refused(values):
    with pytest.raises(InvalidInput, match="empty_instance"):
        CLASSIFIER.instance(values)


def test_probabilities_are_paired_with_their_labels_the_likeliest_first():
    assert CLASSIFIER.read_prediction([0.2, 0.7, 0.1]) == Prediction(
        "no", None, (("no", 0.7), ("maybe", 0.2), ("yes", 0.1))
    )


@pytest.mark.parametrize("answer", [12.5, [12.5], 12])
def test_the_value_of_a_regression_is_a_number(answer):
    assert REGRESSOR.read_prediction(answer) == Prediction(None, float(np.ravel(answer)[0]))


@pytest.mark.parametrize(
    ("contract", "answer"),
    [
        (CLASSIFIER, [0.2, 0.8]),
        (CLASSIFIER, [0.2, 0.7, 0.2]),
        (CLASSIFIER, [0.2, None, 0.8]),
        (CLASSIFIER, [-0.2, 0.4, 0.8]),
        (CLASSIFIER, "no"),
        (CLASSIFIER, 0.5),
        (CLASSIFIER, {"no": 1.0}),
        (REGRESSOR, "12"),
        (REGRESSOR, [1.0, 2.0]),
        (REGRESSOR, None),
        (REGRESSOR, math.nan),
        (REGRESSOR, True),
    ],
)
def test_an_answer_that_the_contract_does_not_promise_is_refused(contract, answer):
    with pytest.raises(InvalidInput, match="unexpected_prediction") as refusal:
        contract.read_prediction(answer)
    answers = answer if isinstance(answer, list) else [answer]
    are_numbers = all(isinstance(number, float) and math.isfinite(number) for number in answers)
    assert refusal.value.parameters == {
        "numbers": len(answers) if are_numbers else 0,
        "task": contract.task,
        "classes": len(contract.classes),
    }


def test_metrics_of_earlier_trainers_get_their_codes():
    former = {"macro F1": 0.8, "accuracy": 0.9, "speed": 3}
    read = Contract.from_json(json.dumps({**CONTENT, "metrics": former}))
    assert read.metrics == (("macro_f1", 0.8), ("accuracy", 0.9), ("speed", 3.0))


values = st.fixed_dictionaries(
    {},
    optional={
        "age": st.none() | st.integers(-(2**53), 2**53) | st.floats(-1e38, 1e38),
        "plan": st.none() | st.text(),
        "said": st.none() | st.text(),
        "joined": st.none() | st.dates() | st.datetimes(timezones=st.none() | st.just(UTC)),
    },
).filter(lambda given: any(str(value).strip() for value in given.values() if value is not None))


@settings(deadline=None)  # the first example waits for imports
@given(values)
def test_any_accepted_instance_is_plain_json_and_stays_as_it_is_when_sent_again(given_values):
    instance = CLASSIFIER.instance(given_values)
    assert json.loads(json.dumps(instance, allow_nan=False)) == instance
    assert CLASSIFIER.instance(instance) == instance


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"task": "clustering"},
        {"columns": []},
        {"columns": [{"name": "x"}]},
        {"columns": [{**FIELDS[0], "role": "magic"}]},
        {"columns": [{**FIELDS[0], "kind": "magic"}]},
        {"example": None},
        {"metrics": []},
        {"classes": None},
    ],
)
def test_what_is_no_contract_is_refused(change):
    with pytest.raises(InvalidInput, match="unreadable_contract"):
        Contract.from_json(json.dumps({**CONTENT, **change}))


@pytest.mark.parametrize("text", ["", "null", b"\xff\xfe", "[]"])
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises(InvalidInput, match="unreadable_contract"):
        Contract.from_json(text)


def test_a_contract_with_quantiles_says_where_the_actual_value_is():
    levels = [{"level": 0.9, "quantile": 0.85, "coverage": 0.91}]
    number = Contract.from_json(
        json.dumps({**CONTENT, "task": "regression", "classes": [], "conformal": levels})
    )
    assert number.read_prediction(12.0).regions == (Interval(0.9, 0.91, 11.15, 12.85),)
    classes = Contract.from_json(json.dumps({**CONTENT, "conformal": levels}))
    assert classes.read_prediction([0.2, 0.7, 0.1]).regions == (ClassSet(0.9, 0.91, ("no", "maybe")),)
    # That of an earlier trainer says nothing.
    assert CLASSIFIER.read_prediction([0.2, 0.7, 0.1]).regions == ()


def test_a_decision_is_read_and_predicts_by_its_threshold():
    content = {**CONTENT, "classes": ["no", "yes"], "decision": {"class": "yes", "threshold": 0.3}}
    prediction = Contract.from_json(json.dumps(content)).read_prediction([0.65, 0.35])
    assert (prediction.label, prediction.probability) == ("yes", 0.35)
    assert prediction.probabilities[0] == ("no", 0.65)
    assert prediction.decision == Decision("yes", 0.3)


def test_a_decision_of_three_classes_makes_a_contract_unreadable():
    with pytest.raises(InvalidInput, match="unreadable_contract"):
        Contract.from_json(json.dumps({**CONTENT, "decision": {"class": "yes", "threshold": 0.3}}))
