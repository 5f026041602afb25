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
def test_personal_data_is_found_once_it_is_no_chance(table, column, found_in, personal, severity):
    found = found_in(table(column("x", personal=personal)), "personal_data")
    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_the_fix_leaves_it_out_and_its_cells_are_not_shown(table, column, recipe, found_in):
    profile = table(column("x", personal=(("mail", 200),), examples=("ann@example.com",)), column("z"))
    (finding,) = found_in(profile, "personal_data")
    assert (finding.evidence.examples, finding.evidence.counts) == ((), ())
    assert finding.fix(recipe(profile)).used == ("z",)


@pytest.mark.parametrize(("personal", "severity"), [("mail", "note"), ("resident number", "warning")])
def test_personal_data_in_an_ignored_column_is_found_too(table, column, found_in, personal, severity):
    (finding,) = found_in(table(column("x", personal=((personal, 200),))), "personal_data", x="ignore")
    assert (finding.severity, finding.fix) == (severity, None)
    assert finding.parameters == {"personal": (personal,), "is_feature": False}
