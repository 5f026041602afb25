import pytest

from components.recipe import plan_table
from services.data.profile import ColumnProfile, Profile
from services.data.recipe.column_plans import CategoryPlan, DatePlan, NumericPlan, TextPlan
from services.data.recipe.recipe import Recipe

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
        (0, {"filling": "zero", "noted": True}, NumericPlan("zero", True)),
        (0, {"scaling": "logarithm, then standard"}, NumericPlan(scaling="log")),
        (0, {"scaling": "magic"}, NumericPlan()),
        (0, {"role": "category"}, CategoryPlan()),
        (1, {"encoding": "mean of the target", "levels": 9}, CategoryPlan(encoding="target", levels=9)),
        (1, {"own": "most frequent"}, CategoryPlan("most_frequent")),
        (1, {"levels": None}, CategoryPlan()),
        (2, {"runs": "2–4", "words": 500}, TextPlan("counts", 500, 2, 4)),
        (2, {"vectoriser": "runs of characters (Korean)"}, TextPlan("characters")),
        (3, {"parts": ["hour", "days"]}, DatePlan(("days", "hour"))),
        (3, {"parts": []}, DatePlan()),
    ],
)
def test_an_edited_cell_changes_its_columns_plan_and_nothing_else(row, cells, plan):
    changed = plan_table.edited(RECIPE, PROFILE, NAMES, {row: cells})
    assert changed.plan(NAMES[row]) == plan
    others = [name for name in NAMES if name != NAMES[row]]
    assert [changed.plan(name) for name in others] == [RECIPE.plan(name) for name in others]


def test_a_new_role_comes_with_what_the_statistics_suggest():
    ignored = RECIPE.planned({"age": DatePlan()})
    assert plan_table.edited(ignored, PROFILE, NAMES, {0: {"role": "number"}}).plan("age") == NumericPlan(
        scaling="log"
    )


def test_each_view_holds_the_columns_and_options_of_its_role():
    assert plan_table.chosen(RECIPE, "", "text") == ["said"]
    assert plan_table.chosen(RECIPE, "A", "all") == ["age", "plan", "said"]
    table = plan_table.rows(PROFILE, RECIPE, ["age"], "numeric")
    assert table.iloc[0].to_dict() == {
        "name": "age",
        "kind": "number",
        "role": "number",
        "filling": "median",
        "noted": False,
        "scaling": "standard",
    }
    assert list(plan_table.rows(PROFILE, RECIPE, NAMES, "all")["summary"])[3] == "days, month, weekday"
