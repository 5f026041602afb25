import pytest

from services.data.recipe.split import Split


@pytest.mark.parametrize(
    ("role", "told"), [("ignore", "unused_dates"), ("category", "dates_as_text"), ("date", "dates")]
)
def test_dates_are_told_where_they_are_not_used_as_such(described, found_in, recipe, role, told):
    profile = described(day=[f"2026-01-{n % 28 + 1:02}" for n in range(200)], y=["yes", "no"] * 100)
    found = [each for each in found_in(profile, day=role) if each.column == "day"]
    assert [each.kind for each in found] == [told]
    assert role == "date" or all(each.fix(recipe(profile, day=role)).role("day") == "date" for each in found)


@pytest.mark.parametrize(("dated", "count"), [(99, 0), (100, 1), (199, 1), (200, 0)])
def test_text_that_is_mostly_dates_is_used_as_dates_in_one_press(
    table, column, recipe, found_in, dated, count
):
    profile = table(column("x", dated=dated))
    found = found_in(profile, "dates_as_text")
    assert len(found) == count
    assert all(each.fix(recipe(profile)).role("x") == "date" for each in found)


def test_a_split_that_does_not_heed_time_is_noted_once_and_changed_in_one_press(
    table, column, recipe, found_in
):
    days = [column(name, kind="date", distinct=90, earliest="2026-01-01") for name in ("first", "second")]
    profile = table(*days)
    (finding,) = found_in(profile, "dates")
    assert finding.column == "first"
    assert finding.fix(recipe(profile)).split == Split("time", "first")
