from typing import get_args

import pytest

from services.data.recipe import diff
from services.data.recipe.column_plans import CategoryPlan
from services.data.recipe.split import Split
from services.data.recipe.target_options import TargetOptions
from services.text.messages.recipe import change_text, plan_text, split_text

FEW = CategoryPlan(levels=9)
CHANGES = [
    (diff.TargetChange("y", "z"), "The target changed from “y” to “z”."),
    (diff.TaskChange("classification", "regression"), "The target is predicted as a number."),
    (diff.TaskChange("regression", "classification"), "The target is predicted as a class."),
    (
        diff.SplitChange(Split("time", "day"), "regression", 0.2),
        split_text(Split("time", "day"), "regression", 0.2),
    ),
    (
        diff.TargetOptionsChange(TargetOptions(merge_spellings=True)),
        "The spellings of the target are merged.",
    ),
    (
        diff.TargetOptionsChange(TargetOptions(logarithm=True)),
        "The logarithm of the target is learned.",
    ),
    (
        diff.TargetOptionsChange(TargetOptions(merge_spellings=True, logarithm=True)),
        "The spellings of the target are merged, and its logarithm is learned.",
    ),
    (diff.TargetOptionsChange(TargetOptions()), "The target is learned as it is."),
    (diff.SeedChange(0, 3), "The seed changed from 0 to 3."),
    (diff.RoleChange("a", "numeric", "category"), "The role of “a” changed from Number to Category."),
    (
        diff.PlanChange("b", CategoryPlan(), CategoryPlan(levels=9)),
        f"“b”: {plan_text(CategoryPlan(levels=9))}",
    ),
]


@pytest.mark.parametrize(("change", "text"), CHANGES)
def test_a_change_is_a_sentence(change, text):
    assert change_text(change) == text


def test_every_change_is_tried():
    assert {type(change) for change, _text in CHANGES} == set(get_args(diff.Change))
