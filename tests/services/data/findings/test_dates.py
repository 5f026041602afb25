from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.data.findings import findings
from services.data.recipe.recipe import propose
from services.data.recipe.split import Split


@pytest.mark.parametrize(
    ("role", "kind"), [("ignore", "unused_dates"), ("category", "dates_as_text"), ("date", "dates")]
)
def test_dates_are_found_by_how_they_are_used(described, found_in, recipe, role, kind):
    profile = described(day=[f"2026-01-{n % 28 + 1:02}" for n in range(200)], y=["yes", "no"] * 100)
    found = [finding for finding in found_in(profile, day=role) if finding.column == "day"]
    assert [finding.kind for finding in found] == [kind]
    fixed = [finding.fix(recipe(profile, day=role)) for finding in found]
    assert role == "date" or [changed.role("day") for changed in fixed] == ["date"]


@pytest.mark.parametrize(("dated", "count"), [(99, 0), (100, 1), (199, 1), (200, 0)])
def test_the_fix_uses_text_that_is_mostly_dates_as_dates(table, column, recipe, found_in, dated, count):
    profile = table(column("x", dated=dated))
    found = found_in(profile, "dates_as_text")
    assert len(found) == count
    assert all(finding.fix(recipe(profile)).role("x") == "date" for finding in found)
    assert [(finding.parameters["count"], finding.parameters["cells"]) for finding in found] == [
        (200 - dated, 200)
    ] * count


def test_names_of_months_in_any_language_are_dates_that_other_cells_make_a_text(described, found_in):
    days = [f"{n % 28 + 1} {('janvier', 'mars', 'août')[n % 3]} 20{n % 20 + 10}" for n in range(196)]
    profile = described(day=[*days, *["inconnu"] * 4], y=["yes", "no"] * 100)
    (finding,) = found_in(profile, "dates_as_text")
    assert (finding.parameters["cause"], finding.parameters["count"]) == ("other cells", 4)
    assert finding.evidence.facts[0].value == 196


def test_a_split_that_disregards_time_is_found_once_and_fixed(table, column, recipe, found_in):
    days = [column(name, kind="date", distinct=90, earliest="2026-01-01") for name in ("first", "second")]
    profile = table(*days)
    (finding,) = found_in(profile, "dates")
    assert finding.column == "first"
    assert finding.fix(recipe(profile)).split == Split("time", "first")


def placeholders(profile, **changes):
    recipe = replace(propose(profile, "y"), **changes)
    return [item for item in findings(profile, recipe) if item.kind == "placeholder_dates"]


def days(start, rows=200):
    return [str(date.fromisoformat(start) + timedelta(days=n)) for n in range(rows)]


@pytest.mark.parametrize(
    ("day", "is_latest"),
    [("9999-12-31", True), ("2999-12-31", True), ("1900-01-01", False), ("1970-01-01", False)],
)
def test_a_date_that_stands_for_an_unknown_one_is_found(described, day, is_latest):
    profile = described(when=[*days("2024-01-01", 170), *[day] * 30], x=list("ab") * 100, y=list("aab?") * 50)
    (finding,) = placeholders(profile)
    expected = {"day": day, "count": 30, "is_latest": is_latest, "by_time": False}
    assert (finding.severity, finding.parameters) == ("warning", expected)
    (by_time,) = placeholders(profile, split=Split("time", "when"))
    assert by_time.parameters["by_time"] is True
    ignored = (("when", "ignore"), ("x", "category"))
    assert placeholders(profile, roles=ignored) == []
    assert len(placeholders(profile, roles=ignored, split=Split("time", "when"))) == 1


@pytest.mark.parametrize("start", ["1970-01-01", "1900-01-01", "2000-01-01", "2024-05-05"])
def test_days_that_follow_each_other_are_dates(described, start):
    assert placeholders(described(when=days(start), x=list("ab") * 100, y=list("aab?") * 50)) == []
