import time

import pytest

from services.data.findings import findings
from services.data.findings.grouping import TOGETHER
from services.data.findings.search import WORST_FIRST
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe


@pytest.mark.parametrize("count", [TOGETHER, TOGETHER + 1])
def test_many_columns_with_the_same_finding_become_one_that_cures_them_all(
    table, column, recipe, found_in, count
):
    profile = table(*(column(f"x{n}", distinct=1) for n in range(count)), column("z"))
    used = dict.fromkeys((f"x{n}" for n in range(count)), "category")
    found = found_in(profile, "constant", **used)
    if count <= TOGETHER:
        assert [each.column for each in found] == [f"x{n}" for n in range(count)]
        return
    (together,) = found
    assert together.column is None
    assert together.message == "6 columns are the same in every row: “x0”, “x1”, “x2” and 3 more."
    assert together.evidence.columns == tuple(f"x{n}" for n in range(count))
    assert together.fix(recipe(profile, **used)).used == ("z",)


def test_columns_of_unlike_severity_are_told_apart(table, column, found_in):
    profile = table(*(column(f"x{n}", distinct=1) for n in range(20)), column("z"))
    found = found_in(profile, "constant", **dict.fromkeys((f"x{n}" for n in range(10)), "category"))
    assert [each.severity for each in found] == ["warning", "answered"]


def test_ten_thousand_columns_are_told_in_a_few_findings_and_at_once(column):
    constant = tuple(column(f"c{n}", distinct=1) for n in range(5000))
    skewed = tuple(
        column(f"s{n}", kind="number", distinct=90, skewness=5.0, marks=(("NA", 1),), missing=120)
        for n in range(5000)
    )
    profile = Profile(200, (*constant, *skewed, column("y")))
    roles = [(each.name, "numeric") for each in profile.columns if each.name != "y"]
    started = time.process_time()
    found = findings(profile, Recipe("y", "classification", tuple(roles)))
    assert time.process_time() - started < 5
    assert len(found) < 10
    assert all(each.kind in WORST_FIRST for each in found)
