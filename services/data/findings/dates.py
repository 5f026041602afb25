"""Findings about dates: not used as dates, or split at random."""

from collections.abc import Iterator
from datetime import UTC, datetime

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import MOSTLY, Subject
from services.data.profile import ColumnProfile
from services.data.recipe.recipe import Role

_SAMPLE = datetime(2024, 12, 31, 18, 30, tzinfo=UTC)  # shows the order of day and month


def search(subject: Subject) -> Iterator[Finding]:
    """Yield date columns that aren't used as dates, and a random split of dated rows."""
    for column, role in subject.features_and_target:
        is_target = subject.is_target(column)
        if column.distinct < 2 or (role == "ignore" and column.kind != "date" and not is_target):
            continue
        if column.kind == "date" and not is_target:
            yield from _dates(column, role)
        elif is_mostly_dates(subject, column) and role not in ("date", "numeric"):
            yield _dates_as_text(subject, column)
    yield from _random_split(subject)


def is_mostly_dates(subject: Subject, column: ColumnProfile) -> bool:
    """Return whether most cells of a category or text column are dates, in one form or in several."""
    present = subject.present(column)
    if column.kind not in ("category", "text") or column.dated < MOSTLY * present:
        return False
    return column.dated < present or len(column.date_forms) > 1


def _dates_as_text(subject: Subject, column: ColumnProfile) -> Finding:
    present = subject.present(column)
    is_target = subject.is_target(column)
    written = tuple((_SAMPLE.strftime(form), count) for form, count in column.date_forms)
    is_mixed = column.dated == present
    return Finding(
        "dates_as_text",
        "warning",
        column.name,
        {
            "cause": "several forms" if is_mixed else "other cells",
            "count": len(written) if is_mixed else present - column.dated,
            "cells": present,
            "is_target": is_target,
            "written": written if len(written) > 1 else (),
        },
        Evidence((Fact("date_cells", column.dated, "cells", present),), written, column.examples),
        None if is_target else fix.use_as("date", column.name),
    )


def _dates(column: ColumnProfile, role: Role) -> Iterator[Finding]:
    use = fix.use_as("date", column.name)
    if role == "ignore":
        yield Finding("unused_dates", "handled", column.name, {}, _span(column), use)
    elif role != "date":
        yield Finding("dates_as_text", "warning", column.name, {"cause": "role"}, _span(column), use)


def _random_split(subject: Subject) -> Iterator[Finding]:
    """Yield one finding if dated rows are split at random, for the first used date column."""
    dated = (column for column, role in subject.features if role == "date" and column.distinct > 1)
    first = next(dated, None)
    if first is not None and subject.recipe.split.method in ("stratified", "random"):
        yield Finding("dates", "handled", first.name, {}, _span(first), fix.split_by_time(first.name))


def _span(column: ColumnProfile) -> Evidence:
    """Return the evidence of a date column: the number of distinct dates, the earliest and the latest."""
    return Evidence(
        (Fact("distinct_dates", column.distinct),),
        examples=tuple(day for day in (column.earliest, column.latest) if day),
    )
