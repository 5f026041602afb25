import pytest

from services.data.findings import findings
from services.data.recipe.recipe import propose

ROWS = 120
TWO = ["a", "b", "b"] * 40
NUMBERS = [n * 37 % 101 + n % 7 / 10 for n in range(ROWS)]
CODES = ["KR", "DE", "US", "FR", "DE"] * 24
NAMES = {"KR": "Korea", "DE": "Germany", "US": "United States", "FR": "France"}


def said(profile, target="y"):
    recipe = propose(profile, target)
    found = [finding for finding in findings(profile, recipe) if finding.kind == "same_information"]
    return {finding.column: finding for finding in found}


@pytest.mark.parametrize("scale", [lambda x: x / 2.54, lambda x: 32 + 1.8 * x, lambda x: -x, lambda x: x])
def test_a_number_in_another_unit_says_the_same(described, scale):
    profile = described(cm=[f"{x:.1f}" for x in NUMBERS], other=[f"{scale(x):.2f}" for x in NUMBERS], y=TWO)
    found = said(profile)
    assert list(found) == ["other"]
    assert found["other"].parameters["other"] == "cm"
    assert found["other"].fix(propose(profile, "y")).used == ("cm",)


def test_codes_and_their_names_say_the_same_and_the_first_is_kept(described):
    names, numbers = [NAMES[code] for code in CODES], [str(list(NAMES).index(code)) for code in CODES]
    found = said(described(code=CODES, name=names, number=numbers, y=TWO))
    assert {name: finding.parameters["other"] for name, finding in found.items()} == {
        "name": "code",
        "number": "code",
    }
    assert not found["name"].parameters["nearly"]


def test_columns_that_agree_in_counts_alone_say_different_things(described):
    assert said(described(code=CODES, moved=CODES[1:] + CODES[:1], y=TWO)) == {}


def test_a_column_that_differs_in_a_few_rows_says_nearly_the_same(described):
    names = [NAMES[code] for code in CODES]
    found = said(described(code=CODES, name=[*names[:2], names[3], names[2], *names[4:]], y=TWO))
    assert {name: finding.parameters for name, finding in found.items()} == {
        "name": {"other": "code", "nearly": True}
    }


def test_a_column_that_differs_in_many_rows_or_groups_another_is_another_one(described):
    some = [code if n % 5 else CODES[n - 1] for n, code in enumerate(CODES)]
    europe = ["yes" if code in ("DE", "FR") else "no" for code in CODES]
    assert said(described(code=CODES, other=some, europe=europe, y=TWO)) == {}


def test_rare_flags_and_identifiers_say_nothing_of_each_other(described):
    flags = ["1" if n in (5, 50, 90) else "0" for n in range(ROWS)]
    ids = [f"id{n}" for n in range(ROWS)]
    assert said(described(first=flags, second=flags, id=ids, uuid=ids, y=TWO)) == {}


def test_what_equals_the_target_is_target_leakage_instead(described):
    profile = described(copy=TWO, again=TWO, y=TWO)
    kinds = {finding.kind for finding in findings(profile, propose(profile, "y"))}
    assert "leak" in kinds
    assert "same_information" not in kinds
