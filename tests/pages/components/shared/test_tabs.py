"""The content of a tab is made while it is open, and the open one stays so."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.tabs import open_tab

SCRIPT = """
import streamlit as st
from components.shared import tabs
from services.text.i18n import use_language

words = {"en": ("First", "Second", "Third"), "ko": ("하나", "둘", "셋")}
language = st.session_state.get("reader", "en")
with use_language(language):
    shown = tabs.shown("group", dict(zip("abc", words[language], strict=True)))
for name, tab in shown.items():
    if tab.open:
        tab.write(name)
"""


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(SCRIPT).run()


def content(app: AppTest) -> list[str]:
    assert not app.exception
    return [text.value for text in app.markdown]


def test_the_first_is_open_until_another_is(app: AppTest) -> None:
    assert content(app) == content(app.run()) == ["a"]
    assert content(open_tab(app, "Third")) == ["c"]
    assert content(app.run()) == ["c"]
    assert content(open_tab(app, "First")) == ["a"]


def test_the_open_one_stays_when_the_language_changes(app: AppTest) -> None:
    open_tab(app, "Second")
    app.session_state["reader"] = "ko"
    assert content(app.run()) == content(app.run()) == ["b"]
    assert content(open_tab(app, "하나")) == content(app.run()) == ["a"]
    app.session_state["reader"] = "en"
    assert content(app.run()) == ["a"]
