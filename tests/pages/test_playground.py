"""The playground: a form made from the contract, a prediction with its meaning, errors in a sentence."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.errors import InvalidInput
from services.text.markdown import escape
from services.text.messages.errors import error_text
from services.vertex.endpoints import Endpoint
from tests.pages.screen import keys

Open = Callable[..., AppTest]


def predict(app: AppTest) -> AppTest:
    app.button(key="predict").click().run()
    assert not app.exception
    return app


def response(app: AppTest) -> dict[str, Any]:
    return json.loads(app.get_by_key("response").code[0].value)


@pytest.mark.usefixtures("empty_project")
def test_without_an_endpoint_the_page_leads_to_deploy(open_page: Open) -> None:
    app = open_page("playground.py")
    assert "no_live_endpoint" in keys(app)
    assert "predict" not in keys(app)


def test_an_instance_is_answered_with_probabilities(live_endpoint: Endpoint, open_page: Open) -> None:
    app = open_page("playground.py", endpoint=live_endpoint.id)
    assert len(app.get_by_key("prediction").header) == 1
    app.text_area[0].set_value("Hello, world!")
    predict(app)
    (probabilities,) = response(app)["predictions"]
    assert sum(probabilities) == pytest.approx(1)
    request = json.loads(app.get_by_key("request").code[0].value)
    assert request == {"instances": [{"text": "Hello, world!"}]}
    assert app.get_by_key("prediction").header[-1].value.startswith("label: ")
    chart = json.loads(app.get_by_key("probabilities").proto.spec)
    assert chart["data"][0]["x"] == sorted(probabilities, reverse=True)


def test_the_form_starts_with_a_real_row(live_endpoint: Endpoint, open_page: Open) -> None:
    app = open_page("playground.py", endpoint=live_endpoint.id)
    assert app.text_area[0].value


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            '{"text": "Hi", "colour": "red"}',
            InvalidInput("unknown_fields", names=("colour",), known=("text",)),
        ),
        ("{}", InvalidInput("empty_instance")),
        ('{"text": 7}', InvalidInput("invalid_value", field="text", value="7", expected="text")),
        (
            "{text}",
            InvalidInput("invalid_json", line=1, column=2),
        ),
    ],
    ids=["unknown field", "missing field", "wrong type", "no JSON"],
)
def test_an_instance_that_does_not_fit_is_refused_and_stays(
    live_endpoint: Endpoint, open_page: Open, text: str, error: InvalidInput
) -> None:
    app = open_page("playground.py", endpoint=live_endpoint.id)
    app.segmented_control(key="input_kind").set_value("json").run()
    app.text_area[0].set_value(text)
    predict(app)
    (shown,) = app.get_by_key(f"instance_{error.code}").error
    assert shown.value == f"**{escape(error_text(error).message)}**\n\n{escape(error_text(error).hint)}"
    assert app.text_area[0].value == text


@pytest.mark.parametrize("instruction", ["return-503", "return-reset-connection", "return-broken-stream"])
def test_a_prediction_that_failed_is_an_error_on_the_page_and_the_row_stays(
    live_endpoint: Endpoint, faults: Any, open_page: Open, instruction: str
) -> None:
    app = open_page("playground.py", endpoint=live_endpoint.id)
    app.text_area[0].set_value("Hello, world!")
    faults.plan("PredictionService.Predict", instruction)
    predict(app)
    (error,) = app.get_by_key("predict_prediction_failed").error
    assert "http" not in error.value
    assert f"“{live_endpoint.display_name}”" in error.value
    assert app.text_area[0].value == "Hello, world!"
    app.button(key="predict_prediction_failed_retry").click().run()
    assert not app.error
    assert response(app)["predictions"]


@pytest.mark.usefixtures("no_local_cloud")
def test_without_its_cloud_the_page_says_what_to_do(open_page: Open) -> None:
    app = open_page("playground.py")
    assert "page_local_cloud_not_ready" in keys(app)


def test_what_was_typed_stays_while_the_json_is_looked_at(live_endpoint: Endpoint, open_page: Open) -> None:
    app = open_page("playground.py", endpoint=live_endpoint.id)
    app.text_area[0].set_value("Typed by hand")
    predict(app)
    app.segmented_control(key="input_kind").set_value("json").run()
    app.segmented_control(key="input_kind").set_value("form").run()
    assert app.text_area[0].value == "Typed by hand"
