import pytest

from services.data.findings import findings

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
