"""Texts of findings about the target."""

from services.text.i18n import _, _n
from services.text.messages.findings.registry import FindingText, finding


@finding()
def target_missing(column: str, empty: bool) -> FindingText:
    """The target isn't in the table, or it is empty."""
    if empty:
        return FindingText(
            _("The target “{column}” is empty.", column=column),
            _("A model learns from rows whose target is known."),
            _("Choose another target, or fill in this column."),
        )
    return FindingText(
        _("The target “{column}” isn't in the table.", column=column),
        _("A model learns from rows whose target is known."),
        _("Choose another target."),
    )


@finding()
def one_class(column: str) -> FindingText:
    """The target has one value in every row."""
    return FindingText(
        _("The target “{column}” is constant: it has the same value in every row.", column=column),
        _("There is nothing to learn: every prediction would be that value."),
        _("Choose another target, or add rows with other values."),
    )


@finding()
def regression_on_text(column: str) -> FindingText:
    """A target that isn't numeric is to be predicted as a number."""
    return FindingText(
        _("“{column}” isn't numeric, so no number can be predicted from it.", column=column),
        _("Regression learns from a numeric target."),
        _("Predict a class instead, or choose a numeric target."),
    )


@finding()
def skewed_target(column: str, is_log: bool) -> FindingText:
    """A number to predict has a long right tail."""
    return FindingText(
        _("The target “{column}” is skewed, with a long right tail.", column=column),
        _("A few large values dominate both the training and the score."),
        _("The model learns its logarithm; predictions and metrics are in the target's own unit.")
        if is_log
        else _(
            "Learn its logarithm if relative errors matter more than absolute ones. Predictions stay in the "
            "target's own unit."
        ),
    )


@finding()
def target_used(column: str) -> FindingText:
    """The target is one of the features."""
    return FindingText(
        _("“{column}” is both the target and a feature.", column=column),
        _(
            "This is target leakage: the model would read the answer, and fail on rows where it "
            "isn't known yet."
        ),
        _("Leave it out of the features."),
    )


@finding()
def target_missing_rows(column: str, too_few: bool, rows: int, missing: int, minimum: int) -> FindingText:
    """Rows have no target: `missing` of them, and `rows` have one, which may be fewer than training needs."""
    if too_few:
        return FindingText(
            _n(
                "Only {rows:,} row has a target; training needs at least {minimum:,}.",
                "Only {rows:,} rows have a target; training needs at least {minimum:,}.",
                rows,
                rows=rows,
                minimum=minimum,
            ),
            _("Rows without a target can be used neither to learn nor to evaluate."),
            _("Fill in “{column}” in more rows.", column=column),
        )
    return FindingText(
        _n(
            "{count:,} row has no target and is left out.",
            "{count:,} rows have no target and are left out.",
            missing,
            count=missing,
        ),
        _("If the targets aren't missing at random, the remaining rows are a biased sample."),
        _("Fill in “{column}” in these rows if you can.", column=column),
    )
