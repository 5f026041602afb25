from dataclasses import replace

import pytest

from services.data.findings import findings
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split

RECIPE = Recipe("y", "classification", (("x", "numeric"),))


def x(rows):
    return [str(n % 7) for n in range(rows)]


def classes(described, **counts):
    y = [value for value, count in counts.items() for _each in range(count)]
    found = findings(described(x=x(len(y)), y=y), RECIPE)
    return [(each.kind, each.severity) for each in found if each.kind != "too_few_rows"]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 30, "b": 30}, []),
        ({"a": 30, "b": 30, "c": 5}, []),
        ({"a": 30, "b": 30, "c": 4}, [("rare_class", "warning")]),
        ({"a": 30, "b": 30, "c": 1}, [("single_row_class", "warning")]),
        ({"a": 30, "b": 30, "c": 1, "d": 2}, [("single_row_class", "warning")]),
        ({"a": 3, "b": 1}, [("single_row_class", "error")]),
        ({"a": 59, "b": 1}, [("single_row_class", "error"), ("imbalance", "warning")]),
        ({"a": 95, "b": 5}, [("imbalance", "warning")]),
        ({"a": 89, "b": 11}, []),
    ],
)
def test_rare_and_uneven_classes_are_told(described, counts, expected):
    assert [each for each in classes(described, **counts) if each[0] != "too_few_rows"] == expected


def test_the_rare_class_is_named(described):
    y = ["a"] * 20 + ["b"] * 20 + ["c"]
    messages = [each.message for each in findings(described(x=x(41), y=y), RECIPE)]
    assert any("“c” has one row only" in message for message in messages)


@pytest.mark.parametrize(
    ("rare", "rows", "kind"),
    [
        (200, 1, "single_row_class"),
        (3, 1, "single_row_class"),
        (1, 1, "single_row_class"),
        (40, 2, "rare_class"),
        (3, 2, None),
    ],
)
def test_rare_classes_beyond_the_most_frequent_ones_are_told_where_counts_prove_them(
    described, rare, rows, kind
):
    y = [f"c{n}" for n in range(25) for _row in range(20)] + [f"rare {n}" for n in range(rare)] * rows
    kinds = {each.kind for each in findings(described(x=x(len(y)), y=y), RECIPE)}
    assert kinds - {"many_classes"} == ({kind} if kind else set())


def test_a_class_in_each_row_forbids_a_run(described):
    (finding, *_others) = findings(described(x=x(60), y=[f"c{n}" for n in range(60)]), RECIPE)
    assert (finding.kind, finding.severity, finding.fix) == ("class_per_row", "error", None)


def test_numbers_that_differ_in_each_row_are_predicted_as_numbers_in_one_press(described):
    (finding, *_others) = findings(described(x=x(60), y=[f"{n}.5" for n in range(60)]), RECIPE)
    assert finding.kind == "class_per_row"
    assert finding.fix(RECIPE).task == "regression"


def test_many_classes_are_told(described):
    y = [f"c{n % 60}" for n in range(600)]
    assert [each.kind for each in findings(described(x=x(600), y=y), RECIPE)] == ["many_classes"]


def test_uneven_classes_that_are_held_out_by_chance_are_held_out_in_proportion_in_one_press(described):
    drawn = replace(RECIPE, split=Split("random"))
    found = findings(described(x=x(100), y=["a"] * 95 + ["b"] * 5), drawn)
    (finding,) = [each for each in found if each.kind == "imbalance"]
    assert finding.fix(drawn).split == Split("stratified")
