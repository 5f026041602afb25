"""An error stands on the page with its hint, as its text is and never as markup."""

from streamlit.testing.v1 import AppTest

from services.errors import Conflict
from services.text.markdown import escape
from services.text.messages.errors import error_text

SCRIPT = """
import streamlit as st
from components.shared import message
from services.errors import Conflict
with message.shown("rename"):
    st.title("before")
    raise Conflict("dataset_name_taken", name="**bold**")
with message.shown():
    raise Conflict("dataset_name_taken", name="x")
with message.shown():
    raise Conflict("dataset_name_taken", name="y")
"""


def test_an_error_takes_the_place_of_the_rest_of_the_block() -> None:
    app = AppTest.from_string(SCRIPT).run()
    assert not app.exception
    assert len(app.title) == 1
    (error,) = app.get_by_key("rename_dataset_name_taken").error
    text = error_text(Conflict("dataset_name_taken", name="**bold**"))
    assert error.value == f"**{escape(text.message)}**\n\n{escape(text.hint)}"
    assert "**bold**" not in error.value
    assert len(app.error) == 3
