"""Texts of findings about how cells are written."""

from typing import assert_never

from services.data.recipe.recipe import Role
from services.text.i18n import N_, _, _n
from services.text.messages.findings.registry import FindingText, finding


@finding(group=N_("{many:,} columns have cells that don't fit their role: {columns}."))
def role_misfit(column: str, role: Role, count: int) -> FindingText:
    """Cells can't be read as the role of their column needs."""
    match role:
        case "numeric":
            message = _n(
                "{count:,} cell of “{column}” isn't a number and counts as missing.",
                "{count:,} cells of “{column}” aren't numbers and count as missing.",
                count,
                count=count,
                column=column,
            )
        case "date":
            message = _n(
                "{count:,} cell of “{column}” isn't a date and counts as missing.",
                "{count:,} cells of “{column}” aren't dates and count as missing.",
                count,
                count=count,
                column=column,
            )
        case "category" | "text" | "ignore":
            raise ValueError(f"any cell fits the role {role}")
        case _:
            assert_never(role)
    return FindingText(
        message,
        _("The model learns nothing from these values."),
        _("Change the role, or keep it if these cells can count as missing values."),
    )


@finding(group=N_("{many:,} columns have numbers that are used as text: {columns}."))
def numbers_as_text(
    column: str,
    cause: str,
    example: str = "",
    count: int = 0,
    cells: int = 0,
    units: tuple[str, ...] = (),
    is_target: bool = False,
    is_read: bool = False,
) -> FindingText:
    """Numbers are used as categories because of "symbols", "several units", or "other cells"."""
    reason = _("The numbers are used as categories, which loses their order and distance.")
    if cause == "several units":
        return FindingText(
            _("“{column}” has numbers in several units: {units}.", column=column, units=", ".join(units)),
            reason,
            _("Convert them to one unit in the file."),
        )
    if cause == "symbols":
        message = _(
            "“{column}” has numbers with symbols or units, such as “{example}”.",
            column=column,
            example=example,
        )
        if is_read:
            return FindingText(
                message, _("The model predicts the plain number."), _("Nothing needs to change.")
            )
        advice = (
            _("Predict it as a number; the symbols are read.")
            if is_target
            else _("Use it as a number; the symbols are read, at prediction too.")
        )
        return FindingText(message, reason, advice)
    return FindingText(
        _(
            "“{column}” is numeric except for {count:,} of {all:,} cells.",
            column=column,
            count=count,
            all=cells,
        ),
        reason,
        _("Predict it as a number, where these rows are left out, or correct the cells in the file.")
        if is_target
        else _("Use it as a number, where these cells count as missing, or correct them in the file."),
    )


@finding(group=N_("{many:,} columns mix numbers with text: {columns}."))
def mixed_types(column: str, numbers: int, cells: int) -> FindingText:
    """A column has numbers and text."""
    return FindingText(
        _n(
            "“{column}” has mixed types: {count:,} of {cells:,} cells is a number.",
            "“{column}” has mixed types: {count:,} of {cells:,} cells are numbers.",
            numbers,
            column=column,
            count=numbers,
            cells=cells,
        ),
        _("The numbers are used as categories, which loses their order and distance."),
        _("If the column holds two kinds of values, split it in two. Codes need no change."),
    )


@finding(group=N_("{many:,} columns have infinite values: {columns}."))
def infinite(column: str, count: int) -> FindingText:
    """Cells are infinite, or beyond what can be calculated with."""
    return FindingText(
        _n(
            "“{column}” has {count:,} infinite or far too large value.",
            "“{column}” has {count:,} infinite or far too large values.",
            count,
            column=column,
            count=count,
        ),
        _("Models can't use them, so they count as missing. Division by zero often causes them."),
        _("Correct these cells in the file, or leave them empty."),
    )


@finding(group=N_("{many:,} columns have numbers too large to compute with: {columns}."))
def too_large(column: str, value: float, limit: float, mostly: bool, is_target: bool) -> FindingText:
    """Numbers lie beyond what an estimator can hold; `value` is the farthest from zero."""
    if is_target:
        consequence = _("Rows whose target is beyond this are left out.")
    else:
        consequence = _("Numbers beyond this count as missing.")
    return FindingText(
        _("“{column}” has numbers too large to compute with, such as {value:g}.", column=column, value=value),
        _("Models compute with numbers up to {limit:g}.", limit=limit) + " " + consequence,
        _("Use a larger unit in the file, such as millions, or the logarithm.")
        if mostly
        else _("Correct these cells in the file, or leave them empty."),
    )


@finding(group=N_("{many:,} columns have missing-value markers such as “NA”: {columns}."))
def missing_marks(
    column: str, count: int, marker: str, is_text: bool = False, is_target: bool = False
) -> FindingText:
    """Cells hold a marker that stands for a missing value."""
    return FindingText(
        _n(
            "“{column}” has {count:,} missing-value marker, “{marker}”.",
            "“{column}” has {count:,} missing-value markers such as “{marker}”.",
            count,
            column=column,
            count=count,
            marker=marker,
        ),
        _("They stand for missing values in most tables, so these cells count as missing.")
        if is_text
        else _("All other cells are numbers or dates, so these count as missing."),
        _marks_advice(is_text, is_target),
    )


def _marks_advice(is_text: bool, is_target: bool) -> str:
    if is_target:
        return _("These rows are left out. If the marker is a class of its own, keep it as a value.")
    if is_text:
        return _("The recipe imputes them. If the marker is a value of its own, keep it as a value.")
    return _("The recipe imputes them. If the marker is a value of its own, use the column as a category.")
