"""Findings about the file itself: what was repaired or rejected while reading it."""

from collections.abc import Iterator

from services.data.findings.finding import Evidence, Fact, Finding, Severity
from services.data.findings.subject import Subject
from services.data.reading.parsing.repairs import RepairKind

# These repairs may have changed data.
_HARMFUL: set[RepairKind] = {
    *("duplicate_header", "blank_header", "ragged_row", "stray_quote", "unreadable", "no_header"),
    "doubtful_encoding",
    *("broken_record", "error_cells"),
}


def search(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per repair."""
    for repair in subject.repairs:
        severity: Severity = "warning" if repair.kind in _HARMFUL else "note"
        evidence = Evidence((Fact("occurrences", repair.count),))
        yield Finding(repair.kind, severity, None, {"repair": repair}, evidence)
