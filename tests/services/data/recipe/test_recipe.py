import json
from dataclasses import replace

import pandas as pd
import pytest

from services.data.profile import ColumnProfile, profile
from services.data.recipe.column_plans import ROLES, CategoryPlan, DatePlan, IgnorePlan, NumericPlan, TextPlan
from services.data.recipe.recipe import Recipe, propose, propose_plan
from services.data.recipe.split import Split
from services.data.recipe.target_options import TargetOptions
from services.data.tables.numbers import NumberFormat
from services.data.tables.writing import store
from services.errors import InvalidInput

ROWS = 30


def described(**columns):
    return profile(
        store(pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in columns.items()}))
    )


@pytest.fixture
def mixed():
    return described(
        code=[f"C-{n}" for n in range(ROWS)],
        age=[str(20 + n % 17) for n in range(ROWS)],
        colour=["red", "blue", "green"] * 10,
        joined=[f"2026-01-{1 + n % 28:02d}" for n in range(ROWS)],
        said=[f"this is what number {n} said" for n in range(ROWS)],
        nothing=[None] * ROWS,
        same=["x"] * ROWS,
        churned=["yes", "no", "no"] * 10,
    )


def test_each_column_gets_the_role_that_its_content_suggests(mixed):
    assert propose(mixed).roles == (
        ("code", "ignore"),
        ("age", "numeric"),
        ("colour", "category"),
        ("joined", "date"),
        ("said", "text"),
        ("nothing", "ignore"),
        ("same", "ignore"),
    )


MAKERS, MODELS = ("ford", "fiat", "seat"), ("alpha", "bravo", "delta", "gamma", "sigma", "omega", "theta")
CARS = [f"{maker} {model}" for maker in MAKERS for model in MODELS] + ["ford alpha", "fiat bravo"] * 2


@pytest.mark.parametrize(
    ("names", "role"),
    [
        (CARS, "text"),
        (CARS * 2, "category"),  # names that occur again
        ([name.replace(" ", "-") for name in CARS], "text"),
        ([name.split()[1] + str(n) for n, name in enumerate(CARS[:-4])] + ["alpha0"] * 4, "category"),
        (CARS[:12] * 2, "category"),  # few names
    ],
)
def test_rare_names_of_several_words_are_used_as_texts(names, role):
    recipe = propose(
        described(name=names, score=["a", "b", "b"] * (len(names) // 3) + ["a"] * (len(names) % 3))
    )
    assert recipe.role("name") == role


def test_the_columns_used_are_those_that_are_not_ignored(mixed):
    proposed = propose(mixed)
    roles = tuple((column, "ignore" if column == "said" else role) for column, role in proposed.roles)
    recipe = replace(proposed, roles=roles)
    assert recipe.used == ("age", "colour", "joined")
    assert (recipe.role("said"), recipe.role("colour"), recipe.role("elsewhere")) == (
        "ignore",
        "category",
        "ignore",
    )


def test_a_recipe_comes_back_from_its_json_as_it_was():
    recipe = Recipe(
        "정답",
        "regression",
        (("a", "text"), ("b", "ignore"), ("c", "date"), ("d", "numeric"), ("e", "category")),
        0.3,
        7,
        Split("column", "b", "test"),
        (
            ("a", TextPlan("characters", 500, 2, 4)),
            ("c", DatePlan(("year", "hour"))),
            ("d", NumericPlan("zero", True, "robust")),
            ("e", CategoryPlan("most_frequent", "ordinal", 30, merge_spellings=True)),
        ),
        NumberFormat(",", "."),
        TargetOptions(logarithm=True),
        ("e", "정답"),
    )
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert Recipe.from_json(recipe.to_bytes()) == recipe


def test_a_recipe_of_version_1_is_read_with_the_usual_plans():
    stored = {
        "version": 1,
        "target": "y",
        "task": "classification",
        "roles": [{"column": "a", "role": "numeric"}],
        "test_fraction": 0.3,
        "seed": 4,
    }
    assert Recipe.from_json(json.dumps(stored)) == Recipe("y", "classification", (("a", "numeric"),), 0.3, 4)


def test_a_recipe_stored_before_spellings_were_merged_learns_the_target_as_it_is():
    stored = json.loads(Recipe("y", "classification", (("a", "category"),)).to_json())
    del stored["target_options"], stored["roles"][0]["options"]["merge_spellings"]
    assert Recipe.from_json(json.dumps(stored)) == Recipe("y", "classification", (("a", "category"),))


def test_a_columns_plan_is_its_roles_usual_one_until_another_is_given():
    recipe = Recipe("y", "classification", (("a", "numeric"), ("b", "text")))
    assert (recipe.plan("a"), recipe.plan("elsewhere")) == (NumericPlan(), IgnorePlan())
    changed = recipe.planned({"a": CategoryPlan(levels=9), "b": TextPlan()})
    assert changed.roles == (("a", "category"), ("b", "text"))
    assert changed.plans == (("a", CategoryPlan(levels=9)),)
    assert replace(changed, roles=recipe.roles).plan("a") == NumericPlan()
    assert changed.planned({"a": NumericPlan()}) == recipe


@pytest.mark.parametrize("role", ROLES)
def test_the_plan_of_a_role_is_proposed(role):
    assert propose_plan(ColumnProfile("x", "category", 0, 50), role).role == role


GOOD = json.loads(Recipe("y", "regression", (("a", "text"),)).to_json())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target": 5}, "target"),
        ({"split": {"method": "magic", "column": None, "value": None}}, "split"),
        ({"split": {"method": "time", "column": None, "value": None}}, "split"),
        ({"split": {"method": "column", "column": "a", "value": None}}, "split"),
        ({"split": {"method": "random", "column": 5, "value": None}}, "split"),
        ({"split": {"method": "random"}}, "split"),
        ({"target_options": {"logarithm": "yes"}}, "target_options"),
        ({"target_options": {"magic": True}}, "target_options"),
        ({"numbers": {"decimal": ",", "thousands": ","}}, "thousands"),
        ({"numbers": {"decimal": "", "thousands": ""}}, "decimal"),
        ({"roles": 2 * [{"column": "a", "role": "text", "options": {}}]}, "column"),
        ({"roles": [{"column": "a", "role": "text", "options": {"levels": 5}}]}, "levels"),
        ({"task": "clustering"}, "task"),
        ({"roles": [{"column": "a", "role": "magic", "options": {}}]}, "role"),
        ({"test_fraction": 0}, "test_fraction"),
        ({"test_fraction": 1.5}, "test_fraction"),
    ],
)
def test_an_invalid_field_is_refused_by_name(change, field):
    with pytest.raises(InvalidInput) as caught:
        Recipe.from_json(json.dumps({**GOOD, **change}))
    assert (caught.value.code, caught.value.parameters["field"]) == ("invalid_recipe_field", field)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 3}, "unknown_recipe_version"),
        ({"version": "2"}, "unknown_recipe_version"),
        ({"surprise": 1}, "unknown_recipe_field"),
        ({"roles": [{"column": "a", "role": "text", "options": {}, "extra": 1}]}, "unknown_recipe_field"),
        ({"numbers": {"decimal": ""}}, "unreadable_recipe"),
        ({"roles": [{"column": "a", "role": "text"}]}, "unreadable_recipe"),
        ({"roles": None}, "unreadable_recipe"),
        ({"seed": "x"}, "unreadable_recipe"),
    ],
)
def test_what_is_no_recipe_is_refused(change, code):
    with pytest.raises(InvalidInput) as caught:
        Recipe.from_json(json.dumps({**GOOD, **change}))
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["", "[]", "null", "{"])
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises(InvalidInput) as caught:
        Recipe.from_json(text)
    assert caught.value.code == "unreadable_recipe"
