"""Findings about how cells are written: numbers and dates as text, mixtures, infinities, marks."""

import re
from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.case import Case
from services.data.findings.columns import looks_like_id
from services.data.findings.finding import Evidence, Fact, Finding, Severity
from services.data.profile import ColumnProfile
from services.data.recipe import Role, suggested
from services.words import _

NEARLY_ALL = 0.9
MOSTLY = 0.5
MIXED = 0.1
# A number with a currency sign, a percent sign, or thousands that the table's format doesn't have.
_SIGNED = re.compile(
    r"[-+(]?\s*([$€£¥₩₹]|(USD|EUR|GBP|KRW|JPY)\s)?\s*[-+]?\d{1,3}(([,.' \u00a0\u202f]\d{3})+|\d*)([.,]\d+)?"
    r"\s*([%‰$€£¥₩₹원円]|USD|EUR|GBP|KRW|JPY)?\)?"
)


def search(case: Case) -> Iterator[Finding]:
    """Yield what speaks against each used column, and the target, by how its cells are written."""
    target: list[tuple[ColumnProfile, Role]] = [(case.target, "ignore")] if case.target else []
    for column, role in (*case.features, *target):
        is_target = column.name == case.recipe.target
        present = case.present(column)
        if column.distinct < 2 or (looks_like_id(column, present) and not is_target):
            continue
        if role != "ignore" or is_target:
            yield from _written(case, column, role)
            yield from _infinite(case, column)
            yield from _marks(case, column)
        yield from _dates(case, column, role)


def _written(case: Case, column: ColumnProfile, role: Role) -> Iterator[Finding]:
    present = case.present(column)
    numeric, dated = column.numeric / present, column.dated / present
    if role == "numeric" and column.kind != "number":
        yield _misfit(case, column, role, column.numeric, _("numbers"))
    elif role == "date" and column.kind != "date":
        yield _misfit(case, column, role, column.dated, _("dates"))
    elif column.kind not in ("category", "text"):
        return
    elif MOSTLY <= dated < 1:
        yield _dates_as_text(case, column)
    elif NEARLY_ALL <= numeric < 1:
        yield _numbers_as_text(case, column)
    elif is_signed(column):
        yield _signed(case, column)
    elif MIXED <= numeric < NEARLY_ALL:
        yield _mixed(case, column)


def is_signed(column: ColumnProfile) -> bool:
    """Tell whether all cells that the profile shows are numbers with signs, and not plain codes."""
    shown = (*column.examples, *(value for value, _count in column.top)) if column.kind == "category" else ()
    return any(not cell.isdigit() for cell in shown) and all(
        _SIGNED.fullmatch(cell.strip()) and not re.fullmatch(r"0\d+", cell.strip()) for cell in shown
    )


def _misfit(case: Case, column: ColumnProfile, role: Role, readable: int, what: str) -> Finding:
    present = case.present(column)
    severity: Severity = "note" if readable >= NEARLY_ALL * present else "warning"
    better = suggested(column)
    return Finding(
        "role_misfit",
        severity,
        column.name,
        _("“{column}” has {count:,} cells that can't be read as {what}; they count as missing.").format(
            column=column.name, count=present - readable, what=what
        ),
        _("The model learns nothing from what such a cell says."),
        _("Keep it so if these cells are as good as empty; its cells suggest another use."),
        Evidence((Fact(_("Cells that can be read"), readable, "cells", present),), column.top[:6]),
        None if better == role or severity == "note" else fix.use_as(better, column.name),
    )


def _numbers_as_text(case: Case, column: ColumnProfile) -> Finding:
    present = case.present(column)
    is_target = column.name == case.recipe.target
    return Finding(
        "numbers_as_text",
        "warning",
        column.name,
        _("“{column}” holds numbers, but {count:,} of its {all:,} cells are something else.").format(
            column=column.name, count=present - column.numeric, all=present
        ),
        _("Because of them each number is taken as a name: that 9 is near 10 is lost."),
        _("Mend these cells in the file and upload it again.")
        if is_target
        else _("Use it as a number, where these cells count as missing, or mend them in the file."),
        Evidence((Fact(_("Cells that are numbers"), column.numeric, "cells", present),), _no_numbers(column)),
        None if is_target else fix.use_as("numeric", column.name),
    )


def _signed(case: Case, column: ColumnProfile) -> Finding:
    return Finding(
        "numbers_as_text",
        "warning",
        column.name,
        _("“{column}” holds numbers written with signs, such as “{example}”.").format(
            column=column.name, example=column.examples[0]
        ),
        _("So each is taken as a name, {count:,} in all: that 9 is near 10 is lost.").format(
            count=column.distinct
        ),
        _("Write plain numbers in the file, with what they count in the column's name."),
        Evidence(
            (Fact(_("Different values"), column.distinct, "values", case.present(column)),), column.top[:6]
        ),
    )


def _mixed(case: Case, column: ColumnProfile) -> Finding:
    present = case.present(column)
    return Finding(
        "mixed_types",
        "warning",
        column.name,
        _("“{column}” mixes {numbers:,} numbers with {others:,} cells of text.").format(
            column=column.name, numbers=column.numeric, others=present - column.numeric
        ),
        _("Each number is taken as a name like the others: that 9 is near 10 is lost."),
        _("If two things share this column, put them into two; if these are codes, all is well."),
        Evidence((Fact(_("Cells that are numbers"), column.numeric, "cells", present),), column.top[:8]),
        fix.use_as("numeric", column.name)
        if column.numeric >= MOSTLY * present and column.name != case.recipe.target
        else None,
    )


def _dates_as_text(case: Case, column: ColumnProfile) -> Finding:
    present = case.present(column)
    is_target = column.name == case.recipe.target
    return Finding(
        "dates_as_text",
        "warning",
        column.name,
        _("“{column}” holds dates, but {count:,} of its {all:,} cells are something else.").format(
            column=column.name, count=present - column.dated, all=present
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


def _dates(case: Case, column: ColumnProfile, role: Role) -> Iterator[Finding]:
    if column.kind != "date" or role == "date" or column.name == case.recipe.target:
        return
    span = Evidence(
        (Fact(_("Different dates"), column.distinct, "values"),),
        examples=tuple(day for day in (column.earliest, column.latest) if day),
    )
    use = fix.use_as("date", column.name)
    if role == "ignore":
        yield Finding(
            "unused_dates",
            "note",
            column.name,
            _("“{column}” holds dates, which the recipe leaves out.").format(column=column.name),
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
            _("“{column}” holds dates, but is used as something else.").format(column=column.name),
            _("Each date is taken as it is written: months, weekdays and what came first are lost."),
            _("Use it as a date."),
            span,
            use,
        )


def _infinite(case: Case, column: ColumnProfile) -> Iterator[Finding]:
    present = case.present(column)
    if not column.infinite or (column.kind != "number" and column.numeric < MOSTLY * present):
        return
    yield Finding(
        "infinite",
        "warning",
        column.name,
        _("“{column}” has {count:,} infinite cells.").format(column=column.name, count=column.infinite),
        _(
            "No model can count with infinity, so these cells count as missing; often a division by zero "
            "made them."
        ),
        _("Put in the file what is meant, or leave these cells empty."),
        Evidence((Fact(_("Infinite cells"), column.infinite, "cells", present),)),
    )


def _marks(case: Case, column: ColumnProfile) -> Iterator[Finding]:
    if not column.marks:
        return
    count = sum(cells for _mark, cells in column.marks)
    yield Finding(
        "missing_marks",
        "note",
        column.name,
        _("“{column}” has {count:,} cells such as “{mark}”, which stand for missing.").format(
            column=column.name, count=count, mark=column.marks[0][0]
        ),
        _("All other cells are numbers or dates, so these count as missing, as empty ones do."),
        _("Nothing to do, unless it is a value of its own; then use the column as a category."),
        Evidence((Fact(_("Such cells"), count, "cells", case.profile.rows),), column.marks),
    )


def _no_numbers(column: ColumnProfile) -> tuple[tuple[str, int], ...]:
    """Return the most frequent values that aren't numbers, as far as the profile shows them."""
    return tuple(each for each in column.top if not _SIGNED.fullmatch(each[0].strip()))[:6]
