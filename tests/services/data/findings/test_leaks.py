import random

import pytest

from services.data.findings import findings
from services.data.profile import Correlation, Profile
from services.data.recipe.recipe import Recipe

IMBALANCED = [("yes", "no", "no")[n % 3] for n in range(200)]


@pytest.mark.parametrize(("strength", "kinds"), [(1.0, ["leak"]), (0.95, ["leak"]), (0.94, [])])
def test_a_column_that_predicts_the_target_leaks_it_and_the_fix_leaves_it_out(
    table, column, recipe, found_in, association, strength, kinds
):
    profile = table(column("x"), column("z"))
    found = found_in(profile, associations=(association("x", strength), association("z", 0.1)))
    assert [finding.kind for finding in found] == kinds
    assert all(finding.fix(recipe(profile)).used == ("z",) for finding in found)
    facts = [finding.evidence.facts[1] for finding in found]
    assert all((fact.name, fact.value, fact.of) == ("column_correct", strength * 200, 200) for fact in facts)


def test_an_exact_copy_is_found_before_associations_are_known(described, found_in):
    profile = described(copy=IMBALANCED, z=["1", "2"] * 100, y=IMBALANCED)
    (finding,) = found_in(profile, "leak")
    assert (finding.column, finding.parameters) == ("copy", {"target": "y", "is_copy": True})


def test_two_balanced_flags_are_no_copies_of_each_other(described, found_in):
    draw = random.Random(0)  # noqa: S311 - a table, not a secret
    flags = ["0", "1"] * 100
    draw.shuffle(flags)
    assert found_in(described(flag=flags, y=["0", "1"] * 100), "leak") == []


def test_associations_decide_where_they_are_known(described, found_in, association):
    profile = described(copy=IMBALANCED, y=IMBALANCED)
    assert found_in(profile, "leak", associations=(association("copy", 0.2),)) == []


@pytest.mark.parametrize(("coefficient", "count"), [(0.9995, 1), (-1.0, 1), (0.998, 0)])
def test_a_number_that_is_the_target_in_another_unit_leaks_it(column, coefficient, count):
    numbers = {"kind": "number", "numeric": 200, "distinct": 150, "top": ()}
    profile = Profile(
        200,
        (column("x", **numbers), column("y", **numbers)),
        correlations=(Correlation("x", "y", coefficient),),
    )
    found = findings(profile, Recipe("y", "regression", (("x", "numeric"),)))
    assert [finding.kind for finding in found] == ["leak"] * count


@pytest.mark.parametrize(
    ("target", "name", "expected"),
    [
        ("churned", "churned_date", True),
        ("churned", "dateChurned", True),
        ("churn_rate", "churn", False),
        ("price", "price_usd", True),
        ("class", "passenger_class", False),
        ("y", "y_2", False),
        ("diagnosis", "mean_radius", False),
    ],
)
def test_a_column_named_after_the_target_is_noted(column, target, name, expected):
    profile = Profile(200, (column(name), column(target, distinct=2, top=(("a", 120), ("b", 80)))))
    found = findings(profile, Recipe(target, "classification", ((name, "category"),)))
    assert [(finding.kind, finding.severity) for finding in found] == [("leak_by_name", "note")] * expected


def test_an_identifier_is_no_leak_though_it_identifies_each_row(table, column, found_in, association):
    profile = table(column("x", distinct=200, looks_like_id=True))
    assert found_in(profile, "leak", associations=(association("x", 1.0),), x="category") == []
