from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.findings import fix
from services.data.recipe.column_plans import ROLES
from services.data.recipe.recipe import Recipe

NAMES = st.sampled_from(["a", "b", "c", "d"])
RECIPES = st.dictionaries(NAMES, st.sampled_from(ROLES)).map(
    lambda roles: Recipe("y", "classification", tuple(roles.items()))
)


@settings(max_examples=100)
@given(RECIPES, st.lists(NAMES, min_size=1, unique=True), st.sampled_from(ROLES))
def test_a_role_changes_for_the_named_columns_only(recipe, names, role):
    changed = fix.use_as(role, *names)(recipe)
    expected = tuple((name, role if name in names else before) for name, before in recipe.roles)
    assert changed == replace(recipe, roles=expected)


@settings(max_examples=50)
@given(RECIPES, st.lists(NAMES, min_size=1, unique=True))
def test_a_fix_applied_twice_changes_nothing_more(recipe, names):
    once = fix.leave_out(*names)(recipe)
    assert fix.leave_out(*names)(once) == once


@pytest.mark.parametrize(
    ("made", "code", "columns"),
    [
        (fix.leave_out("a"), "leave_out", ("a",)),
        (fix.use_as("ignore", "a", "b"), "leave_out", ("a", "b")),
        (fix.use_as("numeric", "a"), "use_as_number", ("a",)),
        (fix.use_as("text", "a"), "use_as_text", ("a",)),
        (fix.scale("robust", "a"), "scale_robust", ("a",)),
        (fix.encode_by_target("a", "b"), "target_encoding", ("a", "b")),
        (fix.split_by_time("a"), "split_by_time", ("a",)),
        (fix.split_by_group("a"), "split_by_group", ("a",)),
        (fix.merge_spellings("a", "b"), "merge_spellings", ("a", "b")),
        (fix.merge_classes("y"), "merge_classes", ("y",)),
        (fix.log_target("y"), "log_target", ("y",)),
        (fix.set_task("regression"), "predict_number", ()),
        (fix.stratify(), "stratify", ()),
    ],
)
def test_a_fix_has_a_code_and_the_columns_that_its_label_names(made, code, columns):
    assert (made.code, made.columns) == (code, columns)


def test_all_safe_fixes_are_applied_at_once_where_there_are_several():
    safe = [fix.leave_out("a", safe=True), None, fix.leave_out("b"), fix.drop(["c"])]
    recipe = Recipe("y", "classification", (("a", "numeric"), ("b", "numeric"), ("c", "text")))
    together = fix.all_safe(safe)
    assert (together.code, together(recipe).roles) == ("all_safe", (("a", "ignore"), ("b", "numeric")))
    assert fix.all_safe(safe[:3]) is None


def test_the_same_fix_of_several_columns_is_one():
    together = fix.joined([fix.leave_out("a", safe=True), fix.leave_out("b", safe=True)])
    assert together == fix.leave_out("a", "b", safe=True)
    merged = fix.joined([fix.merge_spellings("a"), fix.merge_spellings("b")])
    assert merged == fix.merge_spellings("a", "b")
    assert fix.joined([fix.scale("log", "a"), fix.scale("log", "b")]) == fix.scale("log", "a", "b")
    assert not fix.joined([fix.leave_out("a", safe=True), fix.leave_out("b")]).safe


@pytest.mark.parametrize(
    "fixes",
    [
        [fix.leave_out("a"), fix.use_as("date", "b")],
        [fix.leave_out("a"), None],
        [fix.scale("log", "a"), fix.scale("robust", "b")],
        [fix.stratify(), fix.stratify()],
        [fix.split_by_time("a"), fix.split_by_time("b")],
        [fix.set_task("regression"), fix.leave_out("a")],
        [],
    ],
)
def test_unlike_fixes_are_not_joined(fixes):
    assert fix.joined(fixes) is None
