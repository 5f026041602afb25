"""A link to what isn't there says who deleted it and when, as long as its substitute is shown."""

from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.errors import LaunchpadError
from services.text.markdown import escape
from services.text.messages.deletions import deletion_text, unknown_text
from services.vertex.deletions import Deletion
from tests.pages.screen import keys

MINUTES_AGO = datetime.now(UTC) - timedelta(minutes=3)
DELETION = Deletion("dataset", "9", "Kunden *a*", "mina@example.com", MINUTES_AGO, ("models",))


def page() -> None:
    import streamlit as st

    from components.context import session
    from components.shared import choice

    session.enter_page("data")
    choice.selectbox("Dataset", st.session_state.get("titles", {"1": "One", "2": "Two"}), "dataset")
    st.session_state.open = session.current().dataset


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The choice of a dataset, with a link to one that isn't there."""
    monkeypatch.setattr(cache, "deletion", lambda _target, _kind, _id: None)
    monkeypatch.setattr(cache, "forget_list", lambda _target, _kind: None)
    app = AppTest.from_function(page)
    app.query_params["dataset"] = "9"
    return app


def warning(app: AppTest) -> str:
    (shown,) = app.get_by_key("dataset_missing").warning
    return str(shown.value)


def test_a_deleted_thing_is_named_with_who_and_when(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "deletion", lambda _target, _kind, _id: DELETION)
    assert warning(app.run()) == escape(deletion_text(DELETION))
    assert app.selectbox(key="dataset_choice").value == "1"
    assert app.session_state.open == "1"


def test_without_a_record_the_id_is_named(app: AppTest) -> None:
    assert warning(app.run()) == escape(unknown_text("dataset", "9"))


def test_the_page_says_so_where_records_cannot_be_read(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_target: object, _kind: str, _id: str) -> None:
        raise LaunchpadError("object_not_read")

    monkeypatch.setattr(cache, "deletion", unreadable)
    assert warning(app.run()) == escape(unknown_text("dataset", "9"))


def test_the_warning_stays_until_another_thing_is_chosen(app: AppTest) -> None:
    for _run in range(3):
        assert "dataset_missing" in keys(app.run())
    app.selectbox(key="dataset_choice").set_value("2").run()
    assert "dataset_missing" not in keys(app.run())
    app.selectbox(key="dataset_choice").set_value("1").run()
    assert "dataset_missing" not in keys(app.run())


def test_what_is_newer_than_the_list_is_looked_for_again(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.session_state["titles"] = {"1": "One"}
    asked: list[str] = []

    def forget(_target: object, kind: str) -> None:
        asked.append(kind)
        app.session_state["titles"] = {"9": "New", "1": "One"}

    monkeypatch.setattr(cache, "forget_list", forget)
    app.run()
    assert asked == ["dataset"]


def test_a_link_to_nothing_is_no_warning(app: AppTest) -> None:
    del app.query_params["dataset"]
    assert "dataset_missing" not in keys(app.run())
