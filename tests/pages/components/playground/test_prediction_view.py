"""What the playground shows of a prediction, and of those before it."""

import json
import pickle
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.playground.prediction_view import HISTORY, HISTORY_LENGTH, HistoryEntry
from services.data.models.conformal import ClassSet, Interval
from services.data.models.contract import Prediction
from services.data.models.decision import Decision
from services.settings import Target
from services.vertex.endpoints import Endpoint
from services.vertex.predictions import Answer
from tests.pages.screen import keys

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
TARGET = Target("cloud", "acme-ml", "europe-west4", "acme-launchpad")
ENDPOINT = Endpoint("e/77", "Sorter", NOW, ())
CLASS = Prediction("*yes*", None, (("*yes*", 0.75), ("no", 0.25)))


def entry(prediction: Prediction | None, endpoint_id: str = "77", **instance: Any) -> HistoryEntry:
    answer = Answer(([0.25, 0.75],), "1", "5", "2", 12.4)
    column = "churned" if prediction else None
    return HistoryEntry(endpoint_id, NOW, instance, answer, column, prediction)


def page(data: bytes) -> None:
    import pickle

    from components.playground import prediction_view

    target, endpoint = pickle.loads(data)  # noqa: S301 - the test's own
    prediction_view.section(target, endpoint, None)
    prediction_view.history(endpoint)


def shown(*entries: HistoryEntry) -> AppTest:
    data = pickle.dumps((TARGET, ENDPOINT))
    app = AppTest.from_function(page, default_timeout=30, kwargs={"data": data})
    app.session_state[HISTORY] = list(entries)
    app.run()
    assert not app.exception
    return app


def test_a_class_below_one_half_is_shown_with_the_threshold_that_decided() -> None:
    decided = replace(CLASS, label="no", decision=Decision("no", 0.2))
    app = shown(entry(decided, age=31), entry(CLASS))
    assert app.get_by_key("prediction").header[-1].value == "churned: :blue[no] — 25%"
    assert "20%" in app.get_by_key("decided").caption[0].value
    assert app.get_by_key("past_predictions").dataframe[0].value["probability"].tolist() == [0.25, 0.75]


def test_a_class_is_shown_with_its_probability_and_those_of_the_others() -> None:
    app = shown(entry(CLASS, age=31))
    assert app.get_by_key("prediction").header[-1].value == r"churned: :blue[\*yes\*] — 75%"
    chart = json.loads(app.get_by_key("probabilities").proto.spec)  # type: ignore[attr-defined]
    assert chart["data"][0]["x"] == [0.75, 0.25]
    assert json.loads(app.get_by_key("request").code[0].value) == {"instances": [{"age": 31}]}
    response = {"predictions": [[0.25, 0.75]], "deployedModelId": "1"}
    assert json.loads(app.get_by_key("response").code[0].value) == response


def test_a_number_is_shown_with_the_name_of_its_column() -> None:
    (metric,) = shown(entry(Prediction(None, 1234.5))).metric
    assert (metric.label, metric.value) == ("churned", "1,234")


def test_a_prediction_says_how_far_it_may_be_off_where_the_contract_does() -> None:
    number = Prediction(None, 13.7, regions=(Interval(0.9, 0.91, 12.1, 15.3),))
    _title, text = shown(entry(number)).get_by_key("regions").caption
    assert "12.1" in text.value
    assert "15.3" in text.value
    classes = replace(CLASS, regions=(ClassSet(0.9, 0.91, ("*yes*", "no")),))
    assert r"“\*yes\*” or “no”" in shown(entry(classes)).get_by_key("regions").caption[1].value
    assert "regions" not in keys(shown(entry(CLASS)))


def test_a_prediction_without_a_contract_is_shown_as_the_response_alone() -> None:
    app = shown(entry(None))
    assert len(app.get_by_key("prediction").header) == 1
    assert not app.metric
    assert app.get_by_key("response").code


def test_until_there_is_a_prediction_an_example_request_is_shown() -> None:
    app = shown(entry(CLASS, endpoint_id="88"))
    assert len(app.get_by_key("prediction").header) == 1
    assert not app.get_by_key("response").code
    assert json.loads(app.get_by_key("request").code[0].value)["instances"]


@pytest.mark.parametrize(("count", "is_there"), [(1, False), (2, True)])
def test_the_history_is_shown_from_the_second_prediction_on(count: int, is_there: bool) -> None:
    app = shown(*[entry(CLASS, row=row) for row in range(count)], entry(CLASS, endpoint_id="88"))
    assert ("past_predictions" in keys(app)) == is_there
    if is_there:
        table = app.dataframe[0].value
        assert table["prediction"].tolist() == ["*yes*"] * 2
        assert table["probability"].tolist() == [0.75] * 2
        assert table["instance"].tolist() == ['{"row": 0}', '{"row": 1}']


def test_the_session_keeps_the_last_predictions() -> None:
    def page() -> None:
        import streamlit as st

        from components.playground import prediction_view

        for number in range(prediction_view.HISTORY_LENGTH + 5):
            prediction_view._remember(number)  # type: ignore[arg-type]
        st.session_state["seen"] = True

    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    assert app.session_state[HISTORY] == list(range(HISTORY_LENGTH + 4, 4, -1))
