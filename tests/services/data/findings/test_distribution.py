import pytest

from services.data.findings import findings
from services.data.recipe.recipe import propose

ROWS = 200
TWO = ["yes", "no"] * (ROWS // 2)
NUMBER = {"kind": "number", "numeric": 200, "distinct": 150, "top": (), "minimum": 0.0, "maximum": 10.0}


@pytest.mark.parametrize(
    ("quartiles", "maximum", "expected"),
    [
        ((1.0, 2.0, 3.0), 22.9, []),
        ((1.0, 2.0, 3.0), 23.0, ["note"]),
        ((1.0, 2.0, 3.0), 9999.0, ["warning"]),
        ((0.0, 0.0, 0.0), 9999.0, []),
        (None, 9999.0, []),
    ],
)
def test_numbers_far_from_the_quartiles_are_outliers(table, column, found_in, quartiles, maximum, expected):
    x = column("x", **{**NUMBER, "maximum": maximum, "quartiles": quartiles, "outliers": 1})
    found = found_in(table(x), "outliers")
    assert [finding.severity for finding in found] == expected
    assert all(finding.parameters["distance"] == (maximum - 3.0) / 2.0 for finding in found)


@pytest.mark.parametrize(
    ("skewness", "distinct", "count"),
    [(2.9, 150, 0), (3.0, 150, 1), (-4.0, 150, 1), (9.0, 2, 0), (None, 150, 0)],
)
def test_a_skewed_column_of_many_values_is_noted(table, column, found_in, skewness, distinct, count):
    x = column("x", **{**NUMBER, "skewness": skewness, "distinct": distinct})
    assert [finding.severity for finding in found_in(table(x), "skew")] == ["note"] * count


def test_a_skewed_column_is_handled_where_the_proposed_recipe_takes_the_logarithm(described):
    numbers = [str(10 ** (place / 40)) for place in range(200)]
    classes = ["yes" if place % 3 else "no" for place in range(200)]
    found = {finding.kind: finding.severity for finding in findings(described(income=numbers, y=classes))}
    assert found["skew"] == "handled"


def test_an_ignored_column_is_not_skewed(table, column, found_in):
    x = column("x", **{**NUMBER, "skewness": 9.0})
    assert found_in(table(x), "skew", x="ignore") == []


@pytest.mark.parametrize(
    ("facts", "kind", "scaling"),
    [
        ({"skewness": 9.0}, "skew", "log"),
        ({"quartiles": (1.0, 2.0, 3.0), "maximum": 60.0}, "outliers", "robust"),
    ],
)
def test_the_fix_scales_the_column_so_that_the_recipe_handles_it(table, column, recipe, facts, kind, scaling):
    profile = table(column("x", **{**NUMBER, **facts}))
    before = recipe(profile)
    (finding,) = findings(profile, before)
    after = finding.fix(before)
    assert (finding.kind, after.plan("x").scaling) == (kind, scaling)
    assert [(finding.kind, finding.severity, finding.fix) for finding in findings(profile, after)] == [
        (kind, "handled", None)
    ]


def test_one_fix_scales_many_columns(table, column, recipe, found_in):
    profile = table(*(column(f"x{n}", **{**NUMBER, "skewness": 9.0}) for n in range(8)))
    (finding,) = found_in(profile, "skew")
    assert (finding.fix.code, len(finding.fix.columns)) == ("scale_log", 8)
    fixed = finding.fix(recipe(profile))
    assert {fixed.plan(f"x{n}").scaling for n in range(8)} == {"log"}


def test_an_absurd_outlier_is_still_noted_once_it_is_scaled(table, column, recipe):
    profile = table(column("x", **{**NUMBER, "quartiles": (1.0, 2.0, 3.0), "maximum": 9999.0}))
    before = recipe(profile)
    after = findings(profile, before)[0].fix(before)
    assert [(finding.kind, finding.severity, finding.fix) for finding in findings(profile, after)] == [
        ("outliers", "note", None)
    ]


def kinds(profile, column="x"):
    recipe = propose(profile, "y")
    return {item.kind: item for item in findings(profile, recipe) if item.column == column}


def numbers_between(low, high, rows=ROWS):
    return [f"{low + (n * 37 % 101) / 100 * (high - low):.1f}" for n in range(rows)]


@pytest.mark.parametrize(
    ("placeholder", "low", "high"), [("-999", 3, 40), ("9999", 3, 40), ("99", 1, 40), ("-1", 18, 90)]
)
def test_a_code_that_repeats_far_from_all_numbers_is_a_placeholder(described, placeholder, low, high):
    profile = described(x=[*numbers_between(low, high)[4:], *[placeholder] * 4], y=TWO)
    found = kinds(profile)
    assert found["placeholder_numbers"].parameters == {"number": int(placeholder), "count": 4}
    assert "outliers" not in found


@pytest.mark.parametrize(
    "cells",
    [
        [*numbers_between(0, 99)[2:], "99", "99"],
        [*numbers_between(3, 40)[1:], "9999"],
        [*numbers_between(-5, 5)[2:], "-1", "-1"],
        [*numbers_between(3, 40)[2:], "55", "55"],
    ],
)
def test_numbers_in_their_range_and_single_ones_are_no_placeholders(described, cells):
    assert "placeholder_numbers" not in kinds(described(x=cells, y=TWO))


@pytest.mark.parametrize(
    ("name", "cells", "severity"),
    [
        ("x", [*numbers_between(18, 60)[5:], *["0"] * 5], "warning"),
        ("x", [*numbers_between(18, 60)[60:], *["0"] * 60], "note"),
        ("BloodPressure", [*numbers_between(3, 99)[60:], *["0"] * 60], "warning"),
    ],
)
def test_zeros_far_from_all_numbers_or_of_a_measure_may_be_missing(described, name, cells, severity):
    assert kinds(described(**{name: cells}, y=TWO), name)["implausible_zeros"].severity == severity


@pytest.mark.parametrize(
    "cells",
    [
        [str(n % 30) for n in range(ROWS)],
        [*numbers_between(1, 60)[5:], *["0"] * 5],
        [*numbers_between(18, 60)[120:], *["0"] * 120],
        [*numbers_between(-60, 60)[5:], *["0"] * 5],
        [str(n % 5 * 10) for n in range(ROWS)],
    ],
)
def test_zeros_among_other_numbers_are_numbers(described, cells):
    assert "implausible_zeros" not in kinds(described(x=cells, y=TWO))
