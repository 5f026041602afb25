from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.findings import fix
from services.data.recipe.recipe import ROLES, Recipe

NAMES = st.sampled_from(["a", "b", "c", "d"])
RECIPES = st.dictionaries(NAMES, st.sampled_from(ROLES)).map(
    lambda roles: Recipe("y", "classification", tuple(roles.items()))
)


@settings(deadline=None, max_examples=100)
@given(RECIPES, st.lists(NAMES, min_size=1, unique=True), st.sampled_from(ROLES))
def test_a_role_is_given_to_the_columns_it_names_and_to_no_other(recipe, names, role):
    changed = fix.use_as(role, *names)(recipe)
    expected = tuple((name, role if name in names else before) for name, before in recipe.roles)
    assert changed == replace(recipe, roles=expected)


@settings(deadline=None, max_examples=50)
@given(RECIPES, st.lists(NAMES, min_size=1, unique=True))
def test_a_fix_done_twice_changes_nothing_more(recipe, names):
    once = fix.leave_out(*names)(recipe)
    assert fix.leave_out(*names)(once) == once


def test_the_words_of_a_fix_name_one_column_or_count_many():
    assert fix.leave_out("a").label == "Leave out “a”"
    assert fix.leave_out("a", "b").label == "Leave out 2 columns"
    assert fix.use_as("numeric", "a").label == "Use “a” as a number"


def test_the_same_fix_of_several_columns_is_one():
    together = fix.joined([fix.leave_out("a", safe=True), fix.leave_out("b", safe=True)])
    assert together == fix.leave_out("a", "b", safe=True)


@pytest.mark.parametrize(
    "fixes",
    [
        [fix.leave_out("a"), fix.use_as("date", "b")],
        [fix.leave_out("a"), None],
        [fix.set_task("regression"), fix.leave_out("a")],
        [],
    ],
)
def test_what_differs_is_not_joined(fixes):
    assert fix.joined(fixes) is None
