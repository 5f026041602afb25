import json
from dataclasses import replace

import pandas as pd
import pytest

from services.data.profile import profile
from services.data.recipe import Recipe, propose, propose_target, propose_task
from services.data.writing import store
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


@pytest.mark.parametrize(
    ("columns", "target"),
    [
        ({"label": ["a", "b"], "x": ["1", "2"]}, "label"),
        ({"x": ["1", "2"], "Target": ["a", "b"], "z": ["1", "2"]}, "Target"),
        ({"x": ["1", "2"], "z": ["3", "4"]}, "z"),
        ({"x": ["1", "2"], "z": ["3", "3"]}, "x"),
        ({"x": ["1", "2"], "z": [None, None]}, "x"),
        ({"x": [None, None], "z": [None, None]}, "z"),
    ],
)
def test_the_target_is_the_one_named_so_or_the_last_that_varies(columns, target):
    assert propose_target(described(**columns)) == target


@pytest.mark.parametrize(
    ("cells", "task"),
    [
        (["yes", "no"] * 10, "classification"),
        (["0", "1"] * 10, "classification"),
        ([str(n) for n in range(20)], "regression"),
        ([f"{n % 3}.5" for n in range(20)], "regression"),
    ],
)
def test_the_task_follows_the_target(cells, task):
    assert propose_task(described(x=cells, y=cells), "y") == task


def test_a_recipe_comes_back_from_its_json_as_it_was():
    recipe = Recipe("정답", "regression", (("a", "text"), ("b", "ignore")), 0.3, 7)
    assert Recipe.from_json(recipe.to_json()) == recipe


GOOD = json.loads(Recipe("y", "regression", (("a", "text"),)).to_json())


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"task": "clustering"},
        {"roles": [{"column": "a", "role": "magic"}]},
        {"roles": None},
        {"test_fraction": 0},
        {"test_fraction": 1.5},
        {"seed": "x"},
    ],
)
def test_what_is_no_recipe_is_refused(change):
    with pytest.raises(InvalidInput, match="recipe can't be read"):
        Recipe.from_json(json.dumps({**GOOD, **change}))
