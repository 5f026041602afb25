import pytest

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


def test_a_split_that_disregards_time_is_found_once_and_fixed(table, column, recipe, found_in):
    days = [column(name, kind="date", distinct=90, earliest="2026-01-01") for name in ("first", "second")]
    profile = table(*days)
    (finding,) = found_in(profile, "dates")
    assert finding.column == "first"
    assert finding.fix(recipe(profile)).split == Split("time", "first")
