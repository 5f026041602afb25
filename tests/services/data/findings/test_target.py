import pytest

from services.data.findings import findings
from services.data.recipe.recipe import Recipe

X = [str(n % 7) for n in range(20)]
TWO = ["yes", "no"] * 10


def predicting(task, *roles):
    return Recipe("y", task, roles)


@pytest.mark.parametrize(
    ("task", "y", "kind", "severity", "words"),
    [
        ("classification", [None] * 20, "target_missing", "error", "empty in every row"),
        ("classification", ["a"] * 20, "one_class", "error", "the same in every row"),
        ("classification", [*TWO[:8], *[None] * 12], "target_missing_rows", "error", "Only 8 rows"),
        ("classification", [*TWO[:18], None, None], "target_missing_rows", "warning", "2 rows have no"),
        ("classification", [*TWO[:19], None], "target_missing_rows", "warning", "One row has no target"),
        ("regression", TWO, "regression_on_text", "error", "holds text"),
    ],
)
def test_a_target_that_can_not_be_learned_is_told(described, task, y, kind, severity, words):
    found = findings(described(x=X, y=y), predicting(task, ("x", "numeric")))
    assert [(each.severity, each.column) for each in found if each.kind == kind] == [(severity, "y")]
    assert words in next(each.message for each in found if each.kind == kind)


def test_a_target_that_the_table_does_not_have_is_replaced_in_one_press(described):
    recipe = predicting("classification", ("x", "numeric"))
    found = findings(described(x=X, label=TWO), recipe)
    assert (found[0].kind, found[0].severity, found[0].column) == ("target_missing", "error", "y")
    assert found[0].fix(recipe) == Recipe("label", "classification", (("x", "numeric"),))


def test_another_target_keeps_how_the_rows_are_held_out(described):
    recipe = Recipe("y", "classification", (("x", "numeric"),), test_fraction=0.4, seed=7)
    changed = findings(described(x=X, label=TWO, y=["a"] * 20), recipe)[0].fix(recipe)
    assert (changed.target, changed.test_fraction, changed.seed) == ("label", 0.4, 7)


def test_no_other_target_is_offered_where_none_differs(described):
    found = findings(described(x=["1"] * 20, y=["a"] * 20), predicting("classification", ("x", "numeric")))
    assert found[0].fix is None


def test_text_is_predicted_as_a_class_in_one_press(described):
    recipe = predicting("regression", ("x", "numeric"))
    profile = described(x=X, y=TWO)
    cured = findings(profile, recipe)[0].fix(recipe)
    assert cured.task == "classification"
    assert [each for each in findings(profile, cured) if each.severity == "error"] == []


def test_a_target_among_the_columns_to_learn_from_is_left_out_in_one_press(described):
    recipe = predicting("classification", ("x", "numeric"), ("y", "category"))
    profile = described(x=X, y=TWO)
    finding = next(each for each in findings(profile, recipe) if each.kind == "target_used")
    assert finding.severity == "error"
    assert finding.fix(recipe).used == ("x",)


def test_infinite_answers_count_as_rows_without_a_target(table, column, found_in):
    numbers = column("x", kind="number", numeric=200, distinct=150)
    profile = table(numbers)
    infinite = column("y", kind="number", numeric=200, infinite=3, distinct=190, top=())
    told = found_in(type(profile)(200, (numbers, infinite)), "target_missing_rows", task="regression")
    assert [each.evidence.facts[0].value for each in told] == [3]
