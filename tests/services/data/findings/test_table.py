from dataclasses import replace

import pytest

from services.data.findings import findings
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split


@pytest.mark.parametrize(
    ("rows", "severity"), [(1, "error"), (9, "error"), (10, "warning"), (49, "warning"), (50, None)]
)
def test_too_few_rows_forbid_a_run_and_few_make_its_score_shaky(table, column, found_in, rows, severity):
    profile = table(column("x"), rows=rows)
    assert [each.severity for each in found_in(profile, "too_few_rows")] == ([severity] if severity else [])


def test_a_column_that_the_table_does_not_have_is_taken_out_in_one_press(table, column):
    profile = table(column("x"))
    recipe = Recipe("y", "classification", (("x", "category"), ("gone", "text")))
    finding = next(each for each in findings(profile, recipe) if each.kind == "unknown_column")
    assert (finding.severity, finding.evidence.columns) == ("error", ("gone",))
    assert finding.fix(recipe).roles == (("x", "category"),)


def test_with_every_column_left_out_one_press_uses_what_is_of_use(table, column, recipe, found_in):
    profile = table(column("x"), column("same", distinct=1))
    (finding,) = found_in(profile, "no_features", x="ignore")
    assert finding.severity == "error"
    assert finding.fix(recipe(profile, x="ignore")).roles == (("x", "category"), ("same", "ignore"))


def test_where_no_column_is_of_use_no_fix_is_offered(table, column, found_in):
    (finding,) = found_in(table(column("same", distinct=1)), "no_features")
    assert finding.fix is None


@pytest.mark.parametrize(("columns", "rows", "told"), [(150, 100, 1), (90, 100, 0), (1001, 5000, 1)])
def test_more_columns_than_rows_or_than_anyone_needs_are_told(table, column, found_in, columns, rows, told):
    profile = table(*(column(f"x{number}") for number in range(columns)), rows=rows)
    assert len(found_in(profile, "too_many_columns")) == told


def test_with_links_one_press_keeps_the_columns_that_tell_most(table, column, recipe, found_in, link):
    profile = table(*(column(f"x{number}") for number in range(300)))
    links = [link(f"x{number}", number / 1000) for number in range(300)]
    (finding,) = found_in(profile, "too_many_columns", links=links)
    assert finding.fix(recipe(profile)).used == tuple(f"x{number}" for number in range(200, 300))


@pytest.mark.parametrize(("duplicates", "severity"), [(1, "note"), (2, "warning"), (150, "warning")])
def test_repeated_rows_are_told_with_their_share(table, column, found_in, duplicates, severity):
    wide = [column(f"x{number}", kind="number", distinct=150) for number in range(3)]
    (finding,) = found_in(table(*wide, duplicates=duplicates), "duplicate_rows")
    assert finding.severity == severity
    assert (finding.evidence.facts[0].value, finding.evidence.facts[0].of) == (duplicates, 200)


def test_rows_that_must_repeat_because_so_few_differ_are_no_finding(table, column, found_in):
    assert found_in(table(column("x"), duplicates=190), "duplicate_rows") == []


def test_a_table_without_rows_or_columns_is_refused_and_breaks_nothing():
    found = findings(Profile(0, ()), Recipe("y", "classification", ()))
    assert {each.kind for each in found} == {"target_missing", "too_few_rows", "no_features"}


@pytest.mark.parametrize(
    ("split", "told"),
    [
        (Split("time", "gone"), True),
        (Split("group", "gone"), True),
        (Split("time", "x"), True),
        (Split("time", "day"), False),
        (Split("group", "x"), False),
        (Split(), False),
    ],
)
def test_a_split_by_a_column_that_can_not_decide_it_is_cured_in_one_press(table, column, recipe, split, told):
    profile = table(column("x"), column("day", kind="date", dated=200))
    broken = replace(recipe(profile), split=split)
    found = [each for each in findings(profile, broken) if each.severity == "error"]
    assert [each.kind for each in found] == ["split_column"] * told
    assert all(each.fix(broken).split == Split() for each in found)


def test_repeated_rows_that_were_counted_by_hash_are_said_to_be(table, column, found_in):
    wide = [column(f"x{number}", kind="number", distinct=150) for number in range(3)]
    for hashed in (True, False):
        profile = table(*wide, duplicates=3, duplicates_hashed=hashed)
        assert found_in(profile, "duplicate_rows")[0].evidence.facts[0].hashed is hashed
