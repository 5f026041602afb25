import pytest

from services.data.profile import ColumnProfile
from services.data.recipe.column_plans import CategoryPlan, Context


@pytest.mark.parametrize(
    ("distinct", "plan"), [(5000, CategoryPlan(encoding="target")), (50, CategoryPlan())]
)
def test_high_cardinality_gets_target_encoding(distinct, plan):
    assert CategoryPlan.propose(ColumnProfile("x", "category", 0, distinct)) == plan


@pytest.mark.parametrize(
    ("plan", "sparse", "room", "limit"),
    [
        (CategoryPlan(), True, 10, 200),
        (CategoryPlan(levels=1000), False, 10, 200),
        (CategoryPlan(encoding="one_hot"), False, 50, 50),
        (CategoryPlan(encoding="one_hot"), False, 0, 2),
        (CategoryPlan(encoding="ordinal", levels=1000), False, 10, 1000),
    ],
)
def test_the_code_limits_the_levels_as_memory_and_boosting_ask(plan, sparse, room, limit):
    (step,) = plan.code_steps(["x"], Context(sparse, "classification", 5, 0, room))
    assert f"max_categories={limit}" in step.transformer


def test_only_automatic_categories_are_native_and_only_one_hot_ones_wide():
    plans = [CategoryPlan(encoding=encoding) for encoding in CategoryPlan.choices["encoding"]]
    assert [plan.encoding for plan in plans if plan.is_native] == ["automatic"]
    assert [plan.encoding for plan in plans if plan.is_wide] == ["one_hot"]
