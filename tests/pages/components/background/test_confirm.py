"""Nothing happens before the second press, and before the name is typed of what is lost for everybody."""

import pytest
from streamlit.testing.v1 import AppTest

from services.errors import LaunchpadError
from services.text.i18n import _
from tests.pages.screen import keys

NAME = "Kunden Köln"


def page() -> None:
    import streamlit as st

    from components.background import confirm, form

    form.enter_page(st.session_state.get("address", "a"))
    done = st.session_state.setdefault("done", [])
    confirm.button("Delete", "Delete “*x*”?", "It is *lost*.", lambda: done.append("x"), key="delete")


def named() -> None:
    import streamlit as st

    from components.background import confirm, form

    form.enter_page(st.session_state.get("address", "a"))
    done = st.session_state.setdefault("done", [])
    if st.session_state.get("there", True):
        confirm.button(
            "Delete",
            "Delete it?",
            "It is lost.",
            lambda: done.append("x"),
            key="delete",
            about=st.session_state.get("about", "7"),
            name="Kunden Köln",
            destroys=True,
        )


def opened() -> AppTest:
    app = AppTest.from_function(named).run()
    return app.button(key="delete").click().run()


def test_the_second_press_acts() -> None:
    app = AppTest.from_function(page).run()
    app.button(key="delete").click().run()
    assert [text.value for text in app.markdown] == ["It is \\*lost\\*."]
    assert app.session_state["done"] == []
    app.button(key="delete_confirm").click().run()
    assert app.session_state["done"] == ["x"]
    assert "delete_confirm" not in keys(app)


def test_the_other_button_does_nothing() -> None:
    app = AppTest.from_function(page).run()
    app.button(key="delete").click().run()
    app.button(key="delete_keep").click().run()
    assert app.session_state["done"] == []
    assert "delete_confirm" not in keys(app)


@pytest.mark.parametrize("typed", [NAME, f"  {NAME}\t", "Kunden  Köln", "Kunden Ko\u0308ln"])
def test_the_name_frees_the_button(typed: str) -> None:
    app = opened()
    assert app.button(key="delete_confirm").disabled
    app.text_input(key="delete_name").set_value(typed).run()
    assert not app.button(key="delete_confirm").disabled
    app.button(key="delete_confirm").click().run()
    assert app.session_state["done"] == ["x"]


@pytest.mark.parametrize("typed", ["", "Kunden", "kunden köln", "Kunden Koln", "KundenKöln", f"{NAME} 2"])
def test_another_name_does_not_even_where_the_press_is_under_way(typed: str) -> None:
    app = opened()
    app.text_input(key="delete_name").set_value(NAME).run()
    app.text_input(key="delete_name").set_value(typed)
    app.button(key="delete_confirm").click().run()
    assert app.session_state["done"] == []
    assert app.button(key="delete_confirm").disabled


def test_the_hint_follows_what_is_typed() -> None:
    app = opened()
    hints = []
    for typed in ("", "Kunden K", "kunden k", "Kunden B"):
        app.text_input(key="delete_name").set_value(typed).run()
        hints.append(app.get_by_key("delete_name_hint").markdown[0].value)
    assert hints[0] == hints[1]
    assert len(set(hints)) == 3


def test_what_destroys_is_confirmed_in_a_container_of_its_own_look() -> None:
    assert "destroys_delete" in keys(opened())


def test_a_question_stays_open_while_the_page_runs_again() -> None:
    app = opened()
    app.text_input(key="delete_name").set_value("Kunden").run()
    app.run().run()
    assert app.text_input(key="delete_name").value == "Kunden"


def test_a_question_is_closed_with_its_page_its_thing_and_its_button() -> None:
    for state, value, back in (("address", "b", "a"), ("about", "8", "7"), ("there", False, True)):
        app = opened()
        app.session_state[state] = value
        assert "delete_confirm" not in keys(app.run())
        app.session_state[state] = back
        assert "delete_confirm" not in keys(app.run())


def test_what_could_not_be_recorded_is_said() -> None:
    def page() -> None:
        import streamlit as st

        from components.background import confirm
        from components.context import session

        session.enter_page("data")
        confirm.done("Gone *now*.", "dataset", "7", st.session_state.error)
        st.session_state.open = session.current().dataset

    app = AppTest.from_function(page)
    app.session_state["error"] = None
    app.query_params["dataset"] = "7"
    assert [toast.value for toast in app.run().toast] == ["Gone \\*now\\*."]
    assert app.session_state.open == ""
    app.session_state["error"] = LaunchpadError("object_not_stored")
    warned = _("It couldn't be recorded who did this and when, so links to it won't say.")
    assert [toast.value for toast in app.run().toast][1:] == [warned]
