"""Findings about features that say the same as another one."""

from collections.abc import Iterator
from typing import NamedTuple

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Subject

CORRELATED = 0.999
_ROWS = 20
_VARIED = 5  # rows without the most frequent value; with fewer, two flags may agree by chance
_ROUNDING = 1e-9


class _Same(NamedTuple):
    """What a column says the same as, or `nearly` the same."""

    column: str
    nearly: bool = False
    coefficient: float | None = None


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
    pairs: dict[str, _Same] = {}
    for group in subject.profile.equivalent:
        first, *others = [name for name in group if name in used] or [""]
        pairs |= dict.fromkeys(others, _Same(first))
    for pair in subject.profile.correlations:
        if abs(pair.coefficient) >= CORRELATED and {pair.first, pair.second} <= numeric:
            # The first of several that say the same is the one to keep.
            first = pairs.get(pair.first, _Same(pair.first)).column
            nearly = abs(pair.coefficient) < 1 - _ROUNDING
            pairs.setdefault(pair.second, _Same(first, nearly, pair.coefficient))
    for first, second in subject.profile.nearly_equivalent:
        if {first, second} <= used:
            pairs.setdefault(second, _Same(pairs.get(first, _Same(first)).column, nearly=True))
    for name in [column.name for column in subject.profile.columns if column.name in pairs]:
        yield _same_information(subject, name, pairs[name])


def _same_information(subject: Subject, name: str, same: _Same) -> Finding:
    column = subject.columns[name]
    facts = () if same.coefficient is None else (Fact("correlation", same.coefficient),)
    return Finding(
        "same_information",
        "note",
        name,
        {"other": same.column, "nearly": same.nearly},
        Evidence(facts, column.top[:3], examples=() if column.top else column.examples),
        fix.leave_out(name),
    )
