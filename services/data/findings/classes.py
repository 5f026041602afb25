"""Findings about the classes of a target: too many, too rare, imbalanced."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Subject
from services.data.profile import ColumnProfile
from services.data.recipe.recipe import IMBALANCED

MANY_CLASSES = 50
RARE_ROWS = 5
_SHOWN = 6


def search(subject: Subject, column: ColumnProfile) -> Iterator[Finding]:
    """Yield the findings about the classes of the target."""
    present = subject.present(column)
    if column.distinct >= present:
        yield _class_per_row(subject, column, present)
        return
    if column.distinct > MANY_CLASSES:
        yield _many_classes(subject, column, present)
    if column.kind == "text":  # the profile of a text has frequent words, not frequent values
        if column.once:
            yield _single_row_class(column, (), present)
        return
    yield from _rare(column, present)
    value, rows = column.top[0] if column.top else ("", 0)
    if rows / present >= IMBALANCED:
        yield Finding(
            "imbalance",
            "warning",
            column.name,
            {"value": value, "share": rows / present},
            Evidence((Fact("largest_class", rows, "rows", present),), _ends(column)),
            fix.stratify() if subject.recipe.split.method == "random" else None,
        )


def _class_per_row(subject: Subject, column: ColumnProfile, present: int) -> Finding:
    is_number = column.are_numbers(subject.profile.rows)
    return Finding(
        "class_per_row",
        "error",
        column.name,
        {"is_number": is_number},
        Evidence((Fact("classes", column.distinct, "values", present),), examples=column.examples),
        fix.set_task("regression") if is_number else None,
    )


def _many_classes(subject: Subject, column: ColumnProfile, present: int) -> Finding:
    is_number = column.are_numbers(subject.profile.rows)
    return Finding(
        "many_classes",
        "warning",
        column.name,
        {"classes": column.distinct, "rows": round(present / column.distinct), "is_number": is_number},
        Evidence((Fact("classes", column.distinct, hashed=column.hashed),), column.top[:_SHOWN]),
        fix.set_task("regression") if is_number else None,
    )


def _rare(column: ColumnProfile, present: int) -> Iterator[Finding]:
    """Yield classes with one row, else classes with few rows, among the most frequent values."""
    rare = tuple((value, rows) for value, rows in column.top if rows < RARE_ROWS)
    beyond = column.distinct - len(column.top)
    remaining = present - sum(rows for _value, rows in column.top)
    if column.once:
        yield _single_row_class(column, tuple(value for value, rows in column.top if rows == 1), present)
    elif rare or remaining < RARE_ROWS * beyond:
        yield _rare_class(column, rare)


def _single_row_class(column: ColumnProfile, values: tuple[str, ...], present: int) -> Finding:
    # With two classes, the training rows or the held-out rows would lack one.
    hopeless = column.distinct == 2
    return Finding(
        "single_row_class",
        "error" if hopeless else "warning",
        column.name,
        {"classes": column.once, "value": values[0] if column.once == 1 and values else None},
        Evidence((Fact("rows_with_target", present),), () if column.kind == "text" else _ends(column)),
    )


def _rare_class(column: ColumnProfile, rare: tuple[tuple[str, int], ...]) -> Finding:
    value, rows = None, RARE_ROWS
    if len(rare) == 1 and column.distinct == len(column.top):
        value, rows = rare[0]
    return Finding(
        "rare_class", "warning", column.name, {"value": value, "rows": rows}, Evidence(counts=_ends(column))
    )


def _ends(column: ColumnProfile) -> tuple[tuple[str, int], ...]:
    """Return the most frequent classes, or the first and the last ones if there are many."""
    if len(column.top) <= _SHOWN:
        return column.top
    return (*column.top[: _SHOWN // 2], *column.top[-_SHOWN // 2 :])
