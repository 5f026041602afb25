"""Findings about columns that give the target away, so that a score is too good to be true."""

import re
from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.columns import looks_like_id
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Case
from services.data.profile import ColumnProfile
from services.text.i18n import _

GIVEN_AWAY = 0.95
CORRELATED = 0.999
_COPY_ROWS = 20
_NAME_CHARACTERS = 3
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
# Names that say only that something is to be predicted, or that any table may have twice.
_PLAIN = {
    "target",
    "label",
    "class",
    "type",
    "value",
    "name",
    "date",
    "group",
    "code",
    "number",
    "score",
    "rate",
}


def search(case: Case) -> Iterator[Finding]:
    """Yield the used columns that say what the target is: by their link, their content or their name."""
    target = case.target
    if target is None or target.distinct < 2:
        return
    correlations = _correlations(case, target)
    words = _words(target.name)
    named = words - _PLAIN and len(target.name) >= _NAME_CHARACTERS
    for column, role in case.features:
        if role == "ignore" or column.distinct < 2 or looks_like_id(column, case.present(column)):
            continue
        strength = max(case.strengths.get(column.name, 0.0), correlations.get(column.name, 0.0))
        known = column.name in case.strengths or column.name in correlations
        given_away = strength >= (GIVEN_AWAY if column.name in case.strengths else CORRELATED)
        if (given_away or not known) and _is_copy(case, column, target):
            yield _copied(column, target)
        elif given_away:
            yield _linked(case, column, target, strength)
        elif named and words <= _words(column.name):
            yield _namesake(case, column, target)


def _correlations(case: Case, target: ColumnProfile) -> dict[str, float]:
    pairs = ((each.first, each.second, abs(each.coefficient)) for each in case.profile.correlations)
    return {
        second if first == target.name else first: size
        for first, second, size in pairs
        if target.name in (first, second)
    }


def _is_copy(case: Case, column: ColumnProfile, target: ColumnProfile) -> bool:
    """Tell whether a column's profile is the target's, in more than what two flags share by chance."""
    if case.profile.rows < _COPY_ROWS or column.kind != target.kind:
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


def _linked(case: Case, column: ColumnProfile, target: ColumnProfile, strength: float) -> Finding:
    return _leak(
        column,
        _(
            "“{column}” alone tells “{target}” almost without a fault.",
            column=column.name,
            target=target.name,
        ),
        Evidence((Fact(_("Link to the target, of 1"), strength), *_guessed(case, column)), column.top[:5]),
    )


def _guessed(case: Case, column: ColumnProfile) -> tuple[Fact, ...]:
    """Return how many rows were guessed right by the column alone, and without it, where that is known."""
    link = case.linked.get(column.name)
    known = dict(link.evidence) if link else {}
    if not {"accuracy", "baseline", "rows"} <= set(known):
        return ()
    rows = known["rows"]
    return (
        Fact(_("Guessed right by it alone"), round(known["accuracy"] * rows), "rows", rows),
        Fact(_("Guessed right without it"), round(known["baseline"] * rows), "rows", rows),
    )


def _copied(column: ColumnProfile, target: ColumnProfile) -> Finding:
    return _leak(
        column,
        _(
            "“{column}” holds the same values as “{target}”, each as often: it seems to be a copy.",
            column=column.name,
            target=target.name,
        ),
        Evidence(counts=column.top[:5]),
    )


def _leak(column: ColumnProfile, message: str, evidence: Evidence) -> Finding:
    return Finding(
        "leak",
        "question",
        column.name,
        message,
        _(
            "If it is known only once the answer is, the score will look perfect here, and the model will "
            "fail on new rows, where it is missing."
        ),
        _("Leave it out, unless it is truly known before the answer."),
        evidence,
        fix.leave_out(column.name),
        _("“{column}” is known before the answer is.", column=column.name),
    )


def _namesake(case: Case, column: ColumnProfile, target: ColumnProfile) -> Finding:
    known = case.strengths.get(column.name)
    facts = () if known is None else (Fact(_("Link to the target, of 1"), known),)
    return Finding(
        "leak_by_name",
        "note",
        column.name,
        _("“{column}” is named like the target “{target}”.", column=column.name, target=target.name),
        _("What is named after the answer is often written down after it, and then gives it away."),
        _("Leave it out if it isn't known yet when a prediction is asked for."),
        Evidence(facts, column.top[:5]),
        fix.leave_out(column.name),
    )


def _words(name: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(name)}
