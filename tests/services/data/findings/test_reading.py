import pytest

from services.data.findings import findings
from services.data.reading.parsing.repairs import Repair


@pytest.mark.parametrize(
    ("kind", "severity"),
    [("duplicate_header", "warning"), ("ragged_row", "warning"), ("trailing_delimiter", "note")],
)
def test_a_repair_is_a_finding_of_its_own_kind(table, column, recipe, kind, severity):
    profile = table(column("x"))
    repair = Repair(kind, 3)
    (finding,) = findings(profile, recipe(profile), repairs=(repair,))
    assert (finding.kind, finding.severity) == (kind, severity)
    assert finding.parameters == {"repair": repair}
    assert finding.evidence.facts[0].value == 3
