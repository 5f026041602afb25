"""A model is deleted after a question, and where it is online the button leads to its endpoints."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.text.markdown import escape
from services.text.messages.serving import model_deleted, version_deleted, version_loss
from services.vertex.endpoints import DeployedModel, Endpoint
from services.vertex.models import Model
from services.workflows.deletion import Deleted
from tests.pages.screen import keys

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MODEL = Model("projects/p/locations/l/models/m", "2", "Trees *1*", NOW, "", "", "", "")


def page() -> None:
    import streamlit as st

    from components.context import session
    from components.serving import deployed_dialog, model_deletion
    from services.settings import Target

    if "open_model" not in st.session_state:
        session.fill_in("model", "m", "2")
    model_deletion.outcome()
    here, endpoints = Target("cloud", "p", "l", "b"), st.session_state.endpoints
    model_deletion.button(here, st.session_state.model, endpoints)
    versions = st.session_state.get("versions", [])
    if versions:
        model_deletion.version_button(here, versions[0], versions, endpoints)
    deployed_dialog.bring_endpoint()
    st.session_state.open_model = session.current().model
    st.session_state.open_version = session.current().version


def endpoint(id: str, *model_ids: str) -> Endpoint:
    deployed = (DeployedModel(model, model, "1", model, "n1-standard-2", 0, None) for model in model_ids)
    return Endpoint(f"projects/p/locations/l/endpoints/{id}", f"Endpoint {id}", NOW, tuple(deployed))


def press(*endpoints: Endpoint) -> AppTest:
    """Return the page after a press on the button, with these endpoints."""
    app = AppTest.from_function(page)
    app.session_state.model = MODEL
    app.session_state.endpoints = endpoints
    app.run().button(key="delete_model").click().run()
    assert not app.exception
    return app


def test_a_model_that_is_online_leads_to_its_endpoints() -> None:
    app = press(endpoint("7", "m"), endpoint("8", "other"), endpoint("9", "other", "m"))
    assert {"go_to_7", "go_to_9"} <= keys(app)
    assert not {"go_to_8", "delete_model_confirm"} & keys(app)
    app.button(key="go_to_9").click().run()
    assert not app.exception
    assert app.query_params["endpoint"] in ("9", ["9"])
    assert "into_view_endpoint_9" in keys(app)


def test_a_model_that_is_deployed_nowhere_is_deleted_after_a_question(
    monkeypatch: pytest.MonkeyPatch, run_until: Callable[..., AppTest]
) -> None:
    monkeypatch.setattr(cache, "delete_model", lambda _target, model, _by: Deleted(model))
    app = press(endpoint("8", "other"))
    assert not app.toast
    assert app.session_state.open_model == MODEL.id
    app.text_input(key="delete_model_name").set_value(MODEL.display_name).run()
    app.button(key="delete_model_confirm").click().run()
    run_until(app, lambda app: app.toast)
    assert app.toast[0].value == escape(model_deleted(MODEL))
    assert app.session_state.open_model == ""


def press_version(*endpoints: Endpoint, numbers: tuple[str, ...] = ("2", "1")) -> AppTest:
    app = AppTest.from_function(page)
    app.session_state.model = MODEL
    app.session_state.versions = [replace(MODEL, version=number) for number in numbers]
    app.session_state.endpoints = endpoints
    app.run()
    assert ("delete_version" in keys(app)) is (len(numbers) > 1)
    if len(numbers) > 1:
        app.button(key="delete_version").click().run()
    assert not app.exception
    return app


def test_one_of_several_versions_is_deleted_after_a_question(
    monkeypatch: pytest.MonkeyPatch, run_until: Callable[..., AppTest]
) -> None:
    monkeypatch.setattr(cache, "delete_version", lambda _target, version, _by: Deleted(version))
    app = press_version(endpoint("8", "m"))  # serves version 1
    assert escape(version_loss(MODEL, [])) in [text.value for text in app.markdown]
    assert not app.text_input
    assert app.session_state.open_version == "2"
    app.button(key="delete_version_confirm").click().run()
    run_until(app, lambda app: app.toast)
    assert app.toast[0].value == escape(version_deleted(MODEL))
    assert app.session_state.open_version == ""


def test_a_version_that_is_online_leads_to_its_endpoint() -> None:
    app = press_version(endpoint("8", "m"), numbers=("1", "2"))
    assert "go_to_8" in keys(app)
    assert "delete_version_confirm" not in keys(app)


def test_the_only_version_goes_with_its_model_alone() -> None:
    press_version(numbers=("2",))
