"""Grouping: many columns with the same finding become one finding that names them."""

from collections.abc import Iterable
from itertools import groupby

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.text.i18n import _

TOGETHER = 5  # more columns than this with the same finding are told of in one
_NAMED = 3

WORDS: dict[str, str] = {
    "all_missing": _("{many:,} columns are empty in every row: {columns}."),
    "constant": _("{many:,} columns are the same in every row: {columns}."),
    "id_like": _("{many:,} columns look like ids: {columns}."),
    "mostly_missing": _("{many:,} columns are missing in most rows: {columns}."),
    "high_cardinality": _("{many:,} columns have very many categories: {columns}."),
    "leak": _("{many:,} columns each tell the target almost without a fault: {columns}."),
    "leak_by_name": _("{many:,} columns are named like the target: {columns}."),
    "numbers_as_text": _("{many:,} columns hold numbers that are taken as text: {columns}."),
    "mixed_types": _("{many:,} columns mix numbers with text: {columns}."),
    "dates_as_text": _("{many:,} columns hold dates that are taken as text: {columns}."),
    "unused_dates": _("{many:,} columns hold dates, which the recipe leaves out: {columns}."),
    "role_misfit": _("{many:,} columns have cells that can't be read as they are used: {columns}."),
    "infinite": _("{many:,} columns have infinite cells: {columns}."),
    "missing_marks": _("{many:,} columns have cells such as “NA”, which stand for missing: {columns}."),
    "outliers": _("{many:,} columns have numbers very far from all others: {columns}."),
    "skew": _("{many:,} columns have a long tail: {columns}."),
    "personal_data": _("{many:,} columns seem to tell who a person is: {columns}."),
}


def grouped(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, those of many columns as one; findings of a kind must stand together."""
    told: list[Finding] = []
    for (kind, _severity), each in groupby(found, key=lambda finding: (finding.kind, finding.severity)):
        alike = tuple(each)
        told += (_together(alike),) if len(alike) > TOGETHER and kind in WORDS else alike
    return tuple(told)


def _together(alike: tuple[Finding, ...]) -> Finding:
    first = alike[0]
    columns = tuple(finding.column for finding in alike if finding.column is not None)
    return Finding(
        first.kind,
        first.severity,
        None,
        WORDS[first.kind].format(many=len(columns), columns=_names(columns)),
        first.reason,
        first.advice,
        Evidence((Fact(_("Columns"), len(columns), "columns"),), columns=columns),
        fix.joined(finding.fix for finding in alike),
        _("Each of these {many:,} columns is known before the answer is.", many=len(columns))
        if first.statement
        else "",
    )


def _names(columns: tuple[str, ...]) -> str:
    named = ", ".join(f"“{column}”" for column in columns[:_NAMED])
    return _("{columns} and {count:,} more", columns=named, count=len(columns) - _NAMED)
