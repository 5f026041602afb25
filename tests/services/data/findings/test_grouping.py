import pytest

from services.data.findings import findings
from services.data.findings.grouping import TOGETHER
from services.data.findings.search import WORST_FIRST
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe


@pytest.mark.parametrize("count", [TOGETHER, TOGETHER + 1])
def test_the_same_finding_in_many_columns_becomes_one_that_fixes_them_all(
    table, column, recipe, found_in, count
):
    profile = table(*(column(f"x{n}", distinct=1) for n in range(count)), column("z"))
    used = dict.fromkeys((f"x{n}" for n in range(count)), "category")
    found = found_in(profile, "constant", **used)
    if count <= TOGETHER:
        assert [finding.column for finding in found] == [f"x{n}" for n in range(count)]
        return
    (together,) = found
    assert (together.kind, together.column, together.is_group) == ("constant", None, True)
    assert together.evidence.columns == tuple(f"x{n}" for n in range(count))
    assert together.fix(recipe(profile, **used)).used == ("z",)


def test_columns_of_unlike_severity_are_separate_groups(table, column, found_in):
    profile = table(*(column(f"x{n}", distinct=1) for n in range(20)), column("z"))
    found = found_in(profile, "constant", **dict.fromkeys((f"x{n}" for n in range(10)), "category"))
    assert [finding.severity for finding in found] == ["warning", "handled"]
    assert len({finding.key for finding in found}) == 2


def test_ten_thousand_columns_have_a_few_findings(column):
    constant = tuple(column(f"c{n}", distinct=1) for n in range(5000))
    skewed = tuple(
        column(f"s{n}", kind="number", distinct=90, skewness=5.0, marks=(("NA", 1),), missing=120)
        for n in range(5000)
    )
    profile = Profile(200, (*constant, *skewed, column("y")))
    roles = [(feature.name, "numeric") for feature in profile.columns if feature.name != "y"]
    found = findings(profile, Recipe("y", "classification", tuple(roles)))
    assert len(found) < 10
    assert all(finding.kind in WORST_FIRST for finding in found)
