"""A draft outlives the page, yields to what is saved, and tells when somebody else has saved."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.shared import recipe_draft
from services.data.recipe.recipe import Recipe

SAVED = Recipe("label", "classification", (("x", "numeric"),))
EDITED = Recipe("label", "classification", (("x", "numeric"),), seed=77)
OTHERS = Recipe("label", "classification", (("x", "numeric"),), seed=99)


def page() -> None:
    import streamlit as st

    from components.shared import recipe_draft

    for step in st.session_state.pop("steps", []):
        step()
    st.session_state["draft"] = recipe_draft.current("1", st.session_state["saved"])
    st.session_state["generation"] = recipe_draft.generation("1")


@pytest.fixture
def after() -> Callable[..., AppTest]:
    """Return a page after some steps, where a recipe is the saved one."""

    def after(*steps: Callable[[], None], saved: Recipe = SAVED) -> AppTest:
        app = AppTest.from_function(page)
        app.session_state["steps"] = list(steps)
        app.session_state["saved"] = saved
        return app.run()

    return after


def edited() -> None:
    recipe_draft.edit("1", SAVED, EDITED)


def test_without_a_change_the_saved_recipe_is_the_draft(after: Callable[..., AppTest]) -> None:
    assert after().session_state["draft"] == SAVED
    assert after(edited, lambda: recipe_draft.put("1", SAVED, SAVED)).session_state["draft"] == SAVED


def test_a_change_is_kept(after: Callable[..., AppTest]) -> None:
    app = after(edited)
    assert app.session_state["draft"] == EDITED
    assert app.run().session_state["draft"] == EDITED
    assert not app.warning


def test_a_change_of_what_others_have_replaced_warns(after: Callable[..., AppTest]) -> None:
    app = after(edited, saved=OTHERS)
    assert app.session_state["draft"] == EDITED
    assert len(app.warning) == 1


def test_a_replaced_draft_starts_the_widgets_anew(after: Callable[..., AppTest]) -> None:
    app = after(edited, lambda: recipe_draft.change("1", SAVED, OTHERS))
    assert (app.session_state["draft"], app.session_state["generation"]) == (OTHERS, 1)
