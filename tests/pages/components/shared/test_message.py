"""An error stands on the page with its hint and its ways out, as its text is and never as markup."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services import settings
from services.errors import Conflict
from services.settings import Target
from services.text.markdown import escape
from services.text.messages.errors import error_text
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run
from tests.pages.screen import keys, texts

SCRIPT = """
import streamlit as st
from components.shared import message
from services.errors import Conflict
with message.shown("rename"):
    st.title("before")
    raise Conflict("dataset_name_taken", name="**bold**")
with message.shown("first"):
    raise Conflict("dataset_name_taken", name="x")
with message.shown("second"):
    raise Conflict("dataset_name_taken", name="y")
"""
RAW = re.compile(r"projects/|locations/|gs://|https?://|[{}]|Error\b|Traceback|This \d+ was asked for")


def test_an_error_takes_the_place_of_the_rest_of_the_block() -> None:
    app = AppTest.from_string(SCRIPT).run()
    assert not app.exception
    assert len(app.title) == 1
    (error,) = app.get_by_key("rename_dataset_name_taken").error
    text = error_text(Conflict("dataset_name_taken", name="**bold**"))
    assert error.value == f"**{escape(text.message)}**\n\n{escape(text.hint)}"
    assert "**bold**" not in error.value
    assert len(app.error) == 3


def failing(cause: str) -> None:
    import streamlit as st

    from components.shared import message
    from services.errors import Unavailable

    def repeat() -> None:
        st.session_state["done"] = "again"

    def leave() -> None:
        st.session_state["done"] = "left"

    if "done" not in st.session_state:
        error = Unavailable("endpoint_not_created", name="Door", cause=cause, detail="")
        message.problem(error, "deploy", repeat, leave)


@pytest.mark.parametrize(
    ("cause", "action", "done"),
    [
        ("quota_exceeded", "retry", "again"),
        ("unavailable", "retry", "again"),
        ("no_answer", "retry", "again"),
        ("conflict", "reload", "left"),
    ],
)
def test_what_may_have_been_made_is_tried_again_under_its_nonce_and_a_conflict_is_looked_at(
    cause: str, action: str, done: str
) -> None:
    app = AppTest.from_function(failing, kwargs={"cause": cause}).run()
    assert [button.key for button in app.button] == [f"deploy_endpoint_not_created_{action}"]
    app.button[0].click().run()
    assert app.session_state["done"] == done
    assert not app.error


@pytest.mark.parametrize(
    ("cause", "actions"),
    [
        ("not_signed_in", ["sign_in", "retry"]),
        ("not_permitted", ["permissions", "retry"]),
        ("quota_exceeded", ["retry", "quota"]),
    ],
)
def test_only_google_has_a_console(cause: str, actions: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Target("cloud", "p", "us-central1", "b")
    monkeypatch.setattr(settings, "read_target", lambda _environment: cloud)
    shown = AppTest.from_function(failing, kwargs={"cause": cause}).run()
    assert {f"deploy_endpoint_not_created_{action}" for action in actions} <= keys(shown)
    settings.target.cache_clear()
    monkeypatch.undo()
    shown = AppTest.from_function(failing, kwargs={"cause": cause}).run()
    assert [button.key for button in shown.button] == ["deploy_endpoint_not_created_retry"]
    assert not shown.get("link_button")


@pytest.mark.parametrize(
    ("page", "method", "key"),
    [
        ("overview.py", "DatasetService.ListDatasets", "overview_datasets_not_listed"),
        ("data.py", "DatasetService.ListDatasets", "page_datasets_not_listed"),
        ("train.py", "PipelineService.ListTrainingPipelines", "page_runs_not_listed"),
        ("deploy.py", "EndpointService.ListEndpoints", "page_endpoints_not_listed"),
        ("playground.py", "ModelService.GetModel", "page_model_not_opened"),
    ],
)
@pytest.mark.parametrize("status", [400, 403, 404, 409])
def test_a_fault_on_a_page_is_a_text_with_a_way_out_and_without_a_path(
    page: str,
    method: str,
    key: str,
    status: int,
    text_dataset: Dataset,
    text_run: Run,
    live_endpoint: Endpoint,
    faults: Any,
    open_page: Callable[..., AppTest],
) -> None:
    faults.plan(method, *[f"return-{status}"] * 4)  # the start page, which opens first, may call it too
    app = open_page(page, dataset=text_dataset.id, run=text_run.id, endpoint=live_endpoint.id)
    faults.clear()
    (error,) = app.get_by_key(key).error
    assert not RAW.search(error.value.replace(f"This {status} was asked for", "")), error.value
    drawn = {element for element in keys(app) if element.startswith(f"{key}_")}
    assert drawn
    retry = f"{key}_retry"
    if retry in drawn:
        assert not app.button(key=retry).click().run().error
    else:
        assert not app.run().error
    assert not [text for _kind, text in texts(app) if "was asked for" in text]
