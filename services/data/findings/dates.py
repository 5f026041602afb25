"""Findings about dates: taken as text, left out, or not heeded where rows are held out."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Case
from services.data.profile import ColumnProfile
from services.data.recipe.recipe import Role
from services.text.i18n import _, _n

MOSTLY = 0.5


def search(case: Case) -> Iterator[Finding]:
    """Yield the columns of dates that aren't used as such, and a split that doesn't heed time."""
    target: list[tuple[ColumnProfile, Role]] = [(case.target, "ignore")] if case.target else []
    for column, role in (*case.features, *target):
        is_target = column.name == case.recipe.target
        if column.distinct < 2 or (role == "ignore" and column.kind != "date" and not is_target):
            continue
        if column.kind == "date" and not is_target:
            yield from _dates(column, role)
        elif is_mostly_dates(case, column) and role not in ("date", "numeric"):
            yield _dates_as_text(case, column)
    yield from _moments(case)


def is_mostly_dates(case: Case, column: ColumnProfile) -> bool:
    """Tell whether most but not all cells of a column of text are dates."""
    present = case.present(column)
    return column.kind in ("category", "text") and MOSTLY * present <= column.dated < present


def _dates_as_text(case: Case, column: ColumnProfile) -> Finding:
    present = case.present(column)
    is_target = column.name == case.recipe.target
    return Finding(
        "dates_as_text",
        "warning",
        column.name,
        _n(
            "“{column}” holds dates, but {count:,} of its {all:,} cells is something else.",
            "“{column}” holds dates, but {count:,} of its {all:,} cells are something else.",
            present - column.dated,
            column=column.name,
            count=present - column.dated,
            all=present,
        ),
        _("Because of them each date is taken as a name: months, weekdays and what came first are lost."),
        _("Write each date in one form in the file.")
        if is_target
        else _("Use it as a date, where these cells count as missing, or write each in one form."),
        Evidence(
            (Fact(_("Cells that are dates"), column.dated, "cells", present),), examples=column.examples
        ),
        None if is_target else fix.use_as("date", column.name),
    )


def _dates(column: ColumnProfile, role: Role) -> Iterator[Finding]:
    if role == "date":
        return
    span = Evidence(
        (Fact(_("Different dates"), column.distinct, "values"),),
        examples=tuple(day for day in (column.earliest, column.latest) if day),
    )
    use = fix.use_as("date", column.name)
    if role == "ignore":
        yield Finding(
            "unused_dates",
            "answered",
            column.name,
            _("“{column}” holds dates, which the recipe leaves out.", column=column.name),
            _("The year, the month or the weekday may tell of the target."),
            _("Use it as a date if it is known when a prediction is asked for."),
            span,
            use,
        )
    else:
        yield Finding(
            "dates_as_text",
            "warning",
            column.name,
            _("“{column}” holds dates, but is used as something else.", column=column.name),
            _("Each date is taken as it is written: months, weekdays and what came first are lost."),
            _("Use it as a date."),
            span,
            use,
        )


def _moments(case: Case) -> Iterator[Finding]:
    """Yield that rows have a time which the split doesn't heed, once for the first column of dates."""
    first = next((column for column, role in case.features if role == "date" and column.distinct > 1), None)
    if first is None or case.recipe.split.method not in ("stratified", "random"):
        return
    yield Finding(
        "dates",
        "answered",
        first.name,
        _(
            "“{column}” says when each row was; the rows to test with are drawn from all times.",
            column=first.name,
        ),
        _("A model that will answer for the future is tested on days it has already learned from."),
        _(
            "The recipe takes each date apart into numbers. If rows are events in time, hold out the latest "
            "ones; if they are things alike, all is well."
        ),
        Evidence(
            (Fact(_("Different dates"), first.distinct, "values"),),
            examples=tuple(day for day in (first.earliest, first.latest) if day),
        ),
        fix.split_by_time(first.name),
    )
