"""Who is signed in is read anew with each run of a page."""

from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st
from components.shared import user

if st.checkbox("begin", value=True):
    user.begin_run()
st.write(user.email() or "nobody")
"""


def shown(app: AppTest) -> str:
    assert not app.exception
    return str(app.markdown[0].value)


def test_the_address_is_that_of_whoever_is_signed_in_when_a_run_begins() -> None:
    app = AppTest.from_string(SCRIPT)
    assert shown(app.run()) == "nobody"
    app.user = {"is_logged_in": True, "email": "mina@example.com"}
    app.checkbox[0].set_value(False)
    assert shown(app.run()) == "nobody"
    app.checkbox[0].set_value(True)
    assert shown(app.run()) == "mina@example.com"
    app.user = {"is_logged_in": False, "email": "mina@example.com"}
    assert shown(app.run()) == "nobody"


def test_without_a_frame_the_address_is_read_at_once() -> None:
    app = AppTest.from_string(SCRIPT.replace("value=True", "value=False"))
    app.user = {"is_logged_in": True, "email": "mina@example.com"}
    assert shown(app.run()) == "mina@example.com"
