import pytest

from services.data.findings import findings
from services.data.reading.repairs import Repair


@pytest.mark.parametrize(
    ("kind", "severity"),
    [("duplicate header", "warning"), ("ragged row", "warning"), ("byte order mark", "note")],
)
def test_a_repair_is_a_finding_of_its_own_kind(table, column, recipe, kind, severity):
    profile = table(column("x"))
    repair = Repair(kind, 3, "Three things were repaired.")
    (finding,) = findings(profile, recipe(profile), repairs=(repair,))
    assert (finding.kind, finding.severity) == (kind.replace(" ", "_"), severity)
    assert finding.parameters == {"repair": repair}
    assert finding.evidence.facts[0].value == 3
