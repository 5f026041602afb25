"""Texts of findings about the whole table."""

from services.text.i18n import N_, _, _n
from services.text.messages.findings.registry import FindingText, finding


@finding()
def unknown_column(column: str, count: int) -> FindingText:
    """The recipe uses columns that the table doesn't have."""
    if count == 1:
        message = _("The recipe uses “{column}”, which isn't in the table.", column=column)
    else:
        message = _(
            "The recipe uses {many:,} columns that aren't in the table, such as “{column}”.",
            many=count,
            column=column,
        )
    return FindingText(
        message,
        _("Training reads columns by name and would fail."),
        _("Remove them from the recipe, or choose the roles again."),
    )


_SPLIT_PROBLEMS = {
    "unset": N_("The split needs a column, and none is chosen."),
    "absent": N_("The split uses “{column}”, which isn't in the table."),
    "no dates": N_("The split is by time, but “{column}” has no dates."),
}


@finding()
def split_column(problem: str, column: str = "") -> FindingText:
    """The split can't be made: `problem` is "unset", "absent" or "no dates"."""
    return FindingText(
        _(_SPLIT_PROBLEMS[problem], column=column),
        _("Without it no rows can be held out, and training would fail."),
        _("Choose another column for the split, or hold out rows at random."),
    )


@finding()
def no_features() -> FindingText:
    """Every column but the target is ignored."""
    return FindingText(
        _("No features are left to learn from."),
        _("The recipe ignores every column but the target."),
        _("Give at least one other column a role."),
    )


@finding()
def too_few_rows(rows: int, minimum: int) -> FindingText:
    """The table has fewer rows than training needs, or too few for a reliable score."""
    if rows < minimum:
        return FindingText(
            _n(
                "The table has only {rows:,} row; training needs at least {minimum:,}.",
                "The table has only {rows:,} rows; training needs at least {minimum:,}.",
                rows,
                rows=rows,
                minimum=minimum,
            ),
            _("Some rows are held out for evaluation, which leaves too few to learn from."),
            _("Add rows to the file and upload it again."),
        )
    return FindingText(
        _("The table has only {many} rows.", many=rows),
        _("With so few held-out rows, a single prediction changes the score a lot."),
        _("Treat the score as a rough estimate, and add rows if you can."),
    )


@finding()
def too_many_columns(columns: int, rows: int, remaining: int | None) -> FindingText:
    """The model has more features than rows, or very many; the fix leaves `remaining`."""
    if columns > rows:
        message = _n(
            "The model has {columns:,} features for only {rows:,} row.",
            "The model has {columns:,} features for only {rows:,} rows.",
            rows,
            columns=columns,
            rows=rows,
        )
    else:
        message = _("The model has {many:,} features.", many=columns)
    if remaining is None:
        advice = _("Leave out irrelevant columns, or add rows.")
    else:
        advice = _(
            "Leave out irrelevant columns. The fix keeps the {many:,} most associated with the target. "
            "It looks at all rows, so the score will be slightly too high.",
            many=remaining,
        )
    return FindingText(
        message,
        _(
            "Among so many features some match the target by chance, so the model overfits. Training and "
            "predictions also take longer."
        ),
        advice,
    )


@finding()
def many_columns(columns: int, used: int) -> FindingText:
    """The table has very many columns, most of which the recipe ignores."""
    return FindingText(
        _("The model uses {used:,} of {many:,} columns.", used=used, many=columns),
        _("Among very many columns some match the target by chance, and predictions take longer."),
        _("The recipe ignores the others. Check that the important columns are used."),
    )


@finding()
def duplicate_rows(count: int) -> FindingText:
    """Rows repeat an earlier one in every cell."""
    return FindingText(
        _n(
            "{count:,} row is a duplicate of an earlier one.",
            "{count:,} rows are duplicates of earlier ones.",
            count,
            count=count,
        ),
        _("If one copy is a training row and the other is held out, the score is too high."),
        _("If they are copies made by mistake, remove them and upload the file again."),
    )
