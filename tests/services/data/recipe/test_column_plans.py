import json

import pytest

from services.data.recipe import column_plans
from services.data.recipe.column_plans import CategoryPlan, DatePlan, NumericPlan, TextPlan, read, written


@pytest.mark.parametrize("role", column_plans.ROLES)
def test_each_role_has_a_usual_plan_that_comes_back_from_its_json(role):
    usual = column_plans.USUAL[role]
    assert usual.role == role
    assert read(role, json.loads(json.dumps(written(usual)))) == usual


def test_an_option_that_is_left_out_is_the_usual_one():
    assert read("numeric", {"scaling": "none"}) == NumericPlan("median", False, "none")
    assert read("text", {"words": None, "longest": 1}) == TextPlan(longest=1)
    assert read("date", {"parts": ["month", "hour"]}) == DatePlan(("month", "hour"))
    assert read("category", {"levels": 2}) == CategoryPlan(levels=2)


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
def test_an_option_of_no_known_name_or_value_is_refused_by_name(role, options):
    with pytest.raises(ValueError, match=next(iter(options))):
        read(role, options)
