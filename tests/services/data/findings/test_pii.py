import pytest


@pytest.mark.parametrize(
    ("personal", "severity"),
    [
        ((), None),
        ((("mail", 1),), "note"),
        ((("phone", 1),), None),
        ((("mail", 2),), "warning"),
        ((("phone", 10),), "warning"),
        ((("resident number", 1),), "warning"),
        ((("card number", 1),), "warning"),
    ],
)
def test_what_tells_who_a_person_is_is_told_once_it_is_no_chance(table, column, found_in, personal, severity):
    found = found_in(table(column("x", personal=personal)), "personal_data")
    assert [each.severity for each in found] == ([severity] if severity else [])


def test_it_is_left_out_in_one_press_and_its_cells_are_not_shown(table, column, recipe, found_in):
    profile = table(column("x", personal=(("mail", 200),), examples=("ann@example.com",)), column("z"))
    (finding,) = found_in(profile, "personal_data")
    assert (finding.evidence.examples, finding.evidence.counts) == ((), ())
    assert finding.fix(recipe(profile)).used == ("z",)


@pytest.mark.parametrize(("what", "severity"), [("mail", "note"), ("resident number", "warning")])
def test_a_column_that_is_left_out_is_still_kept_so_it_is_told(table, column, found_in, what, severity):
    (finding,) = found_in(table(column("x", personal=((what, 200),))), "personal_data", x="ignore")
    assert (finding.severity, finding.fix) == (severity, None)
