import json
from typing import get_args

import pytest

from services.data.recipe.column_plans import (
    DEFAULT_PLANS,
    PLANS,
    ROLES,
    CategoryPlan,
    DatePlan,
    NumericPlan,
    Role,
    TextPlan,
)
from services.errors import InvalidInput


def test_every_role_has_a_plan():
    assert set(PLANS) == set(ROLES) == set(get_args(Role))
    assert all(plan.role == role for role, plan in PLANS.items())


@pytest.mark.parametrize("role", ROLES)
def test_the_default_plan_comes_back_from_its_json(role):
    plan = DEFAULT_PLANS[role]
    assert PLANS[role].from_options(json.loads(json.dumps(plan.options()))) == plan


@pytest.mark.parametrize("role", ROLES)
def test_every_option_names_its_values(role):
    plan = PLANS[role]
    options = set(plan().options())
    assert options == {*plan.choices, *plan.bounds} or role == "date"
    assert all(plan.allows(name, value) for name, value in plan().options().items())


def test_an_option_that_is_left_out_has_its_default():
    assert NumericPlan.from_options({"scaling": "none"}) == NumericPlan("median", False, "none")
    assert TextPlan.from_options({"words": None, "longest": 1}) == TextPlan(longest=1)
    assert DatePlan.from_options({"parts": ["month", "hour"]}) == DatePlan(("month", "hour"))
    assert CategoryPlan.from_options({"levels": 2}) == CategoryPlan(levels=2)


@pytest.mark.parametrize(
    ("role", "options"),
    [
        ("numeric", {"scaling": "magic"}),
        ("numeric", {"indicator": 1}),
        ("numeric", {"levels": 5}),
        ("category", {"levels": 1}),
        ("category", {"levels": 5000}),
        ("category", {"levels": True}),
        ("category", {"levels": 20.0}),
        ("text", {"words": 1}),
        ("text", {"shortest": 3}),
        ("text", {"longest": 7}),
        ("date", {"parts": []}),
        ("date", {"parts": ["hour", "month"]}),
        ("date", {"parts": ["month", "month"]}),
        ("date", {"parts": "month"}),
        ("ignore", {"parts": ["month"]}),
    ],
)
def test_an_unknown_option_or_value_is_refused_by_name(role, options):
    with pytest.raises(InvalidInput) as caught:
        PLANS[role].from_options(options)
    assert caught.value.code == "invalid_recipe_field"
    assert caught.value.parameters["field"] == next(iter(options))
