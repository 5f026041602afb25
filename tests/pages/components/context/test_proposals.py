"""What is open decides what a page opens beside it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

RUNS = [
    SimpleNamespace(id="r4", dataset_id="d2", model_id=""),
    SimpleNamespace(id="r3", dataset_id="d1", model_id="m3"),
    SimpleNamespace(id="r2", dataset_id="d1", model_id="m2"),
]


def served(id: str, *models: tuple[str, str]) -> SimpleNamespace:
    return SimpleNamespace(
        id=id, deployed=[SimpleNamespace(model_id=model, version=version) for model, version in models]
    )


ENDPOINTS = [served("e3", ("m3", "1")), served("e2", ("m2", "1")), served("e1", ("m9", "1"), ("m2", "2"))]


def page() -> None:
    import streamlit as st

    from components.context import proposals, session

    session.enter_page("data")
    st.session_state.result = (
        proposals.dataset(st.session_state.runs),
        proposals.run(st.session_state.runs),
        proposals.endpoint(st.session_state.endpoints),
    )


@pytest.fixture
def proposed() -> Callable[..., tuple[str, str, str]]:
    """Return the dataset, run and endpoint that a page proposes with a URL."""

    def proposed(**parameters: str) -> tuple[str, str, str]:
        app = AppTest.from_function(page)
        app.session_state.runs, app.session_state.endpoints = RUNS, ENDPOINTS
        app.query_params |= parameters
        app.run()
        assert not app.exception
        result: tuple[str, str, str] = app.session_state.result
        return result

    return proposed


@pytest.mark.parametrize(
    ("parameters", "proposals"),
    [
        ({}, ("", "", "")),
        ({"run": "r3"}, ("d1", "", "")),
        ({"dataset": "d1"}, ("", "r3", "")),
        ({"dataset": "d3"}, ("", "", "")),
        ({"model": "m3", "version": "1"}, ("", "r3", "e3")),
        ({"model": "m2", "version": "1", "dataset": "d2"}, ("", "r2", "e2")),
        ({"model": "m2", "version": "2"}, ("", "r2", "e1")),
        ({"model": "m2", "version": "3"}, ("", "r2", "e2")),
        ({"model": "m7"}, ("", "", "")),
    ],
)
def test_a_page_proposes_what_belongs_to_what_is_open(proposed, parameters, proposals):
    assert proposed(**parameters) == proposals
