"""Combine findings that say the same, and leave out what another one makes pointless."""

from collections.abc import Iterable

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding

TOGETHER = 3  # more columns than this with the same finding are grouped
ASKED_TOGETHER = 5  # the same for what a reader confirms or weighs for each column

GROUPED = {
    *("all_missing", "constant", "id_like", "mostly_missing", "high_cardinality", "leak", "leak_by_name"),
    *("numbers_as_text", "mixed_types", "dates_as_text", "unused_dates", "role_misfit", "infinite"),
    *("missing_marks", "outliers", "skew", "personal_data", "spelling_variants", "same_information"),
    *("id_with_repeats", "placeholder_numbers", "implausible_zeros", "placeholder_dates"),
}
_WEIGHED = {"leak", "leak_by_name", "personal_data"}
# Parameters by which texts differ so much that one can't stand for all columns.
_CODES = ("cause", "role", "scaling", "is_copy", "is_log", "by_time", "used", "at_random")
# How a column is preprocessed doesn't matter to who is advised to leave it out.
_PREPROCESSING = {
    *("high_cardinality", "outliers", "skew", "mixed_types", "numbers_as_text", "spelling_variants"),
    *("same_information", "placeholder_numbers", "implausible_zeros", "missing_marks", "role_misfit"),
}
_SUPERSEDED: dict[str, set[str]] = {
    "leak": {"leak_by_name", "same_information"},
    "id_like": {"id_with_repeats", "same_information"},
    "id_with_repeats": _PREPROCESSING | {"mostly_missing"},
    "personal_data": _PREPROCESSING,
    "mostly_missing": {"missing_marks", "skew", "same_information"},
    "spelling_variants": {"single_row_class", "rare_class", "many_classes", "high_cardinality"},
}


def consistent(several: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without those that contradict or repeat another one of the same column.

    What advises leaving a column out goes before what advises how to preprocess it, and a column that is
    no more used needs no advice.
    """
    everything = tuple(several)
    superseded = {
        (kind, finding.column)
        for finding in everything
        if finding.fix and finding.severity != "handled"
        for kind in _SUPERSEDED.get(finding.kind, ())
    }
    return tuple(
        finding
        for finding in everything
        if finding.severity == "error" or (finding.kind, finding.column) not in superseded
    )


def grouped(ungrouped: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with many that say the same combined, in the place of the first of them."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in ungrouped:
        groups.setdefault(_said(finding), []).append(finding)
    result: list[Finding] = []
    for alike in groups.values():
        most = ASKED_TOGETHER if alike[0].kind in _WEIGHED else TOGETHER
        result += (_group(alike),) if len(alike) > most and alike[0].kind in GROUPED else alike
    return tuple(result)


def _said(finding: Finding) -> tuple[object, ...]:
    """Return what findings have in common that one text can stand for."""
    codes = tuple(finding.parameters.get(code) for code in _CODES)
    return finding.kind, finding.severity, finding.fix and finding.fix.code, codes


def _group(alike: list[Finding]) -> Finding:
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
