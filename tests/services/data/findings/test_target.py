from dataclasses import replace

import pytest

from services.data.findings import findings
from services.data.recipe.recipe import Recipe, propose

X = [str(n % 7) for n in range(20)]
TWO = ["yes", "no"] * 10


def predicting(task, *roles):
    return Recipe("y", task, roles)


@pytest.mark.parametrize(
    ("task", "y", "kind", "severity", "parameters"),
    [
        ("classification", [None] * 20, "target_missing", "error", {"empty": True}),
        ("classification", ["a"] * 20, "one_class", "error", {}),
        (
            "classification",
            [*TWO[:8], *[None] * 12],
            "target_missing_rows",
            "error",
            {"too_few": True, "rows": 8, "missing": 12},
        ),
        (
            "classification",
            [*TWO[:18], None, None],
            "target_missing_rows",
            "warning",
            {"too_few": False, "rows": 18, "missing": 2},
        ),
        (
            "classification",
            [*TWO[:19], None],
            "target_missing_rows",
            "warning",
            {"too_few": False, "rows": 19, "missing": 1},
        ),
        ("regression", TWO, "regression_on_text", "error", {}),
    ],
)
def test_a_target_that_can_not_be_learned_is_found(described, task, y, kind, severity, parameters):
    found = findings(described(x=X, y=y), predicting(task, ("x", "numeric")))
    (finding,) = [finding for finding in found if finding.kind == kind]
    assert (finding.severity, finding.column) == (severity, "y")
    assert parameters.items() <= finding.parameters.items()


def test_the_fix_replaces_a_target_that_the_table_does_not_have(described):
    recipe = predicting("classification", ("x", "numeric"))
    found = findings(described(x=X, label=TWO), recipe)
    assert (found[0].kind, found[0].severity, found[0].column) == ("target_missing", "error", "y")
    assert found[0].parameters == {"empty": False}
    assert found[0].fix(recipe) == Recipe("label", "classification", (("x", "numeric"),))


def test_another_target_keeps_the_test_fraction_and_the_seed(described):
    recipe = Recipe("y", "classification", (("x", "numeric"),), test_fraction=0.4, seed=7)
    changed = findings(described(x=X, label=TWO, y=["a"] * 20), recipe)[0].fix(recipe)
    assert (changed.target, changed.test_fraction, changed.seed) == ("label", 0.4, 7)


def test_there_is_no_fix_where_no_other_column_varies(described):
    found = findings(described(x=["1"] * 20, y=["a"] * 20), predicting("classification", ("x", "numeric")))
    assert found[0].fix is None


def test_the_fix_predicts_text_as_a_class(described):
    recipe = predicting("regression", ("x", "numeric"))
    profile = described(x=X, y=TWO)
    fixed = findings(profile, recipe)[0].fix(recipe)
    assert fixed.task == "classification"
    assert [finding for finding in findings(profile, fixed) if finding.severity == "error"] == []


def test_the_fix_leaves_the_target_out_of_the_features(described):
    recipe = predicting("classification", ("x", "numeric"), ("y", "category"))
    profile = described(x=X, y=TWO)
    finding = next(finding for finding in findings(profile, recipe) if finding.kind == "target_used")
    assert finding.severity == "error"
    assert finding.fix(recipe).used == ("x",)


def test_infinite_targets_count_as_rows_without_a_target(table, column, found_in):
    numbers = column("x", kind="number", numeric=200, distinct=150)
    profile = table(numbers)
    infinite = column("y", kind="number", numeric=200, infinite=3, distinct=190, top=())
    found = found_in(type(profile)(200, (numbers, infinite)), "target_missing_rows", task="regression")
    assert [finding.parameters["missing"] for finding in found] == [3]


def skewed(profile, recipe):
    return [item for item in findings(profile, recipe) if item.kind == "skewed_target"]


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ([f"{10 ** (n % 50 / 10):.1f}" for n in range(200)], 1),
        ([str(n % 50) for n in range(200)], 0),
        ([f"{-(10 ** (n % 50 / 10)):.1f}" for n in range(200)], 0),
    ],
)
def test_a_skewed_target_is_noted_and_its_logarithm_learned(described, cells, count):
    profile = described(x=[str(n % 13) for n in range(200)], y=cells)
    recipe = propose(profile, "y")
    found = skewed(profile, recipe)
    assert [item.severity for item in found] == ["note"] * count
    for item in found:
        logarithmic = item.fix(recipe)
        assert logarithmic.target_options.logarithm
        assert [(again.severity, again.fix) for again in skewed(profile, logarithmic)] == [("handled", None)]
        assert skewed(profile, replace(recipe, task="classification")) == []
