import pytest

from components.recipe import plan_table
from services.data.profile import ColumnProfile, Profile
from services.data.recipe.column_plans import (
    DEFAULT_PLANS,
    CategoryPlan,
    DatePlan,
    NumericPlan,
    TextPlan,
)
from services.data.recipe.recipe import Recipe
from services.errors import InvalidInput
from services.text.messages.recipe import plan_text

PROFILE = Profile(
    50,
    (
        ColumnProfile("age", "number", 0, 40, skewness=5.0, minimum=0.0),
        ColumnProfile("plan", "category", 0, 3),
        ColumnProfile("said", "text", 0, 50, examples=("very good",)),
        ColumnProfile("joined", "date", 0, 50),
        ColumnProfile("y", "category", 0, 2),
    ),
)
ROLES = (("age", "numeric"), ("plan", "category"), ("said", "text"), ("joined", "date"))
RECIPE = Recipe("y", "classification", ROLES)
NAMES = [name for name, _role in ROLES]


@pytest.mark.parametrize(
    ("row", "cells", "plan"),
    [
        (0, {"numeric_imputation": "zero", "indicator": True}, NumericPlan("zero", True)),
        (0, {"scaling": "log"}, NumericPlan(scaling="log")),
        (0, {"role": "category"}, CategoryPlan()),
        (0, {"role": "numeric"}, NumericPlan()),
        (1, {"encoding": "target", "levels": 9}, CategoryPlan(encoding="target", levels=9)),
        (1, {"category_imputation": "most_frequent"}, CategoryPlan("most_frequent")),
        (1, {"merge_spellings": True}, CategoryPlan(merge_spellings=True)),
        (1, {"levels": None}, CategoryPlan()),
        (2, {"ngrams": "2-4", "words": 500}, TextPlan("counts", 500, 2, 4)),
        (2, {"vectoriser": "characters"}, TextPlan("characters")),
        (2, {"words": None}, TextPlan()),
        (3, {"parts": ["hour", "days"]}, DatePlan(("days", "hour"))),
        (3, {"parts": []}, DatePlan()),
    ],
)
def test_an_edited_cell_changes_its_columns_plan_and_nothing_else(row, cells, plan):
    changed = plan_table.edited(RECIPE, PROFILE, NAMES, {row: cells})
    assert changed.plan(NAMES[row]) == plan
    others = [name for name in NAMES if name != NAMES[row]]
    assert [changed.plan(name) for name in others] == [RECIPE.plan(name) for name in others]


def test_an_unknown_option_is_refused():
    with pytest.raises(InvalidInput) as caught:
        plan_table.edited(RECIPE, PROFILE, NAMES, {0: {"scaling": "magic"}})
    assert caught.value.parameters["field"] == "scaling"


def test_an_unknown_cell_is_refused():
    with pytest.raises(KeyError, match="magic"):
        plan_table.edited(RECIPE, PROFILE, NAMES, {0: {"magic": 1}})


def test_a_new_role_comes_with_the_plan_that_the_statistics_suggest():
    recipe = RECIPE.planned({"age": DatePlan()})
    changed = plan_table.edited(recipe, PROFILE, NAMES, {0: {"role": "numeric"}})
    assert changed.plan("age") == NumericPlan(scaling="log")


def test_a_view_holds_the_columns_and_options_of_its_role():
    assert plan_table.matching(RECIPE, "", "text") == ["said"]
    assert plan_table.matching(RECIPE, "A", "all") == ["age", "plan", "said"]
    table = plan_table.rows(PROFILE, RECIPE, ["age"], "numeric")
    assert table.iloc[0].to_dict() == {
        "name": "age",
        "type": "number",
        "role": "numeric",
        "numeric_imputation": "median",
        "indicator": False,
        "scaling": "standard",
    }
    summaries = list(plan_table.rows(PROFILE, RECIPE, NAMES, "all")["summary"])
    assert summaries == [plan_text(RECIPE.plan(name)) for name in NAMES]


def test_every_role_has_a_view_and_every_cell_a_configuration():
    assert set(plan_table.VIEWS) == {"all", *DEFAULT_PLANS}
    assert all(plan_table.view_title(view) for view in plan_table.VIEWS)
    for role, plan in DEFAULT_PLANS.items():
        recipe = RECIPE.planned({"age": plan})
        assert set(plan_table.rows(PROFILE, recipe, ["age"], role)) <= set(plan_table.config())
