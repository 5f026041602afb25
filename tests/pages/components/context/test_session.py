"""What the session takes from the URL, writes into it, and leaves to be completed."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.context.context import Context


def page() -> None:
    import streamlit as st

    from components.context import session

    session.enter_page(st.session_state.get("path", "data"))
    for name, *arguments in st.session_state.pop("acts", []):
        getattr(session, name)(*arguments)
    st.session_state.result = (
        session.current(),
        session.complete_url(),
        session.gone("dataset"),
        session.name("dataset"),
    )


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page)


@pytest.fixture
def run(app: AppTest) -> Callable[..., Context]:
    """Run the page with these acts of the session, and return the context."""

    def run(*acts: tuple[object, ...], path: str = "data") -> Context:
        app.session_state.acts = list(acts)
        app.session_state.path = path
        app.run()
        assert not app.exception
        context: Context = app.session_state.result[0]
        return context

    return run


def named(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def test_a_link_opens_what_it_names_and_the_rest_stays(app, run):
    app.query_params |= {"dataset": "d", "endpoint": "e"}
    assert run() == Context(dataset="d", endpoint="e")
    app.query_params.clear()
    assert run(path="train") == Context(dataset="d", endpoint="e")
    app.query_params["dataset"] = "d2"
    assert run(path="train") == Context(dataset="d2", endpoint="e")


def test_a_visit_is_written_into_the_url_with_all_that_is_open(app, run):
    app.query_params |= {"dataset": "d", "lang": "ko"}
    run(("fill_in", "endpoint", "e"))
    assert named(app) == {"dataset": "d", "lang": "ko"}
    run(("visit", "run", "r"))
    assert named(app) == {"lang": "ko", "dataset": "d", "run": "r"}


def test_what_a_page_fills_in_completes_the_url_without_a_visit(app, run):
    run(("fill_in", "dataset", "d"), ("fill_in", "model", "m", "2"))
    assert named(app) == {}
    assert app.session_state.result[1] == {"dataset": "d", "model": "m", "version": "2"}
    run(("fill_in", "run", "r"))
    assert app.session_state.result[1]["version"] == "2"


def test_a_thing_that_is_gone_is_remembered_until_another_is_opened(app, run):
    app.query_params["dataset"] = "gone"
    run(("fill_in", "dataset", "d"))
    assert app.session_state.result[2] == "gone"
    # The browser may go on to send the query with which the page was opened.
    assert run() == Context(dataset="d")
    assert app.session_state.result[2] == "gone"
    run(("visit", "dataset", "d2"))
    assert app.session_state.result[2] == ""


def test_the_memory_of_what_is_gone_ends_with_the_page(app, run):
    app.query_params["dataset"] = "gone"
    run(("fill_in", "dataset", "d"))
    app.query_params.clear()
    assert run(path="train") == Context(dataset="d")
    assert app.session_state.result[2] == ""


def test_what_this_session_deletes_is_closed_and_not_missed(app, run):
    app.query_params |= {"run": "r", "model": "m", "version": "1"}
    assert run(("forget", "model", "other")) == Context(run="r", model="m", version="1")
    assert run(("forget", "model", "m")) == Context(run="r")
    assert run(("fill_in", "model", "m2", "1")) == Context(run="r", model="m2", version="1")


def test_going_back_opens_what_the_entry_names(app, run):
    run(("visit", "dataset", "d"))
    run(("visit", "dataset", "d2"))
    app.query_params["dataset"] = "d"
    assert run() == Context(dataset="d")


def test_a_parameter_of_one_page_stays_on_it_and_goes_back(app, run):
    run(("visit_own", "source", "gs://b/t.csv"))
    assert named(app) == {"source": "gs://b/t.csv"}
    del app.query_params["source"]
    run()
    assert app.session_state.result[1] == {}
    run(("set_own", "operation", "o"))
    assert app.session_state.result[1] == {"operation": "o"}
    run(path="train")
    assert app.session_state.result[1] == {}


def test_a_thing_has_the_name_that_a_page_has_read(app, run):
    from types import SimpleNamespace

    app.query_params["dataset"] = "d"
    run()
    assert app.session_state.result[3] is None
    run(("know", "dataset", [SimpleNamespace(id="d", display_name="Churn")]))
    assert app.session_state.result[3] == "Churn"
    run(("know", "dataset", []))
    assert app.session_state.result[3] == ""
