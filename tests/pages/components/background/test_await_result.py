"""Work that sessions share is started once, and anew where it failed."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from components.background.await_result import await_result
    from services.errors import NotFound

    calls = st.session_state.setdefault("calls", [])

    def work(answer: str) -> str:
        calls.append(answer)
        if len(calls) == 1:
            raise NotFound("gone")
        return answer

    st.session_state["answer"] = await_result("shared", lambda _stage: None, "Try again", work, "found")


def test_what_failed_is_tried_again_on_a_press(run_until: Callable[..., AppTest]) -> None:
    app = AppTest.from_function(page).run()
    run_until(app, lambda app: app.error)
    assert app.run().session_state["calls"] == ["found"]
    app.button(key="retry_shared").click().run()
    run_until(app, lambda app: app.session_state["answer"])
    assert app.run().session_state["calls"] == ["found", "found"]
