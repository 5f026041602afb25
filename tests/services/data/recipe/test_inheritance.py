"""A recipe is carried over to a later table, and each thing that can't be is named."""

from dataclasses import replace

import pytest

from services.data.profile import Profile, profile
from services.data.reading.read import read_csv
from services.data.recipe.column_plans import IgnorePlan, NumericPlan
from services.data.recipe.inheritance import Inheritance, Loss, inherit
from services.data.recipe.recipe import Recipe, propose
from services.data.recipe.split import STRATIFIED, Split
from services.data.tables.numbers import PLAIN


def described(**columns: str) -> Profile:
    """Return the profile of a table whose columns repeat some cells."""
    cells = [values.split() for values in columns.values()]
    rows = [",".join(column[n % len(column)] for column in cells) for n in range(24)]
    return profile(read_csv("\n".join([",".join(columns), *rows, ""]).encode()).table)


BEFORE = described(y="a b", x="1.5 2.5 3.5 7.1 9.2", z="k l m", day="2020-01-01 2020-02-01 2020-03-05")
RECIPE = replace(
    propose(BEFORE, "y").planned({"x": NumericPlan(scaling="robust"), "z": IgnorePlan()}),
    seed=7,
    test_fraction=0.3,
)


def carried(after: Profile, recipe: Recipe = RECIPE) -> Inheritance:
    return inherit(recipe, BEFORE, after, PLAIN)


def test_the_same_columns_carry_everything_over() -> None:
    assert carried(BEFORE) == Inheritance(RECIPE)


@pytest.mark.parametrize(
    ("columns", "losses"),
    [
        ({"y": "a b", "x": "1.5 2.5 4"}, (Loss("column_absent", "day"),)),
        ({"y": "a b", "x": "u v", "day": "2020-01-01 2020-03-01"}, (Loss("type_changed", "x"),)),
        (
            {"new": "3 4 5", "y": "a b", "x": "1.5 2.5 4", "day": "2020-01-01 2020-03-01"},
            (Loss("column_added", "new"),),
        ),
    ],
    ids=["absent", "another type", "new"],
)
def test_each_difference_is_named(columns: dict[str, str], losses: tuple[Loss, ...]) -> None:
    after = described(**columns)
    inherited = carried(after)
    assert inherited.losses == losses
    assert inherited.recipe is not None
    assert [name for name, _role in inherited.recipe.roles] == [name for name in columns if name != "y"]
    assert (inherited.recipe.seed, inherited.recipe.test_fraction) == (7, 0.3)
    if columns["x"] != "u v":
        assert inherited.recipe.plan("x") == NumericPlan(scaling="robust")
    else:
        assert inherited.recipe.plan("x") == propose(after, "y").plan("x")


def test_without_the_target_nothing_is_carried_over() -> None:
    assert carried(described(x="1.5 2.5", z="k l")) == Inheritance(None, (Loss("target_absent", "y"),))


def test_a_split_by_an_absent_column_becomes_the_usual_one() -> None:
    inherited = carried(described(y="a b", x="1.5 2.5 4"), replace(RECIPE, split=Split("time", "day")))
    assert inherited.recipe is not None
    assert inherited.recipe.split == STRATIFIED
    assert Loss("split", "day") in inherited.losses


def test_a_number_that_became_a_word_is_predicted_as_a_class() -> None:
    recipe = propose(BEFORE, "x")
    inherited = carried(described(y="a b", x="low high", z="k l m"), recipe)
    assert inherited.recipe is not None
    assert inherited.recipe.task == "classification"
    assert Loss("task", "x") in inherited.losses
