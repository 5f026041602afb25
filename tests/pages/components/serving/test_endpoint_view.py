"""An endpoint's card shows its state, its models and what can be done with them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.vertex.endpoints import DeployedModel, Endpoint
from services.vertex.operations import Operation
from tests.pages.screen import keys

NAME = "projects/p/locations/l/endpoints/7"
SCRIPT = """
import streamlit as st
from components.context import session
from components.serving import endpoint_view
from services.settings import Target
session.set_own(session.OPERATION, {operation!r})
endpoint_view.card(Target("cloud", "p", "l", "b"), st.session_state.endpoint)
"""
Card = Callable[..., set[str]]


def endpoint(*split: int) -> Endpoint:
    deployed = [
        DeployedModel(str(index), "m", "1", f"model {index}", "n1-standard-2", traffic, None)
        for index, traffic in enumerate(split)
    ]
    return Endpoint(NAME, "Churn", datetime(2026, 1, 1, tzinfo=UTC), tuple(deployed))


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    """Return the keys on the card of an endpoint, on which an operation runs or has ended."""

    def card(shown: Endpoint, operation: Operation | None = None, linked: bool = True) -> set[str]:
        current = () if operation is None or (operation.done and linked) else (operation,)
        monkeypatch.setattr(cache, "current_operations", lambda _target, _name: current)
        monkeypatch.setattr(cache, "operation", lambda _target, _name: operation)
        monkeypatch.setattr(cache, "endpoint_log", lambda _target, _endpoint: ())
        monkeypatch.setattr(cache, "endpoint_changed", lambda _target, _endpoint: None)
        monkeypatch.setattr(cache, "undeployments", lambda _target: ())
        monkeypatch.setattr(cache, "endpoints", lambda _target: (shown,))
        app = AppTest.from_string(SCRIPT.format(operation=operation.name if operation and linked else ""))
        app.session_state.endpoint = shown
        # The links lead to pages that only the whole app has.
        monkeypatch.setattr("streamlit.page_link", lambda *_args, **_options: None)
        app.run()
        assert not app.exception
        return keys(app)

    return card


def operation(*, done: bool = False, error: str | None = None) -> Operation:
    return Operation(f"{NAME}/operations/9", "deploy", done, error)


def test_a_live_endpoint_can_be_undeployed_and_not_deleted(card: Card) -> None:
    shown = card(endpoint(100))
    assert {"live_7", "undeploy_7_0"} <= shown
    assert not {"delete_7", "traffic_split_7"} & shown


def test_the_traffic_of_two_models_can_be_split(card: Card) -> None:
    shown = card(endpoint(70, 30))
    assert {"traffic_split_7", "traffic_7_0_70", "traffic_7_1_30", "change_split_7"} <= shown


def test_an_endpoint_without_models_can_be_deleted_unless_it_changes(card: Card) -> None:
    assert {"no_model_7", "delete_7"} <= card(endpoint())
    shown = card(endpoint(), operation())
    assert "changing_7" in shown
    assert "delete_7" not in shown


def test_a_failed_operation_is_shown_on_the_card(card: Card) -> None:
    failed = operation(done=True, error="no quota")
    for linked in (True, False):  # the latter where the tab was closed, or the app started again
        assert {"failed_9", "no_model_7", "delete_7"} <= card(endpoint(), failed, linked)
