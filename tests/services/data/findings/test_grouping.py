import pytest

from services.data.findings import findings
from services.data.findings.grouping import ASKED_TOGETHER, TOGETHER
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


def test_findings_whose_texts_or_fixes_differ_are_not_grouped(table, column, found_in):
    tail = {"kind": "number", "distinct": 90, "quartiles": (1.0, 2.0, 3.0), "minimum": 0.0, "maximum": 60.0}
    skewed = [column(f"s{n}", **tail, skewness=9.0) for n in range(TOGETHER + 1)]
    even = [column(f"e{n}", **tail, skewness=0.5) for n in range(TOGETHER + 1)]
    found = found_in(table(*skewed, *even), "outliers")
    assert {finding.fix.code: len(finding.columns) for finding in found} == {
        "scale_log": TOGETHER + 1,
        "scale_robust": TOGETHER + 1,
    }


def test_what_is_confirmed_or_weighed_for_each_column_is_grouped_later(table, column, found_in):
    personal = (("mail", 200),)
    for count, findings_shown in ((ASKED_TOGETHER, ASKED_TOGETHER), (ASKED_TOGETHER + 1, 1)):
        profile = table(*(column(f"x{n}", personal=personal) for n in range(count)))
        assert len(found_in(profile, "personal_data")) == findings_shown


def test_a_column_to_leave_out_needs_no_advice_on_its_preprocessing(table, column, found_in):
    facts = {"distinct": 150, "personal": (("phone", 200),)}
    assert [item.kind for item in found_in(table(column("x", **facts))) if item.column == "x"] == [
        "personal_data"
    ]
    kinds = {
        item.kind for item in found_in(table(column("user_id", distinct=150))) if item.column == "user_id"
    }
    assert kinds == {"id_with_repeats"}


def test_a_long_tail_and_its_outliers_are_one_finding_with_one_cure(table, column, found_in):
    facts = {"kind": "number", "distinct": 90, "quartiles": (1.0, 2.0, 3.0), "minimum": 0.0, "skewness": 9.0}
    profile = table(column("x", **facts, maximum=60.0))
    (finding,) = [item for item in found_in(profile) if item.column == "x"]
    assert (finding.kind, finding.fix.code) == ("outliers", "scale_log")
