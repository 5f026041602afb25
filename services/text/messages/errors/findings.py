"""Texts of errors about findings that forbid training."""

from typing import TYPE_CHECKING

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error

if TYPE_CHECKING:  # the frame imports all texts of errors, and findings import pandas
    from services.data.findings.finding import Finding


@error
def blocking_finding(finding: "Finding") -> ErrorText:
    """A finding must be fixed before training."""
    from services.text.messages.findings import finding_text

    text = finding_text(finding)
    return ErrorText(text.message, text.advice)


@error
def unconfirmed_finding(finding: "Finding") -> ErrorText:
    """A finding must be fixed or confirmed before training."""
    from services.text.messages.findings import finding_text

    text = finding_text(finding)
    return ErrorText(
        text.message,
        _(
            "{advice} If you are sure, confirm it: {statement}",
            advice=text.advice,
            statement=text.statement,
        ),
    )
