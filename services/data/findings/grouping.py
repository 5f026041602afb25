"""Combine the same finding in many columns into one finding."""

from collections.abc import Iterable
from itertools import groupby

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding

TOGETHER = 5  # more columns than this with the same finding are grouped

GROUPED = {
    *("all_missing", "constant", "id_like", "mostly_missing", "high_cardinality", "leak", "leak_by_name"),
    *("numbers_as_text", "mixed_types", "dates_as_text", "unused_dates", "role_misfit", "infinite"),
    *("too_large", "missing_marks", "outliers", "skew", "personal_data"),
}


def grouped(ungrouped: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with many of one kind combined; findings of one kind must be adjacent."""
    result: list[Finding] = []
    for (kind, _severity), group in groupby(ungrouped, key=lambda finding: (finding.kind, finding.severity)):
        alike = tuple(group)
        result += (_group(alike),) if len(alike) > TOGETHER and kind in GROUPED else alike
    return tuple(result)


def _group(alike: tuple[Finding, ...]) -> Finding:
    first = alike[0]
    columns = tuple(finding.column for finding in alike if finding.column is not None)
    return Finding(
        first.kind,
        first.severity,
        None,
        first.parameters,
        Evidence((Fact("columns", len(columns)),), columns=columns),
        fix.joined(finding.fix for finding in alike),
    )
