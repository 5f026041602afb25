"""The options of the target are those that suit its task and its values."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.recipe.target_options import TargetOptions


def page() -> None:
    import streamlit as st

    from components.recipe import target_form
    from services.data.profile import ColumnProfile, Profile
    from services.data.recipe.recipe import Recipe

    spellings = ((("Yes", 20), ("yes", 10)),)
    columns = (
        ColumnProfile("spelled", "category", 0, 3, spellings=spellings),
        ColumnProfile("plain", "category", 0, 2),
        ColumnProfile("price", "number", 0, 50),
    )
    target, task = st.query_params["target"], st.query_params["task"]
    recipe = Recipe(target, task, ())  # type: ignore[arg-type]
    st.session_state["edited"] = target_form.edit("x", Profile(50, columns), recipe)


def form(target: str, task: str) -> AppTest:
    app = AppTest.from_function(page)
    app.query_params["target"], app.query_params["task"] = target, task
    return app.run()


def edited(app: AppTest) -> Any:
    assert not app.exception
    return app.session_state["edited"].target_options


@pytest.mark.parametrize(
    ("target", "task", "key", "options"),
    [
        ("price", "regression", "logarithm_x_price", TargetOptions(logarithm=True)),
        ("spelled", "classification", "merge_spellings_x_spelled", TargetOptions(merge_spellings=True)),
    ],
)
def test_an_option_is_chosen(target: str, task: str, key: str, options: TargetOptions) -> None:
    app = form(target, task)
    assert edited(app) == TargetOptions()
    app.checkbox(key=key).check().run()
    assert edited(app) == options


def test_a_target_of_one_spelling_per_class_has_no_option() -> None:
    app = form("plain", "classification")
    assert not app.checkbox
    assert edited(app) == TargetOptions()
