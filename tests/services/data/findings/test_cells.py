import pytest

from services.data.findings import findings


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({"numeric": 195}, ["numbers_as_text"]),
        ({"numeric": 180}, ["numbers_as_text"]),
        ({"numeric": 120}, ["mixed_types"]),
        ({"numeric": 20}, ["mixed_types"]),
        ({"numeric": 19}, []),
        ({"numeric": 185, "codes": 15}, []),  # postal codes, of which some begin with a zero
        ({"numeric": 120, "codes": 60}, []),
        ({"numeric": 120, "codes": 20}, ["mixed_types"]),
        ({"numeric": 200}, []),  # codes such as 007 are categories on purpose
        ({"dated": 150}, ["dates_as_text"]),
        ({"dated": 99}, []),
        ({"kind": "text", "numeric": 5}, []),
    ],
)
def test_mixed_cells_are_found(table, column, found_in, facts, kinds):
    assert [finding.kind for finding in found_in(table(column("x", **facts)))] == kinds


@pytest.mark.parametrize(
    ("facts", "role"),
    [({"numeric": 195}, "numeric"), ({"numeric": 120}, "numeric"), ({"dated": 150}, "date")],
)
def test_the_fix_uses_the_column_as_what_most_cells_are(table, column, recipe, found_in, facts, role):
    profile = table(column("x", **facts))
    (finding,) = found_in(profile)
    assert finding.fix(recipe(profile)).role("x") == role
    assert "role_misfit" in [finding.kind for finding in found_in(profile, x=role)]


def test_few_numbers_among_text_have_no_fix_that_would_lose_the_text(table, column, found_in):
    (finding,) = found_in(table(column("x", numeric=60)), "mixed_types")
    assert finding.fix is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("{n}%", True),
        ("{n}.5 %", True),
        ("${n},200", True),
        ("₩{n},000", True),
        ("00{n}", False),
        ("A{n}", False),
        ("{n} kg", True),
        ("({n}.50)", True),
        ("{n}.50-", True),
        ("\u2212{n}.5", True),
        ("{n},00,000", True),
        ("1-{n}", False),
        ("612 345 6{n:02}", False),
        ("10.100.200.{n}", False),
        ("+82 10 1234 56{n:02}", False),
        ("{n}:30", False),
    ],
)
def test_numbers_with_symbols_are_found_and_codes_are_not(described, found_in, cell, expected):
    cells = [cell.format(n=row % 40 + 1) for row in range(400)]
    found = found_in(described(x=cells, y=["yes", "no"] * 200), "numbers_as_text")
    examples = [(finding.parameters["cause"], finding.parameters["example"]) for finding in found]
    assert examples == [("symbols", cell.format(n=1))] * expected


@pytest.mark.parametrize(("role", "count"), [("numeric", 1), ("ignore", 0)])
def test_infinite_cells_of_a_used_column_are_counted(table, column, found_in, role, count):
    profile = table(column("x", kind="number", numeric=200, infinite=3, distinct=150))
    found = found_in(profile, "infinite", x=role)
    assert [finding.parameters["count"] for finding in found] == [3] * count


@pytest.mark.parametrize(
    ("highest", "median", "role", "expected"),
    [
        (1e38, 1.0, "numeric", []),
        (1e200, 1.0, "numeric", [("warning", False)]),
        (1e300, 1e299, "numeric", [("warning", True)]),
        (1e300, 1e299, "category", []),
    ],
)
def test_numbers_beyond_what_an_estimator_holds_are_found(
    table, column, found_in, highest, median, role, expected
):
    facts = {"numeric": 200, "distinct": 150, "minimum": -2.0, "maximum": highest}
    profile = table(column("x", kind="number", quartiles=(0.0, median, 2 * median), **facts))
    found = found_in(profile, "too_large", x=role)
    assert [(finding.severity, finding.parameters["mostly"]) for finding in found] == expected
    assert all(finding.parameters["value"] == highest for finding in found)


@pytest.mark.parametrize(("median", "severity"), [(1e160, "error"), (1.0, "warning")])
def test_a_target_of_such_numbers_is_refused_and_a_few_of_them_are_left_out(
    described, found_in, median, severity
):
    cells = [f"{median * (row + 1)}" for row in range(40)] + ["-1e200"]
    profile = described(x=[str(row) for row in range(41)], y=cells)
    (finding,) = found_in(profile, "too_large", "regression")
    assert (finding.severity, finding.column, finding.fix) == (severity, "y", None)


def test_missing_value_markers_are_handled_by_the_recipe_and_counted(table, column, found_in):
    marks = (("NA", 12), ("?", 3))
    (finding,) = found_in(table(column("x", kind="number", marks=marks, missing=15, distinct=90)))
    assert (finding.kind, finding.severity, finding.evidence.counts) == ("missing_marks", "handled", marks)
    assert finding.parameters == {"count": 15, "marker": "NA", "is_text": False, "is_target": False}
    assert finding.fix is None


def test_the_marks_of_categories_can_be_kept_as_values(described, found_in, recipe):
    profile = described(x=["a", "b", "?", "c"] * 50, y=["yes", "no"] * 100)
    (finding,) = found_in(profile, "missing_marks")
    assert (finding.column, finding.evidence.counts, profile.column("x").missing) == ("x", (("?", 50),), 50)
    kept = finding.fix(recipe(profile))
    assert kept.marks_as_values == ("x",)
    assert "missing_marks" not in {other.kind for other in findings(profile, kept)}


def test_the_marks_of_a_target_leave_its_rows_out(described, found_in):
    profile = described(x=[str(n) for n in range(200)], y=["yes", "no", "N/A", "no"] * 50)
    assert profile.column("y").top == (("no", 100), ("yes", 50))
    (rows,) = found_in(profile, "target_missing_rows")
    assert rows.parameters["missing"] == 50
    (marks,) = [finding for finding in found_in(profile, "missing_marks") if finding.column == "y"]
    assert marks.parameters["is_target"]


def test_numbers_of_several_units_are_named_and_not_read(described, found_in):
    cells = [f"{n % 40 + 1} {('kg', 'g')[n % 2]}" for n in range(200)]
    (finding,) = found_in(described(x=cells, y=["yes", "no"] * 100), "numbers_as_text")
    assert (finding.parameters["units"], finding.fix) == (("g", "kg"), None)


def test_unique_money_is_no_id_and_one_press_reads_it(described, found_in, recipe):
    profile = described(x=[f"${n + 1000:,}.50" for n in range(200)], y=["yes", "no"] * 100)
    assert {finding.kind for finding in found_in(profile)} == {"numbers_as_text"}
    (finding,) = found_in(profile, "numbers_as_text")
    fixed = finding.fix(recipe(profile))
    assert fixed.role("x") == "numeric"
    assert findings(profile, fixed) == ()


@pytest.mark.parametrize(
    ("facts", "role", "severity"),
    [({}, "numeric", "warning"), ({"numeric": 199}, "numeric", "note"), ({"dated": 150}, "date", "warning")],
)
def test_a_role_that_does_not_fit_the_cells_is_found(table, column, found_in, facts, role, severity):
    (finding,) = found_in(table(column("x", **facts)), "role_misfit", x=role)
    assert (finding.severity, finding.parameters["role"]) == (severity, role)
