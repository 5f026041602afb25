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
def test_numbers_far_from_the_middle_half_are_told(table, column, found_in, quartiles, maximum, expected):
    x = column("x", **{**NUMBER, "maximum": maximum, "quartiles": quartiles, "outliers": 1})
    assert [each.severity for each in found_in(table(x), "outliers")] == expected


@pytest.mark.parametrize(
    ("skewness", "distinct", "count"),
    [(2.9, 150, 0), (3.0, 150, 1), (-4.0, 150, 1), (9.0, 2, 0), (None, 150, 0)],
)
def test_a_long_tail_is_noted_unless_there_are_few_values(table, column, found_in, skewness, distinct, count):
    x = column("x", **{**NUMBER, "skewness": skewness, "distinct": distinct})
    assert [each.severity for each in found_in(table(x), "skew")] == ["note"] * count


def test_a_long_tail_is_told_also_where_the_recipe_takes_the_logarithm_by_itself(described):
    numbers = [str(10 ** (place / 40)) for place in range(200)]
    classes = ["yes" if place % 3 else "no" for place in range(200)]
    found = {each.kind: each.severity for each in findings(described(income=numbers, y=classes))}
    assert found["skew"] == "answered"


def test_a_column_that_is_left_out_has_no_spread_to_tell_of(table, column, found_in):
    x = column("x", **{**NUMBER, "skewness": 9.0})
    assert found_in(table(x), "skew", x="ignore") == []


@pytest.mark.parametrize(
    ("facts", "kind", "scaling"),
    [
        ({"skewness": 9.0}, "skew", "log"),
        ({"quartiles": (1.0, 2.0, 3.0), "maximum": 60.0}, "outliers", "robust"),
    ],
)
def test_a_press_scales_the_column_so_that_the_recipe_answers_it(table, column, recipe, facts, kind, scaling):
    profile = table(column("x", **{**NUMBER, **facts}))
    before = recipe(profile)
    (finding,) = findings(profile, before)
    after = finding.fix(before)
    assert (finding.kind, after.plan("x").scaling) == (kind, scaling)
    assert [(each.kind, each.severity, each.fix) for each in findings(profile, after)] == [
        (kind, "answered", None)
    ]


def test_many_columns_are_scaled_in_one_press(table, column, recipe, found_in):
    profile = table(*(column(f"x{n}", **{**NUMBER, "skewness": 9.0}) for n in range(8)))
    (finding,) = found_in(profile, "skew")
    assert finding.fix.label == "Take the logarithm of 8 columns"
    cured = finding.fix(recipe(profile))
    assert {cured.plan(f"x{n}").scaling for n in range(8)} == {"log"}


def test_what_is_absurdly_far_out_is_still_noted_once_it_is_scaled(table, column, recipe):
    profile = table(column("x", **{**NUMBER, "quartiles": (1.0, 2.0, 3.0), "maximum": 9999.0}))
    before = recipe(profile)
    after = findings(profile, before)[0].fix(before)
    assert [(each.kind, each.severity, each.fix) for each in findings(profile, after)] == [
        ("outliers", "note", None)
    ]
