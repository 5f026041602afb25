"""Findings about target leakage: features that reveal the target."""

import re
from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.columns import looks_like_id
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Subject
from services.data.profile import ColumnProfile

LEAKING = 0.95
CORRELATED = 0.999
_COPY_ROWS = 20
_NAME_CHARACTERS = 3
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
# Words that only say that something is predicted, or that are common in tables.
_COMMON_WORDS = {
    *("target", "label", "class", "type", "value", "name"),
    *("date", "group", "code", "number", "score", "rate"),
}


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the used columns that leak the target, by association, values or name."""
    target = subject.target
    if target is None or target.distinct < 2:
        return
    correlations = _correlations(subject, target)
    words = _words(target.name)
    is_telling_name = words - _COMMON_WORDS and len(target.name) >= _NAME_CHARACTERS
    for column, role in subject.features:
        if role == "ignore" or column.distinct < 2 or looks_like_id(column, subject.present(column)):
            continue
        strength = max(subject.strengths.get(column.name, 0.0), correlations.get(column.name, 0.0))
        known = column.name in subject.strengths or column.name in correlations
        leaks = strength >= (LEAKING if column.name in subject.strengths else CORRELATED)
        if (leaks or not known) and _is_copy(subject, column, target):
            yield _leak(column, target, Evidence(counts=column.top[:5]), is_copy=True)
        elif leaks:
            facts = (Fact("association", strength), *_predicted(subject, column))
            yield _leak(column, target, Evidence(facts, column.top[:5]), is_copy=False)
        elif is_telling_name and words <= _words(column.name):
            yield _leak_by_name(subject, column, target)


def _correlations(subject: Subject, target: ColumnProfile) -> dict[str, float]:
    """Return the absolute correlations with the target, by column."""
    return {
        pair.second if pair.first == target.name else pair.first: abs(pair.coefficient)
        for pair in subject.profile.correlations
        if target.name in (pair.first, pair.second)
    }


def _is_copy(subject: Subject, column: ColumnProfile, target: ColumnProfile) -> bool:
    """Return whether a column has the profile of the target, other than flags, which may agree by chance."""
    if subject.profile.rows < _COPY_ROWS or column.kind != target.kind:
        return False
    if (column.missing, column.distinct, column.top) != (target.missing, target.distinct, target.top):
        return False
    if column.kind == "number":
        return column.distinct > 2 and (column.mean, column.deviation, column.quartiles) == (
            target.mean,
            target.deviation,
            target.quartiles,
        )
    counts = {count for _value, count in column.top}
    return column.distinct > 2 or len(counts) > 1


def _predicted(subject: Subject, column: ColumnProfile) -> tuple[Fact, ...]:
    """Return the facts on how many rows are predicted with the column alone and without it, if known."""
    association = subject.associated.get(column.name)
    numbers = dict(association.evidence) if association else {}
    if not {"accuracy", "baseline", "rows"} <= set(numbers):
        return ()
    rows = numbers["rows"]
    return (
        Fact("column_correct", round(numbers["accuracy"] * rows), "rows", rows),
        Fact("baseline_correct", round(numbers["baseline"] * rows), "rows", rows),
    )


def _leak(column: ColumnProfile, target: ColumnProfile, evidence: Evidence, *, is_copy: bool) -> Finding:
    return Finding(
        "leak",
        "question",
        column.name,
        {"target": target.name, "is_copy": is_copy},
        evidence,
        fix.leave_out(column.name),
    )


def _leak_by_name(subject: Subject, column: ColumnProfile, target: ColumnProfile) -> Finding:
    strength = subject.strengths.get(column.name)
    facts = () if strength is None else (Fact("association", strength),)
    return Finding(
        "leak_by_name",
        "note",
        column.name,
        {"target": target.name},
        Evidence(facts, column.top[:5]),
        fix.leave_out(column.name),
    )


def _words(name: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(name)}
