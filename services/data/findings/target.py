"""Findings about the target: absent, empty, constant, partly missing, or of the wrong type for the task."""

from collections.abc import Iterator
from dataclasses import replace

from services.data.findings import classes, fix
from services.data.findings.finding import Evidence, Fact, Finding, fact_of
from services.data.findings.fix import Fix
from services.data.findings.subject import Subject
from services.data.findings.table import MINIMUM_ROWS
from services.data.profile import ColumnProfile
from services.data.recipe.targets import propose_target

SKEWED = 1.5


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the findings about the target."""
    column = subject.target
    if column is None:
        yield Finding("target_missing", "error", subject.recipe.target, {"empty": False}, fix=_other(subject))
    elif column.distinct == 0:
        evidence = Evidence((Fact("missing_cells", column.missing, "cells", subject.profile.rows),))
        yield Finding("target_missing", "error", column.name, {"empty": True}, evidence, _other(subject))
    elif column.distinct == 1:
        yield Finding("one_class", "error", column.name, {}, Evidence(counts=column.top[:1]), _other(subject))
    else:
        yield from _present(subject, column)


def _present(subject: Subject, column: ColumnProfile) -> Iterator[Finding]:
    yield from _rows(subject, column)
    if subject.recipe.task == "regression" and not column.are_numbers(subject.profile.rows):
        yield Finding(
            "regression_on_text",
            "error",
            column.name,
            {},
            Evidence(
                (Fact("number_cells", column.readable, "cells", subject.present(column)),),
                examples=column.examples,
            ),
            fix.set_task("classification"),
        )
    if subject.recipe.task == "regression" and _is_skewed(column):
        yield _skewed_target(subject, column)
    if subject.recipe.task == "classification":
        yield from classes.search(subject, column)
    if subject.roles.get(column.name, "ignore") != "ignore":
        yield Finding("target_used", "error", column.name, fix=fix.leave_out(column.name, safe=True))


def _is_skewed(column: ColumnProfile) -> bool:
    """Return whether a target has a long right tail, which a logarithm shortens."""
    return column.kind == "number" and (column.skewness or 0.0) >= SKEWED and (column.minimum or 0.0) >= 0


def _skewed_target(subject: Subject, column: ColumnProfile) -> Finding:
    is_log = subject.recipe.target_options.logarithm
    return Finding(
        "skewed_target",
        "handled" if is_log else "note",
        column.name,
        {"is_log": is_log},
        Evidence(
            (
                Fact("skewness", column.skewness or 0.0),
                fact_of(column, "median", column.quartiles and column.quartiles[1]),
                fact_of(column, "maximum", column.maximum),
            ),
            histogram=column.histogram,
        ),
        None if is_log else fix.log_target(column.name),
    )


def _rows(subject: Subject, column: ColumnProfile) -> Iterator[Finding]:
    unusable = column.missing
    if subject.is_read_as_target(column):  # training leaves out rows whose target is no finite number
        is_number = column.kind == "number"
        unusable = column.missing + column.infinite if is_number else subject.profile.rows - column.readable
    usable = subject.profile.rows - unusable
    too_few = usable < MINIMUM_ROWS <= subject.profile.rows
    if too_few or unusable:
        yield Finding(
            "target_missing_rows",
            "error" if too_few else "warning",
            column.name,
            {"too_few": too_few, "rows": usable, "missing": unusable, "minimum": MINIMUM_ROWS},
            Evidence((Fact("rows_without_target", unusable, "rows", subject.profile.rows),)),
            _other(subject) if too_few else None,
        )


def _other(subject: Subject) -> Fix | None:
    """Return the fix that predicts the proposed target, None if there is no useful one."""
    useful = tuple(
        column
        for column in subject.profile.columns
        if column.name != subject.recipe.target
        and column.distinct > 1
        and column.kind in ("number", "category")
        and not column.looks_like_id
    )
    if not useful:
        return None
    return fix.predict(subject.profile, propose_target(replace(subject.profile, columns=useful)))
