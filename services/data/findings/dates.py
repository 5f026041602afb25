"""Findings about dates: placeholders, not used as dates, or split at random."""

from collections.abc import Iterator
from datetime import UTC, datetime

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import MOSTLY, Subject
from services.data.profile import ColumnProfile
from services.data.recipe.recipe import Role

# Days at which calendars of programs begin and end; others are placeholders only if they stand alone.
_ENDS = {"0001-01-01", "1111-11-11", "9999-01-01", "9999-12-31", "2999-12-31", "3000-01-01"}
_STARTS = {
    *("1582-10-15", "1601-01-01", "1753-01-01", "1800-01-01", "1899-12-30", "1899-12-31", "1900-01-01"),
    *("1900-01-02", "1901-01-01", "1904-01-01", "1970-01-01", "1980-01-01", "2000-01-01", "2038-01-19"),
}
_FUTURE = "2099-01-01"
_GAP = 2  # empty bins of the histogram that set a date apart from the others
_SAMPLE = datetime(2024, 12, 31, 18, 30, tzinfo=UTC)  # shows the order of day and month


def search(subject: Subject) -> Iterator[Finding]:
    """Yield placeholders among dates, date columns of another role, and a random split of dated rows."""
    for column, role in subject.features_and_target:
        is_target = subject.is_target(column)
        if column.distinct < 2 or (role == "ignore" and column.kind != "date" and not is_target):
            continue
        if column.kind == "date" and not is_target:
            yield from _placeholder_dates(subject, column, role)
            yield from _dates(column, role)
        elif is_mostly_dates(subject, column) and role not in ("date", "numeric"):
            yield _dates_as_text(subject, column)
    yield from _random_split(subject)


def _placeholder_dates(subject: Subject, column: ColumnProfile, role: Role) -> Iterator[Finding]:
    split = subject.recipe.split
    by_time = split.method == "time" and split.column == column.name
    if role != "date" and not by_time:
        return
    for end, day in ((0, column.earliest), (-1, column.latest)):
        if day is None or not _is_placeholder(column, day, end):
            continue
        count = dict(column.top).get(day, 1)
        yield Finding(
            "placeholder_dates",
            "warning",
            column.name,
            {"day": day, "count": count, "is_latest": end == -1, "by_time": by_time},
            Evidence(
                (Fact("value_cells", count, "cells", subject.present(column)),),
                tuple(pair for pair in column.top if pair[0] != day)[:3],
                histogram=column.histogram,
            ),
        )


def _is_placeholder(column: ColumnProfile, day: str, end: int) -> bool:
    """Return whether the first (0) or the last date (-1) of a column stands for an unknown or open one."""
    date = day[:10]
    if date in _ENDS:
        return True
    if date not in _STARTS and date < _FUTURE:
        return False
    counts = column.histogram.counts if column.histogram else ()
    inward = counts if end == 0 else counts[::-1]
    return len(inward) > _GAP + 1 and not any(inward[1 : _GAP + 1])


def is_mostly_dates(subject: Subject, column: ColumnProfile) -> bool:
    """Return whether most cells of a category or text column are dates, in one form or in several."""
    present = subject.present(column)
    if column.kind not in ("category", "text") or column.dated < MOSTLY * present:
        return False
    return column.dated < present or len(column.date_forms) > 1


def _dates_as_text(subject: Subject, column: ColumnProfile) -> Finding:
    present = subject.present(column)
    is_target = subject.is_target(column)
    written = tuple((_written(form), count) for form, count in column.date_forms)
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


def _written(form: str) -> str:
    """Return a date in a form."""
    return _SAMPLE.strftime(form.replace("%q", "4").replace("%N", "%B"))


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
