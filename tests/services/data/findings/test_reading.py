import pytest

from services.data.findings import findings
from services.data.reading.repairs import Repair


@pytest.mark.parametrize(
    ("kind", "severity"),
    [("duplicate header", "warning"), ("ragged row", "warning"), ("byte order mark", "note")],
)
def test_what_reading_mended_is_told_with_a_stable_word(table, column, recipe, kind, severity):
    profile = table(column("x"))
    repairs = (Repair(kind, 3, "Three things were mended."),)
    found = findings(profile, recipe(profile), repairs=repairs)
    assert [(each.kind, each.severity, each.message) for each in found] == [
        (kind.replace(" ", "_"), severity, "Three things were mended.")
    ]
