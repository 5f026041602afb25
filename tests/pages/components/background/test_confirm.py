"""Nothing happens before the second press."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from components.background import confirm

    done = st.session_state.setdefault("done", [])
    confirm.button("Delete", "Delete “*x*”?", "It is *lost*.", lambda: done.append("x"), key="delete")


def test_the_second_press_acts() -> None:
    app = AppTest.from_function(page).run()
    app.button(key="delete").click().run()
    assert [each.value for each in app.markdown] == ["It is \\*lost\\*."]
    assert app.session_state["done"] == []
    app.button(key="delete_confirm").click().run()
    assert app.session_state["done"] == ["x"]


def test_the_other_button_does_nothing() -> None:
    app = AppTest.from_function(page).run()
    app.button(key="delete").click().run()
    app.button(key="delete_keep").click().run()
    assert app.session_state["done"] == []
