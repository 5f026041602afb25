"""Findings about how cells are written: numbers as text, mixed types, infinities, missing-value markers."""

import re
from collections.abc import Iterator
from typing import assert_never

from services.data.findings import fix
from services.data.findings.columns import looks_like_id
from services.data.findings.dates import is_mostly_dates
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import MOSTLY, Subject
from services.data.profile import ColumnProfile
from services.data.profile.records import NEARLY_ALL
from services.data.recipe.recipe import NUMBER_LIMIT, Role, suggested

MIXED = 0.1
_UNITS = 4  # units that are named
_NUMBER = re.compile(r"[-+]?[\d.,' ]+(e[-+]?\d+)?", re.I)


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the findings about the cells of each used column and of the target."""
    for column, role in subject.features_and_target:
        is_target = subject.is_target(column)
        if column.distinct < 2 or (looks_like_id(column, subject.present(column)) and not is_target):
            continue
        if role != "ignore" or is_target:
            yield from _by_role(subject, column, role)
            yield from _infinite(subject, column)
            yield from _too_large(subject, column, role)
            yield from _missing_markers(subject, column)


def _by_role(subject: Subject, column: ColumnProfile, role: Role) -> Iterator[Finding]:
    match role:
        case "numeric":
            if column.kind != "number":
                yield from _role_misfit(subject, column, role, column.readable)
                return
        case "date":
            if column.kind != "date":
                yield from _role_misfit(subject, column, role, column.dated)
                return
        case "category" | "text" | "ignore":
            pass
        case _:
            assert_never(role)
    if column.kind in ("category", "text") and not is_mostly_dates(subject, column):
        yield from _numbers(subject, column)


def _role_misfit(subject: Subject, column: ColumnProfile, role: Role, readable: int) -> Iterator[Finding]:
    present = subject.present(column)
    if readable == present:
        return
    nearly_all = readable >= NEARLY_ALL * present
    better = suggested(column)
    yield Finding(
        "role_misfit",
        "note" if nearly_all else "warning",
        column.name,
        {"role": role, "count": present - readable},
        Evidence((Fact("readable_cells", readable, "cells", present),), column.top[:6]),
        None if better == role or nearly_all else fix.use_as(better, column.name),
    )


def _numbers(subject: Subject, column: ColumnProfile) -> Iterator[Finding]:
    """Yield the problems with numbers in a column that isn't used as numeric."""
    present = subject.present(column)
    share = column.numeric / present
    if column.decorated and column.readable >= NEARLY_ALL * present:
        yield _numbers_with_signs(subject, column, present)
    elif len(column.units) > 1 and column.readable + _of_other_units(column) >= NEARLY_ALL * present:
        yield _several_units(column, present)
    elif subject.is_read_as_target(column):
        return
    elif 2 * column.codes > present - column.numeric:
        return  # such as postal codes, some of which begin with a zero
    elif NEARLY_ALL <= share < 1:
        yield _numbers_as_text(column, present, subject.is_target(column))
    elif MIXED <= share < NEARLY_ALL:
        yield _mixed_types(column, present, subject.is_target(column))


def _numbers_with_signs(subject: Subject, column: ColumnProfile, present: int) -> Finding:
    is_target, is_read = subject.is_target(column), subject.is_read_as_target(column)
    use = fix.set_task("regression") if is_target else fix.use_as("numeric", column.name)
    return Finding(
        "numbers_as_text",
        "handled" if is_read else "warning",
        column.name,
        {"cause": "symbols", "example": column.signed, "is_target": is_target, "is_read": is_read},
        Evidence((Fact("numbers_with_symbols", column.decorated, "cells", present),), column.top[:6]),
        None if is_read else use,
    )


def _several_units(column: ColumnProfile, present: int) -> Finding:
    return Finding(
        "numbers_as_text",
        "warning",
        column.name,
        {"cause": "several units", "units": tuple(unit for unit, _count in column.units[:_UNITS])},
        Evidence(
            (Fact("numbers_with_symbols", sum(count for _unit, count in column.units), "cells", present),)
        ),
    )


def _of_other_units(column: ColumnProfile) -> int:
    return sum(count for unit, count in column.units if unit != column.unit)


def _numbers_as_text(column: ColumnProfile, present: int, is_target: bool) -> Finding:
    others = tuple((value, count) for value, count in column.top if not _NUMBER.fullmatch(value.strip()))
    return Finding(
        "numbers_as_text",
        "warning",
        column.name,
        {
            "cause": "other cells",
            "count": present - column.numeric,
            "cells": present,
            "is_target": is_target,
        },
        Evidence((Fact("number_cells", column.numeric, "cells", present),), others[:6]),
        fix.set_task("regression") if is_target else fix.use_as("numeric", column.name),
    )


def _mixed_types(column: ColumnProfile, present: int, is_target: bool) -> Finding:
    mostly_numbers = column.numeric >= MOSTLY * present
    return Finding(
        "mixed_types",
        "warning",
        column.name,
        {"numbers": column.numeric, "cells": present},
        Evidence((Fact("number_cells", column.numeric, "cells", present),), column.top[:8]),
        fix.use_as("numeric", column.name) if mostly_numbers and not is_target else None,
    )


def _infinite(subject: Subject, column: ColumnProfile) -> Iterator[Finding]:
    present = subject.present(column)
    if not column.infinite or (column.kind != "number" and column.numeric < MOSTLY * present):
        return
    yield Finding(
        "infinite",
        "warning",
        column.name,
        {"count": column.infinite},
        Evidence((Fact("infinite_cells", column.infinite, "cells", present),)),
    )


def _too_large(subject: Subject, column: ColumnProfile, role: Role) -> Iterator[Finding]:
    """Yield numbers that no estimator can compute with; an error if they are most numbers of the target."""
    is_goal = subject.is_target(column) and subject.recipe.task == "regression"
    if column.kind != "number" or column.quartiles is None or not (is_goal or role == "numeric"):
        return
    largest = max(column.minimum or 0.0, column.maximum or 0.0, key=abs)
    if abs(largest) <= NUMBER_LIMIT:
        return
    mostly = abs(column.quartiles[1]) > NUMBER_LIMIT
    yield Finding(
        "too_large",
        "error" if is_goal and mostly else "warning",
        column.name,
        {"value": largest, "limit": NUMBER_LIMIT, "mostly": mostly, "is_target": is_goal},
        Evidence(
            (
                Fact("minimum", column.minimum or 0.0),
                Fact("median", column.quartiles[1]),
                Fact("maximum", column.maximum or 0.0),
            )
        ),
        fix.leave_out(column.name) if mostly and not is_goal else None,
    )


def _missing_markers(subject: Subject, column: ColumnProfile) -> Iterator[Finding]:
    if not column.marks:
        return
    count = sum(cells for _marker, cells in column.marks)
    is_text = column.kind in ("category", "text")
    yield Finding(
        "missing_marks",
        "handled",
        column.name,
        {
            "count": count,
            "marker": column.marks[0][0],
            "is_text": is_text,
            "is_target": subject.is_target(column),
        },
        Evidence((Fact("missing_markers", count, "cells", subject.profile.rows),), column.marks),
        fix.keep_marks(column.name) if is_text else None,
    )
