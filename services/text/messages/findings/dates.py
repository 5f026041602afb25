"""Texts of findings about dates."""

from services.text import formats
from services.text.i18n import N_, _, _n
from services.text.messages.findings.registry import FindingText, finding


@finding(group=N_("{many:,} columns have dates that stand for unknown ones: {columns}."))
def placeholder_dates(column: str, day: str, count: int, is_latest: bool, by_time: bool) -> FindingText:
    """The earliest or the latest date stands for an unknown or an open one, such as 9999-12-31."""
    message = _n(
        "“{column}” has {count:,} cell with {day}, which is probably a placeholder.",
        "“{column}” has {count:,} cells with {day}, which is probably a placeholder.",
        count,
        column=column,
        count=count,
        day=formats.cell_date(day),
    )
    if by_time and is_latest:
        return FindingText(
            message,
            _("It is the latest date, so these rows are held out, and the model is evaluated on them alone."),
            _("Leave these cells empty in the file, or hold out other rows."),
        )
    return FindingText(
        message,
        _("The days until such a date dwarf all other differences between dates."),
        _("Leave these cells empty in the file, so that they count as missing."),
    )


@finding(group=N_("{many:,} columns have dates that are used as text: {columns}."))
def dates_as_text(
    column: str,
    cause: str,
    count: int = 0,
    cells: int = 0,
    is_target: bool = False,
    written: tuple[tuple[str, int], ...] = (),
) -> FindingText:
    """Dates are used as something else, by their "role" or because of "several forms" or "other cells"."""
    reason = _("Their order, months and weekdays are lost.")
    if cause == "role":
        return FindingText(
            _("“{column}” has dates but isn't used as a date.", column=column), reason, _("Use it as a date.")
        )
    if cause == "several forms":
        forms = ", ".join(f"{form} ({formats.count(cells)})" for form, cells in written)
        return FindingText(
            _("“{column}” has dates in several formats: {forms}.", column=column, forms=forms),
            reason,
            _("Write every date in the same format in the file.")
            if is_target
            else _("Use it as a date, where each format is read, or write every date in the same format."),
        )
    return FindingText(
        _(
            "“{column}” has dates except for {count:,} of {all:,} cells.",
            column=column,
            count=count,
            all=cells,
        ),
        reason,
        _("Write every date in the same format in the file.")
        if is_target
        else _(
            "Use it as a date, where these cells count as missing, or write every date in the same format."
        ),
    )


@finding(group=N_("{many:,} columns have dates that aren't used: {columns}."))
def unused_dates(column: str) -> FindingText:
    """The recipe ignores a date column."""
    return FindingText(
        _("“{column}” has dates that aren't used.", column=column),
        _("The year, the month or the weekday may help to predict the target."),
        _("The recipe ignores it. Use it as a date if it is known at prediction time."),
    )


@finding()
def dates(column: str) -> FindingText:
    """The rows have dates, and the held-out rows are drawn at random."""
    return FindingText(
        _("The rows are dated by “{column}”, but held-out rows are drawn at random.", column=column),
        _("A model that should predict the future is then evaluated on days it has already seen."),
        _(
            "The recipe turns dates into numbers. If rows are events in time, hold out the latest ones; "
            "otherwise nothing needs to change."
        ),
    )
