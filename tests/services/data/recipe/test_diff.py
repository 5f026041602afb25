from dataclasses import replace

from services.data.recipe.column_plans import CategoryPlan
from services.data.recipe.diff import (
    PlanChange,
    RoleChange,
    SeedChange,
    SplitChange,
    TargetChange,
    TargetOptionsChange,
    TaskChange,
    changes,
)
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split
from services.data.recipe.target_options import TargetOptions

BEFORE = Recipe("y", "classification", (("a", "numeric"), ("b", "category")))


def test_the_same_recipe_has_no_changes():
    assert changes(BEFORE, replace(BEFORE)) == ()


def test_every_difference_is_a_record():
    after = replace(
        BEFORE.planned({"a": CategoryPlan(), "b": CategoryPlan(levels=9)}),
        split=Split("time", "day"),
        seed=3,
        task="regression",
        target="z",
        target_options=TargetOptions(logarithm=True),
    )
    assert changes(BEFORE, after) == (
        TargetChange("y", "z"),
        TaskChange("classification", "regression"),
        TargetOptionsChange(TargetOptions(logarithm=True)),
        SplitChange(Split("time", "day"), "regression", 0.2),
        SeedChange(0, 3),
        RoleChange("a", "numeric", "category"),
        PlanChange("b", CategoryPlan(), CategoryPlan(levels=9)),
    )
