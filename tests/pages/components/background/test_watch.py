"""What is watched is drawn as long as it lasts."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from components.background.watch import watch

    left = st.session_state.setdefault("left", [2, 1])
    if left:
        watch(lambda: left.pop(0) if left else None, lambda number: st.write(f"{number} left"), place="count")
    else:
        st.write("none left")


def test_the_page_runs_again_once_nothing_is_left_to_show() -> None:
    app = AppTest.from_function(page)
    assert [app.run().markdown[0].value for _run in range(3)] == ["2 left", "1 left", "none left"]


def refused() -> None:
    from components.background.watch import watch
    from services.errors import NotFound

    def look() -> None:
        raise NotFound("gone")

    watch(look, lambda _state: None, place="count")


def test_an_error_is_shown_in_place() -> None:
    assert "gone" in AppTest.from_function(refused).run().error[0].value
