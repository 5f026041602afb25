from dataclasses import replace

from services.data.recipe.column_plans import CategoryPlan, NumericPlan
from services.data.recipe.diff import changes
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split

BEFORE = Recipe("y", "classification", (("a", "numeric"), ("b", "category")))


def test_the_same_recipe_has_no_changes():
    assert changes(BEFORE, replace(BEFORE)) == ()


def test_each_change_is_told_in_a_sentence():
    after = replace(
        BEFORE.planned({"a": CategoryPlan(), "b": CategoryPlan(levels=9)}),
        split=Split("time", "day"),
        seed=3,
        task="regression",
    )
    assert changes(BEFORE, after) == (
        "Predicts by regression instead of classification",
        "Test: the latest 20% of the rows by “day” are held out",
        "Seed 3 instead of 0",
        "“a”: category instead of numeric",
        "“b”: levels 9",
    )
    assert changes(BEFORE, BEFORE.planned({"a": NumericPlan(scaling="log")})) == ("“a”: scaling log",)
