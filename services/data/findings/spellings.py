"""Findings about values with several spellings, in used categories and in the classes of the target."""

import unicodedata
from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Subject
from services.data.profile import ColumnProfile

_SHOWN = 6


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the categories and the target whose values differ in case, blanks or Unicode form alone."""
    for column in subject.profile.columns:
        is_target = subject.is_target(column)
        is_used = subject.roles.get(column.name) == "category"
        if column.spellings and (subject.recipe.task == "classification" if is_target else is_used):
            yield _spelling_variants(subject, column, is_target)


def _spelling_variants(subject: Subject, column: ColumnProfile, is_target: bool) -> Finding:
    merged = subject.merges_spellings(column)
    merge = fix.merge_classes if is_target else fix.merge_spellings
    first = column.spellings[0]
    variants = [pair for group in column.spellings for pair in group]
    return Finding(
        "spelling_variants",
        "handled" if merged else "warning",
        column.name,
        {
            "value": first[0][0],
            "other": first[1][0],
            "look_alike": _visible(first[0][0]) == _visible(first[1][0]),
            "is_target": is_target,
            "merged": merged,
        },
        Evidence(
            (
                Fact("spellings", len(variants), "values", column.distinct),
                Fact("distinct_values", column.distinct - len(variants) + len(column.spellings)),
            ),
            tuple(variants[:_SHOWN]),
        ),
        None if merged else merge(column.name),
    )


def _visible(text: str) -> str:
    """Return a text without invisible characters and without a difference in Unicode form."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
