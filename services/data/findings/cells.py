"""Findings about how cells are written: numbers as text, mixtures, infinities, marks of what is missing."""

import re
from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.columns import looks_like_id
from services.data.findings.dates import is_mostly_dates
from services.data.findings.finding import Evidence, Fact, Finding, Severity
from services.data.findings.subject import Case
from services.data.profile import ColumnProfile
from services.data.recipe.recipe import Role, suggested
from services.text.i18n import _, _n

NEARLY_ALL = 0.9
MOSTLY = 0.5
MIXED = 0.1
_PLAIN = re.compile(r"[-+]?[\d.,' ]+(e[-+]?\d+)?", re.I)


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


def _written(case: Case, column: ColumnProfile, role: Role) -> Iterator[Finding]:
    present = case.present(column)
    numeric = column.numeric / present
    if role == "numeric" and column.kind != "number":
        yield _misfit(case, column, role, column.numeric, _("numbers"))
    elif role == "date" and column.kind != "date":
        yield _misfit(case, column, role, column.dated, _("dates"))
    elif column.kind not in ("category", "text") or is_mostly_dates(case, column):
        return
    elif column.decorated and column.numeric + column.decorated >= NEARLY_ALL * present:
        yield _signed(case, column)
    elif 2 * column.codes > present - column.numeric:
        return  # such as postal codes, of which only some begin with a zero
    elif NEARLY_ALL <= numeric < 1:
        yield _numbers_as_text(case, column)
    elif MIXED <= numeric < NEARLY_ALL:
        yield _mixed(case, column)


def _misfit(case: Case, column: ColumnProfile, role: Role, readable: int, what: str) -> Finding:
    present = case.present(column)
    severity: Severity = "note" if readable >= NEARLY_ALL * present else "warning"
    better = suggested(column)
    return Finding(
        "role_misfit",
        severity,
        column.name,
        _n(
            "“{column}” has {count:,} cell that can't be read as {what}; it counts as missing.",
            "“{column}” has {count:,} cells that can't be read as {what}; they count as missing.",
            present - readable,
            column=column.name,
            count=present - readable,
            what=what,
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
        _n(
            "“{column}” holds numbers, but {count:,} of its {all:,} cells is something else.",
            "“{column}” holds numbers, but {count:,} of its {all:,} cells are something else.",
            present - column.numeric,
            column=column.name,
            count=present - column.numeric,
            all=present,
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
        _(
            "“{column}” holds numbers written with signs, such as “{example}”.",
            column=column.name,
            example=column.examples[0],
        ),
        _("So each is taken as a name, {count:,} in all: that 9 is near 10 is lost.", count=column.distinct),
        _("Write plain numbers in the file, with what they count in the column's name."),
        Evidence((Fact(_("Such cells"), column.decorated, "cells", case.present(column)),), column.top[:6]),
    )


def _mixed(case: Case, column: ColumnProfile) -> Finding:
    present = case.present(column)
    text = present - column.numeric
    return Finding(
        "mixed_types",
        "warning",
        column.name,
        _(
            "“{column}” mixes {numbers} with {others}.",
            column=column.name,
            numbers=_n("{n:,} number", "{n:,} numbers", column.numeric, n=column.numeric),
            others=_n("{n:,} cell of text", "{n:,} cells of text", text, n=text),
        ),
        _("Each number is taken as a name like the others: that 9 is near 10 is lost."),
        _("If two things share this column, put them into two; if these are codes, all is well."),
        Evidence((Fact(_("Cells that are numbers"), column.numeric, "cells", present),), column.top[:8]),
        fix.use_as("numeric", column.name)
        if column.numeric >= MOSTLY * present and column.name != case.recipe.target
        else None,
    )


def _infinite(case: Case, column: ColumnProfile) -> Iterator[Finding]:
    present = case.present(column)
    if not column.infinite or (column.kind != "number" and column.numeric < MOSTLY * present):
        return
    yield Finding(
        "infinite",
        "warning",
        column.name,
        _n(
            "“{column}” has {count:,} infinite cell.",
            "“{column}” has {count:,} infinite cells.",
            column.infinite,
            column=column.name,
            count=column.infinite,
        ),
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
        "answered",
        column.name,
        _n(
            "“{column}” has {count:,} cell such as “{mark}”, which stands for missing.",
            "“{column}” has {count:,} cells such as “{mark}”, which stand for missing.",
            count,
            column=column.name,
            count=count,
            mark=column.marks[0][0],
        ),
        _("All other cells are numbers or dates, so these count as missing, as empty ones do."),
        _("The recipe fills them in like empty cells. If it is a value of its own, use a category."),
        Evidence((Fact(_("Such cells"), count, "cells", case.profile.rows),), column.marks),
    )


def _no_numbers(column: ColumnProfile) -> tuple[tuple[str, int], ...]:
    """Return the most frequent values that aren't numbers, as far as the profile shows them."""
    return tuple(each for each in column.top if not _PLAIN.fullmatch(each[0].strip()))[:6]
