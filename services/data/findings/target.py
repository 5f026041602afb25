"""Findings about the column to predict."""

from collections.abc import Iterator
from dataclasses import replace

from services.data.findings import classes, fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.fix import Fix
from services.data.findings.subject import Case
from services.data.findings.table import MINIMUM_ROWS
from services.data.profile import ColumnProfile
from services.data.recipe.recipe import propose_target
from services.text.i18n import _, _n


def search(case: Case) -> Iterator[Finding]:
    """Yield what speaks against the target."""
    column = case.target
    if column is None:
        name = case.recipe.target
        yield Finding(
            "target_missing",
            "error",
            name,
            _("The table has no column “{column}” to predict.", column=name),
            _("A model learns from rows in which the answer stands."),
            _("Choose another target."),
            fix=_other(case),
        )
    elif column.distinct == 0:
        yield Finding(
            "target_missing",
            "error",
            column.name,
            _("The target “{column}” is empty in every row.", column=column.name),
            _("A model learns from rows in which the answer stands; there is none."),
            _("Choose another target, or fill this column in."),
            Evidence((Fact(_("Empty cells"), column.missing, "cells", case.profile.rows),)),
            _other(case),
        )
    elif column.distinct == 1:
        yield Finding(
            "one_class",
            "error",
            column.name,
            _(
                "The target “{column}” is the same in every row, so there is nothing to learn.",
                column=column.name,
            ),
            _("A model learns what makes rows differ; here each of them has the same answer."),
            _("Choose a target that differs, or add rows with other values."),
            Evidence(counts=column.top[:1]),
            _other(case),
        )
    else:
        yield from _present(case, column)


def _present(case: Case, column: ColumnProfile) -> Iterator[Finding]:
    yield from _rows(case, column)
    if case.recipe.task == "regression" and column.kind != "number":
        yield Finding(
            "regression_on_text",
            "error",
            column.name,
            _("“{column}” holds text, so no number can be predicted from it.", column=column.name),
            _("A number is learned from rows whose answer is a number."),
            _("Predict a class instead, or choose a target of numbers."),
            Evidence(
                (Fact(_("Cells that are numbers"), column.numeric, "cells", case.present(column)),),
                examples=column.examples,
            ),
            fix.set_task("classification"),
        )
    if case.recipe.task == "classification":
        yield from classes.search(case, column)
    if case.roles.get(column.name, "ignore") != "ignore":
        yield Finding(
            "target_used",
            "error",
            column.name,
            _("“{column}” is the target and a column to learn from at once.", column=column.name),
            _("The model would read the answer instead of learning it, and fail where it isn't known yet."),
            _("Leave it out of the columns to learn from."),
            fix=fix.leave_out(column.name, safe=True),
        )


def _rows(case: Case, column: ColumnProfile) -> Iterator[Finding]:
    # An infinite answer can't be learned, so the run leaves such a row out as well.
    unusable = column.missing + (column.infinite if case.recipe.task == "regression" else 0)
    usable = case.profile.rows - unusable
    evidence = Evidence((Fact(_("Rows without a target"), unusable, "rows", case.profile.rows),))
    if usable < MINIMUM_ROWS <= case.profile.rows:
        yield Finding(
            "target_missing_rows",
            "error",
            column.name,
            _n(
                "Only one row has a target; training needs at least {least}.",
                "Only {rows} rows have a target; training needs at least {least}.",
                usable,
                rows=usable,
                least=MINIMUM_ROWS,
            ),
            _("Rows without an answer can neither be learned from nor tested."),
            _("Fill in “{column}” in more rows.", column=column.name),
            evidence,
            _other(case),
        )
    elif unusable:
        yield Finding(
            "target_missing_rows",
            "warning",
            column.name,
            _n(
                "One row has no target and is left out.",
                "{rows:,} rows have no target and are left out.",
                unusable,
                rows=unusable,
            ),
            _(
                "Rows without an answer can neither be learned from nor tested. If they aren't missing by "
                "chance, the model learns from a lopsided part of the table."
            ),
            _("Fill in “{column}” in these rows if you can.", column=column.name),
            evidence,
        )


def _other(case: Case) -> Fix | None:
    """Return the fix that predicts the column most like a target, None where none is of use."""
    useful = tuple(
        each
        for each in case.profile.columns
        if each.name != case.recipe.target
        and each.distinct > 1
        and each.kind in ("number", "category")
        and not each.looks_like_id
    )
    if not useful:
        return None
    return fix.predict(case.profile, propose_target(replace(case.profile, columns=useful)))
