"""A choice is a thing of the list, whatever title the browser sends; equal titles differ by their ids."""

from streamlit.testing.v1 import AppTest

from components.shared import choice


def test_titles_that_occur_twice_get_the_ends_of_their_ids() -> None:
    titles = {"111111": "Churn", "222222": "Churn", "333333": "Price"}
    assert choice.distinct(titles) == {
        "111111": "Churn · 111111",
        "222222": "Churn · 222222",
        "333333": "Price",
    }


def page() -> None:
    import streamlit as st

    from components.shared import choice

    titles = {"1": "Churn · Running", "2": "Price"}
    st.text(choice.selectbox("Run", titles, "run", "1"))


def test_a_title_that_has_changed_since_is_no_choice() -> None:
    app = AppTest.from_function(page, default_timeout=30).run()
    widget = app.selectbox(key="run_choice")
    widget.set_value("2").run()
    assert (app.text[0].value, app.query_params["run"]) == ("2", "2")
    state = app._tree.get_widget_states()
    for sent in state.widgets:
        if sent.string_value:
            sent.string_value = "Churn · Queued"  # as it was when the browser drew it
    app._run(state)
    assert not app.exception
    assert (app.text[0].value, app.query_params["run"]) == ("2", "2")
