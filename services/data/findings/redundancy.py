"""Findings about features that say the same as another one."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Subject

CORRELATED = 0.999
_ROWS = 20
_VARIED = 5  # rows without the most frequent value; with fewer, two flags may agree by chance


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the used columns whose values follow from an earlier used one: renamed, rescaled or nearly so."""
    if subject.profile.rows < _ROWS:
        return
    used = {column.name for column, role in subject.features if role != "ignore"}
    numeric = {
        column.name
        for column, role in subject.features
        if role == "numeric" and subject.present(column) - (column.top[0][1] if column.top else 0) >= _VARIED
    }
    pairs: dict[str, tuple[str, float | None]] = {}
    for group in subject.profile.equivalent:
        first, *others = [name for name in group if name in used] or [""]
        pairs |= dict.fromkeys(others, (first, None))
    for pair in subject.profile.correlations:
        if abs(pair.coefficient) >= CORRELATED and {pair.first, pair.second} <= numeric:
            # The first of several that say the same is the one to keep.
            first, _coefficient = pairs.get(pair.first, (pair.first, None))
            pairs.setdefault(pair.second, (first, pair.coefficient))
    for name in [column.name for column in subject.profile.columns if column.name in pairs]:
        yield _same_information(subject, name, *pairs[name])


def _same_information(subject: Subject, name: str, other: str, coefficient: float | None) -> Finding:
    column = subject.columns[name]
    facts = () if coefficient is None else (Fact("correlation", coefficient),)
    return Finding(
        "same_information",
        "note",
        name,
        {"other": other, "nearly": coefficient is not None and abs(coefficient) < 1 - 1e-9},
        Evidence(facts, column.top[:3], examples=() if column.top else column.examples),
        fix.leave_out(name),
    )
