"""Texts of findings about target leakage."""

from services.text.i18n import N_, _
from services.text.messages.findings.registry import FindingText, finding


@finding(group=N_("Possible target leakage in {many:,} columns: {columns}."))
def leak(column: str, target: str, is_copy: bool) -> FindingText:
    """A feature gives the target away."""
    if is_copy:
        message = _(
            "Possible target leakage: “{column}” looks like a copy of “{target}”.",
            column=column,
            target=target,
        )
    else:
        message = _(
            "Possible target leakage: “{column}” predicts “{target}” almost perfectly.",
            column=column,
            target=target,
        )
    return FindingText(
        message,
        _("If it is known only after the outcome, the score looks perfect but the model fails on new rows."),
        _("Leave it out, unless it is known at prediction time."),
        _("“{column}” is known at prediction time.", column=column),
    )


@finding(group=N_("{many:,} columns are named like the target: {columns}."))
def leak_by_name(column: str, target: str) -> FindingText:
    """A feature is named like the target."""
    return FindingText(
        _("“{column}” is named like the target “{target}”.", column=column, target=target),
        _("Such a column is often filled in after the outcome, which is target leakage."),
        _("Leave it out if it isn't known at prediction time."),
    )
