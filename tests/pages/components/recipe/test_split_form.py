"""The held-out rows are chosen by a method, and by a column where the method needs one."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.recipe.split import Split


def page() -> None:
    from collections.abc import Callable

    import streamlit as st

    from components.recipe import split_form
    from services.data.profile import ColumnProfile, Profile
    from services.data.recipe.recipe import Recipe

    columns = (
        ColumnProfile("day", "date", 0, 50),
        ColumnProfile("part", "category", 0, 2, top=(("train", 40), ("test", 10))),
        ColumnProfile("y", "category", 0, 2),
    )
    recipe = Recipe("y", "classification", (("day", "date"), ("part", "category")))
    recipe = st.session_state.setdefault("edited", recipe)

    def make(edit: Callable[[Recipe], Recipe]) -> None:
        st.session_state["edited"] = edit(st.session_state["edited"])

    split_form.section("x", Profile(50, columns), recipe, make)


@pytest.fixture
def form() -> AppTest:
    return AppTest.from_function(page).run()


def edited(form: AppTest) -> Any:
    assert not form.exception
    return form.session_state["edited"]


def test_nothing_changes_until_something_is_chosen(form: AppTest) -> None:
    assert (edited(form).split, edited(form).test_fraction, edited(form).seed) == (Split(), 0.2, 0)


def test_a_share_and_a_seed_are_chosen(form: AppTest) -> None:
    form.slider(key="fraction_x").set_value(35).run()
    form.number_input(key="seed_x").set_value(7).run()
    assert (edited(form).test_fraction, edited(form).seed) == (0.35, 7)


def test_a_time_split_is_offered_the_columns_of_dates_alone(form: AppTest) -> None:
    form.selectbox(key="split_x").set_value("time").run()
    assert edited(form).split == Split()
    column = form.selectbox(key="split_column_x_time")
    assert column.options == ["day"]
    column.set_value("day").run()
    assert edited(form).split == Split("time", "day")


def test_a_split_by_column_needs_a_value(form: AppTest) -> None:
    form.selectbox(key="split_x").set_value("column").run()
    form.selectbox(key="split_column_x_column").set_value("part").run()
    assert edited(form).split == Split()
    form.selectbox(key="split_value_x_part").set_value("test").run()
    assert edited(form).split == Split("column", "part", "test")
