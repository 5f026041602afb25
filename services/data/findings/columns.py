"""Findings about columns that teach little: empty, constant, ids, mostly missing, too many values."""

import re
from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Case
from services.data.profile import ColumnProfile
from services.data.recipe.recipe import Role
from services.text.i18n import _

MOSTLY = 0.5
MANY_LEVELS = 1000
_SOME_LEVELS = 50
_ROWS_PER_LEVEL = 5
_ID_ROWS = 20
_SPACE = re.compile(r"\s")


def search(case: Case) -> Iterator[Finding]:
    """Yield what speaks against each column but the target, by what its cells hold."""
    for column, role in case.features:
        present = case.present(column)
        if column.distinct == 0:
            yield _all_missing(case, column, role)
        elif column.distinct == 1:
            yield _constant(case, column, role)
        elif looks_like_id(column, present):
            yield _id(case, column, role)
        elif role != "ignore":
            if column.missing >= MOSTLY * case.profile.rows:
                yield _mostly_missing(case, column)
            if role == "category" and _has_many_levels(column, present):
                yield _many_levels(case, column, present)


def looks_like_id(column: ColumnProfile, present: int) -> bool:
    """Tell whether a column names its rows: also one of long words such as UUIDs."""
    if column.looks_like_id:
        return True
    if column.kind != "text" or present < _ID_ROWS:
        return False
    return column.distinct == present and not any(_SPACE.search(example) for example in column.examples)


def _all_missing(case: Case, column: ColumnProfile, role: Role) -> Finding:
    return _useless(
        "all_missing",
        column,
        role,
        _("“{column}” is empty in every row.", column=column.name),
        _("There is nothing in it to learn from; perhaps it was lost when the file was written."),
        Evidence((Fact(_("Missing cells"), column.missing, "cells", case.profile.rows),), column.marks),
    )


def _constant(case: Case, column: ColumnProfile, role: Role) -> Finding:
    present = Fact(_("Cells with this value"), case.present(column), "cells", case.profile.rows)
    if column.missing:
        message = _("“{column}” has the same value in each row that has one.")
    else:
        message = _("“{column}” is the same in every row.")
    return _useless(
        "constant",
        column,
        role,
        message.format(column=column.name),
        _("What never differs can't tell one row from another."),
        Evidence((present,), examples=column.examples[:1]),
    )


def _id(case: Case, column: ColumnProfile, role: Role) -> Finding:
    return _useless(
        "id_like",
        column,
        role,
        _("“{column}” looks like an id: it differs in every row and teaches nothing.", column=column.name),
        _(
            "A model can learn its rows by heart through it, and knows none of the new rows' ids. Where ids "
            "follow the order in which rows were collected, they can also give the target away."
        ),
        Evidence(
            (Fact(_("Different values"), column.distinct, "values", case.present(column)),),
            examples=column.examples,
        ),
    )


def _useless(
    kind: str, column: ColumnProfile, role: Role, message: str, reason: str, evidence: Evidence
) -> Finding:
    if role == "ignore":
        advice = _("The recipe leaves it out.")
        return Finding(kind, "answered", column.name, message, reason, advice, evidence)
    return Finding(
        kind,
        "warning",
        column.name,
        message,
        reason,
        _("Leave it out."),
        evidence,
        fix.leave_out(column.name, safe=True),
    )


def _mostly_missing(case: Case, column: ColumnProfile) -> Finding:
    share = column.missing / case.profile.rows
    return Finding(
        "mostly_missing",
        "warning",
        column.name,
        _("“{column}” is missing in {share:.1%} of the rows.", column=column.name, share=share),
        _(
            "What fills the gaps is made up, so the model learns more of the filling than of the column. "
            "That it is missing may itself tell something."
        ),
        _("Leave it out, unless the few cells that are there matter."),
        Evidence((Fact(_("Missing cells"), column.missing, "cells", case.profile.rows),), column.marks),
        fix.leave_out(column.name),
    )


def _has_many_levels(column: ColumnProfile, present: int) -> bool:
    few_rows = column.distinct > _SOME_LEVELS and present < _ROWS_PER_LEVEL * column.distinct
    return column.distinct > MANY_LEVELS or few_rows


def _many_levels(case: Case, column: ColumnProfile, present: int) -> Finding:
    by_target = getattr(case.recipe.plan(column.name), "encoding", None) == "target"
    few_rows = present < _ROWS_PER_LEVEL * column.distinct
    if by_target:
        reason = _("Each is written as what the target was in its rows; of few rows, that is chance.")
    else:
        reason = _("Only the commonest are told apart, and what the model has never seen tells it nothing.")
    return Finding(
        "high_cardinality",
        "answered" if by_target and not few_rows else "warning",
        column.name,
        _(
            "“{column}” has {many:,} categories, with {rows:,.1f} rows each on average.",
            column=column.name,
            many=column.distinct,
            rows=present / column.distinct,
        ),
        reason,
        _(
            "The recipe writes each as what the target was in its rows. Group the values in the file or "
            "leave the column out, where that is too little."
        )
        if by_target
        else _("Write each as what the target was in its rows, group the values, or leave the column out."),
        Evidence((Fact(_("Categories"), column.distinct, "values", hashed=column.hashed),), column.top[:8]),
        fix.leave_out(column.name) if by_target else fix.encode_by_target(column.name),
    )
