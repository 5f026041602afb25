"""Findings about the file itself: what was repaired or rejected while reading it."""

from collections.abc import Iterator

from services.data.findings.finding import Evidence, Fact, Finding, Severity
from services.data.findings.subject import Subject

# These may have changed what the table says.
_HARMFUL = {
    *("duplicate_header", "blank_header", "ragged_row"),
    *("stray_quote", "unreadable", "no_header"),
}


def search(subject: Subject) -> Iterator[Finding]:
    """Yield each repair, with its own kind."""
    for repair in subject.repairs:
        kind = repair.kind
        severity: Severity = "warning" if kind in _HARMFUL else "note"
        evidence = Evidence((Fact("occurrences", repair.count),))
        yield Finding(kind, severity, None, {"repair": repair}, evidence)
