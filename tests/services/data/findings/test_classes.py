from dataclasses import replace

import pytest

from services.data.findings import findings
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split

RECIPE = Recipe("y", "classification", (("x", "numeric"),))


def x(rows):
    return [str(n % 7) for n in range(rows)]


def classes(described, **counts):
    y = [value for value, count in counts.items() for _row in range(count)]
    found = findings(described(x=x(len(y)), y=y), RECIPE)
    return [(finding.kind, finding.severity) for finding in found if finding.kind != "too_few_rows"]


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
def test_rare_and_imbalanced_classes_are_found(described, counts, expected):
    assert classes(described, **counts) == expected


def test_the_rare_class_is_named(described):
    y = ["a"] * 20 + ["b"] * 20 + ["c"]
    found = {finding.kind: finding.parameters for finding in findings(described(x=x(41), y=y), RECIPE)}
    assert found["single_row_class"] == {"classes": 1, "value": "c"}


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
def test_rare_classes_beyond_the_most_frequent_ones_are_found_where_counts_prove_them(
    described, rare, rows, kind
):
    y = [f"c{n}" for n in range(25) for _row in range(20)] + [f"rare {n}" for n in range(rare)] * rows
    kinds = {finding.kind for finding in findings(described(x=x(len(y)), y=y), RECIPE)}
    assert kinds - {"many_classes"} == ({kind} if kind else set())


def test_a_class_per_row_forbids_training(described):
    (finding, *_others) = findings(described(x=x(60), y=[f"c{n}" for n in range(60)]), RECIPE)
    assert (finding.kind, finding.severity, finding.fix) == ("class_per_row", "error", None)


def test_the_fix_of_a_class_per_row_predicts_a_number_where_the_classes_are_numbers(described):
    (finding, *_others) = findings(described(x=x(60), y=[f"{n}.5" for n in range(60)]), RECIPE)
    assert (finding.kind, finding.parameters) == ("class_per_row", {"is_number": True})
    assert finding.fix(RECIPE).task == "regression"


def test_many_classes_are_found(described):
    y = [f"c{n % 60}" for n in range(600)]
    (finding,) = findings(described(x=x(600), y=y), RECIPE)
    assert finding.kind == "many_classes"
    assert finding.parameters == {"classes": 60, "rows": 10, "is_number": False}


def test_the_fix_of_an_imbalance_stratifies_a_random_split(described):
    drawn = replace(RECIPE, split=Split("random"))
    found = findings(described(x=x(100), y=["a"] * 95 + ["b"] * 5), drawn)
    (finding,) = [finding for finding in found if finding.kind == "imbalance"]
    assert finding.parameters == {"value": "a", "share": 0.95}
    assert finding.fix(drawn).split == Split("stratified")
