import pytest


def told(found):
    return [(each.kind, each.severity) for each in found]


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
def test_cells_of_two_sorts_are_told(table, column, found_in, facts, kinds):
    found = [each.kind for each in found_in(table(column("x", **facts)))]
    assert found == kinds


@pytest.mark.parametrize(
    ("facts", "role"),
    [({"numeric": 195}, "numeric"), ({"numeric": 120}, "numeric"), ({"dated": 150}, "date")],
)
def test_one_press_uses_the_column_as_what_most_cells_are_and_then_only_notes_the_others(
    table, column, recipe, found_in, facts, role
):
    profile = table(column("x", **facts))
    (finding,) = found_in(profile)
    cured = finding.fix(recipe(profile))
    assert cured.role("x") == role
    assert "role_misfit" in [each.kind for each in found_in(profile, x=role)]


def test_few_numbers_among_text_are_told_without_a_fix_that_would_lose_the_text(table, column, found_in):
    (finding,) = found_in(table(column("x", numeric=60)), "mixed_types")
    assert finding.fix is None


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("{n}%", True),
        ("{n}.5 %", True),
        ("${n},200", True),
        ("₩{n},000", True),
        ("00{n}", False),
        ("A{n}", False),
        ("{n}0s", False),
    ],
)
def test_numbers_with_signs_are_told_with_an_example_and_codes_are_not(described, found_in, cell, told):
    cells = [cell.format(n=row % 40 + 1) for row in range(400)]
    found = found_in(described(x=cells, y=["yes", "no"] * 200), "numbers_as_text")
    assert [f"“{cell.format(n=1)}”" in each.message for each in found] == [True] * told


@pytest.mark.parametrize(("role", "count"), [("numeric", 1), ("ignore", 0)])
def test_infinite_cells_of_a_used_column_are_told(table, column, found_in, role, count):
    profile = table(column("x", kind="number", numeric=200, infinite=3, distinct=150))
    found = found_in(profile, "infinite", x=role)
    assert [each.evidence.facts[0].value for each in found] == [3] * count


def test_marks_of_what_is_missing_are_answered_by_the_recipe_and_told_with_their_counts(
    table, column, found_in
):
    marks = (("NA", 12), ("?", 3))
    (finding,) = found_in(table(column("x", kind="number", marks=marks, missing=15, distinct=90)))
    assert (finding.kind, finding.severity, finding.evidence.counts) == ("missing_marks", "answered", marks)
    assert finding.evidence.facts[0].value == 15


@pytest.mark.parametrize(
    ("facts", "role", "severity"),
    [({}, "numeric", "warning"), ({"numeric": 199}, "numeric", "note"), ({"dated": 150}, "date", "warning")],
)
def test_a_role_that_does_not_fit_the_cells_is_told(table, column, found_in, facts, role, severity):
    (finding,) = found_in(table(column("x", **facts)), "role_misfit", x=role)
    assert finding.severity == severity
