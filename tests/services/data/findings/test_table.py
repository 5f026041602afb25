from dataclasses import replace

import pytest

from services.data.findings import findings
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split


@pytest.mark.parametrize(
    ("rows", "severity"), [(1, "error"), (9, "error"), (10, "warning"), (49, "warning"), (50, None)]
)
def test_too_few_rows_forbid_training_and_few_are_warned_of(table, column, found_in, rows, severity):
    profile = table(column("x"), rows=rows)
    found = [(finding.severity, finding.parameters["rows"]) for finding in found_in(profile, "too_few_rows")]
    assert found == ([(severity, rows)] if severity else [])


def test_the_fix_removes_columns_from_the_recipe_that_the_table_does_not_have(table, column):
    profile = table(column("x"))
    recipe = Recipe("y", "classification", (("x", "category"), ("gone", "text")))
    finding = next(finding for finding in findings(profile, recipe) if finding.kind == "unknown_column")
    assert (finding.severity, finding.evidence.columns) == ("error", ("gone",))
    assert (finding.column, finding.parameters) == ("gone", {"count": 1})
    assert finding.fix(recipe).roles == (("x", "category"),)


def test_with_every_column_ignored_the_fix_uses_the_suggested_roles(table, column, recipe, found_in):
    profile = table(column("x"), column("same", distinct=1))
    (finding,) = found_in(profile, "no_features", x="ignore")
    assert finding.severity == "error"
    assert finding.fix(recipe(profile, x="ignore")).roles == (("x", "category"), ("same", "ignore"))


def test_where_no_column_is_useful_there_is_no_fix(table, column, found_in):
    (finding,) = found_in(table(column("same", distinct=1)), "no_features")
    assert finding.fix is None


@pytest.mark.parametrize(("columns", "rows", "expected"), [(150, 100, 1), (90, 100, 0), (1001, 5000, 1)])
def test_more_columns_than_rows_or_very_many_are_found(table, column, found_in, columns, rows, expected):
    profile = table(*(column(f"x{number}") for number in range(columns)), rows=rows)
    found = [finding.parameters for finding in found_in(profile, "too_many_columns")]
    assert found == [{"columns": columns, "rows": rows, "remaining": None}] * expected


def test_the_fix_keeps_the_most_associated_columns(table, column, recipe, found_in, association):
    profile = table(*(column(f"x{number}") for number in range(300)))
    associations = [association(f"x{number}", number / 1000) for number in range(300)]
    (finding,) = found_in(profile, "too_many_columns", associations=associations)
    assert finding.fix(recipe(profile)).used == tuple(f"x{number}" for number in range(200, 300))


@pytest.mark.parametrize(("duplicates", "severity"), [(1, "note"), (2, "warning"), (150, "warning")])
def test_duplicate_rows_are_found_with_their_share(table, column, found_in, duplicates, severity):
    wide = [column(f"x{number}", kind="number", distinct=150) for number in range(3)]
    (finding,) = found_in(table(*wide, duplicates=duplicates), "duplicate_rows")
    assert (finding.severity, finding.parameters) == (severity, {"count": duplicates})
    assert (finding.evidence.facts[0].value, finding.evidence.facts[0].of) == (duplicates, 200)


def test_rows_that_must_repeat_because_few_are_possible_are_no_finding(table, column, found_in):
    assert found_in(table(column("x"), duplicates=190), "duplicate_rows") == []


def test_a_table_without_rows_or_columns_is_refused():
    found = findings(Profile(0, ()), Recipe("y", "classification", ()))
    assert {finding.kind for finding in found} == {"target_missing", "too_few_rows", "no_features"}


@pytest.mark.parametrize(
    ("split", "problems"),
    [
        (Split("time"), ["unset"]),
        (Split("time", "gone"), ["absent"]),
        (Split("group", "gone"), ["absent"]),
        (Split("time", "x"), ["no dates"]),
        (Split("time", "day"), []),
        (Split("group", "x"), []),
        (Split(), []),
    ],
)
def test_the_fix_of_an_impossible_split_stratifies_it(table, column, recipe, split, problems):
    profile = table(column("x"), column("day", kind="date", dated=200))
    broken = replace(recipe(profile), split=split)
    found = [finding for finding in findings(profile, broken) if finding.severity == "error"]
    assert [(finding.kind, finding.parameters["problem"]) for finding in found] == [
        ("split_column", problem) for problem in problems
    ]
    assert all(finding.fix(broken).split == Split() for finding in found)


def test_duplicate_rows_that_were_counted_by_hash_are_marked(table, column, found_in):
    wide = [column(f"x{number}", kind="number", distinct=150) for number in range(3)]
    for hashed in (True, False):
        profile = table(*wide, duplicates=3, duplicates_hashed=hashed)
        assert found_in(profile, "duplicate_rows")[0].evidence.facts[0].hashed is hashed
