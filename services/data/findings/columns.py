"""Findings about features that carry little information: empty, constant, identifiers, mostly missing."""

import re
from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.dates import is_mostly_dates
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import MOSTLY, Subject
from services.data.profile import ColumnProfile
from services.data.recipe.recipe import Role
from services.data.tables.column_types import UNSPACED

MANY_LEVELS = 1000
_SOME_LEVELS = 50
_ROWS_PER_LEVEL = 5
_ID_ROWS = 20
_SEVERAL_WORDS = re.compile(rf"\s|{UNSPACED}")
_ID_NAME = re.compile(
    r"(?i:(^|[\s_.-])(id|uuid|guid)$)|[a-z](Id|ID)$"
    r"|(?i:(account|booking|case|client|customer|employee|invoice|member|order|patient|session|student|ticket"
    r"|transaction|user)[\s_-]?(no|nr|num|number|key)\.?$)"
    r"|(거래|고객|사용자|주문|환자|회원)\s?(ID|번호|아이디|코드)$"
)
_ID_SHARE = 0.1  # the least share of distinct values in a column of identifiers, unless there are
_MANY_IDS = 500


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the findings about the values of all features."""
    rows = subject.profile.rows
    for column, role in subject.features:
        present = subject.present(column)
        missing = Fact("missing_cells", column.missing, "cells", rows)
        if column.distinct == 0:
            yield _useless("all_missing", column, role, Evidence((missing,), column.marks))
        elif column.distinct == 1:
            evidence = Evidence((Fact("value_cells", present, "cells", rows),), examples=column.examples[:1])
            yield _useless("constant", column, role, evidence, has_missing=column.missing > 0)
        elif looks_like_id(column, present):
            fact = Fact("distinct_values", column.distinct, "values", present)
            yield _useless("id_like", column, role, Evidence((fact,), examples=column.examples))
        elif repeats_ids(column, present):
            yield _id_with_repeats(subject, column, role, present)
        elif role != "ignore":
            if column.missing >= MOSTLY * rows:
                yield _mostly_missing(column, missing, rows)
            is_value = column.are_numbers(rows) or is_mostly_dates(subject, column)
            if role == "category" and not is_value and _has_many_levels(column, present):
                yield _high_cardinality(subject, column, present)


def looks_like_id(column: ColumnProfile, present: int) -> bool:
    """Return whether a column identifies rows, by numbers or by long words such as UUIDs."""
    if column.looks_like_id:
        return True
    if column.kind != "text" or present < _ID_ROWS:
        return False
    return column.distinct == present and not any(
        _SEVERAL_WORDS.search(example) for example in column.examples
    )


def repeats_ids(column: ColumnProfile, present: int) -> bool:
    """Return whether a column is named like an identifier, and its many values occur in several rows."""
    if not _ID_NAME.search(column.name) or column.kind == "date" or not _ID_ROWS <= column.distinct < present:
        return False
    if column.kind == "number" and not column.whole:
        # Where cells are missing, other programs write whole numbers as 17850.0.
        numbers = [float(value) for value, _count in column.top]
        if not all(number.is_integer() for number in numbers):
            return False
    return column.distinct >= min(_MANY_IDS, _ID_SHARE * present)


def _id_with_repeats(subject: Subject, column: ColumnProfile, role: Role, present: int) -> Finding:
    split = subject.recipe.split
    at_random = split.method in ("stratified", "random")
    used, grouped = role != "ignore", split.method == "group" and split.column == column.name
    return Finding(
        "id_with_repeats",
        "warning" if used else "handled" if grouped else "note",
        column.name,
        {"repeats": present - column.distinct, "cells": present, "used": used, "at_random": at_random},
        Evidence(
            (Fact("distinct_values", column.distinct, "values", present, column.hashed),), column.top[:6]
        ),
        fix.leave_out(column.name) if used else fix.split_by_group(column.name) if at_random else None,
    )


def _useless(kind: str, column: ColumnProfile, role: Role, evidence: Evidence, **parameters: bool) -> Finding:
    ignored = role == "ignore"
    return Finding(
        kind,
        "handled" if ignored else "warning",
        column.name,
        {"ignored": ignored, **parameters},
        evidence,
        None if ignored else fix.leave_out(column.name, safe=True),
    )


def _mostly_missing(column: ColumnProfile, missing: Fact, rows: int) -> Finding:
    return Finding(
        "mostly_missing",
        "warning",
        column.name,
        {"share": column.missing / rows},
        Evidence((missing,), column.marks),
        fix.leave_out(column.name),
    )


def _has_many_levels(column: ColumnProfile, present: int) -> bool:
    few_rows = column.distinct > _SOME_LEVELS and present < _ROWS_PER_LEVEL * column.distinct
    return column.distinct > MANY_LEVELS or few_rows


def _high_cardinality(subject: Subject, column: ColumnProfile, present: int) -> Finding:
    by_target = getattr(subject.recipe.plan(column.name), "encoding", None) == "target"
    few_rows = present < _ROWS_PER_LEVEL * column.distinct
    return Finding(
        "high_cardinality",
        "handled" if by_target and not few_rows else "warning",
        column.name,
        {"categories": column.distinct, "rows": present / column.distinct, "by_target": by_target},
        Evidence((Fact("categories", column.distinct, hashed=column.hashed),), column.top[:8]),
        fix.leave_out(column.name) if by_target else fix.encode_by_target(column.name),
    )
