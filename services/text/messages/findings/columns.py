"""Texts of findings about features that carry little information."""

from services.text.formats import number
from services.text.i18n import N_, _, _n
from services.text.messages.findings.registry import FindingText, finding


@finding(group=N_("{many:,} columns are empty: {columns}."))
def all_missing(column: str, ignored: bool) -> FindingText:
    """A column is empty."""
    return FindingText(
        _("“{column}” is empty.", column=column),
        _("There is nothing to learn from it. Its values may have been lost in an export."),
        _ignore(ignored),
    )


@finding(group=N_("{many:,} columns are constant: {columns}."))
def constant(column: str, ignored: bool, has_missing: bool) -> FindingText:
    """A column has one value."""
    if has_missing:
        message = _("“{column}” is constant: all values that aren't missing are the same.", column=column)
    else:
        message = _("“{column}” is constant: it has the same value in every row.", column=column)
    return FindingText(message, _("A constant column can't tell rows apart."), _ignore(ignored))


@finding(group=N_("{many:,} columns look like identifiers: {columns}."))
def id_like(column: str, ignored: bool) -> FindingText:
    """A column identifies its rows."""
    return FindingText(
        _("“{column}” looks like an identifier: every value is unique.", column=column),
        _(
            "A model can memorize identifiers, but new rows have new ones. If they follow the order in which "
            "rows were collected, they may also leak the target."
        ),
        _ignore(ignored),
    )


@finding(group=N_("{many:,} columns are named like identifiers but repeat values: {columns}."))
def id_with_repeats(column: str, repeats: int, cells: int, used: bool, at_random: bool) -> FindingText:
    """A column is named like an identifier, and `repeats` of its cells repeat an earlier one."""
    message = _n(
        "“{column}” is named like an identifier, but {repeats:,} of {cells:,} cells repeats an earlier one.",
        "“{column}” is named like an identifier, but {repeats:,} of {cells:,} cells repeat an earlier one.",
        repeats,
        column=column,
        repeats=repeats,
        cells=cells,
    )
    reason = _(
        "Rows with the same identifier are often alike, so held-out rows may repeat what the model has seen. "
        "If identifiers should be unique, these rows are duplicates."
    )
    if used:
        return FindingText(
            message, reason, _("Leave it out: its values mean nothing by themselves. Check for duplicates.")
        )
    if at_random:
        return FindingText(
            message,
            reason,
            _("The recipe ignores it. Keep its rows together in the split, or remove the duplicates."),
        )
    return FindingText(message, reason, _("The recipe ignores it, and doesn't split the rows at random."))


def _ignore(ignored: bool) -> str:
    return _("The recipe ignores it.") if ignored else _("Leave it out.")


@finding(group=N_("{many:,} columns have missing values in most rows: {columns}."))
def mostly_missing(column: str, share: float) -> FindingText:
    """Most cells of a column are missing."""
    return FindingText(
        _("{share:.1%} of “{column}” is missing.", column=column, share=share),
        _("The model would learn mostly from imputed values. A missing value may itself be informative."),
        _("Leave it out, unless the few values it has matter."),
    )


@finding(group=N_("High cardinality: {many:,} columns have very many categories: {columns}."))
def high_cardinality(column: str, categories: int, rows: float, by_target: bool) -> FindingText:
    """A category has very many levels, with `rows` each on average."""
    shown = number(round(rows, 1))
    message = _n(
        "High cardinality: “{column}” has {many:,} categories, about {rows} row each.",
        "High cardinality: “{column}” has {many:,} categories, about {rows} rows each.",
        1 if shown == "1" else 2,
        column=column,
        many=categories,
        rows=shown,
    )
    if by_target:
        return FindingText(
            message,
            _("Target encoding needs several rows per category; with few it learns noise."),
            _(
                "The recipe uses target encoding. If that isn't enough, group the values in the file or "
                "leave the column out."
            ),
        )
    return FindingText(
        message,
        _("Only the most frequent categories are encoded; rare and new ones carry no information."),
        _("Use target encoding, group the values in the file, or leave the column out."),
    )
