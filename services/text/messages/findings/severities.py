"""The severities of findings in words."""

from typing import assert_never

from services.data.findings.finding import Severity
from services.text.i18n import _


def severity_label(severity: Severity) -> str:
    """Return the heading of the findings of a severity."""
    match severity:
        case "error":
            return _("Fix before training")
        case "question":
            return _("Confirm before training")
        case "warning":
            return _("Warnings")
        case "handled":
            return _("Handled by the recipe")
        case "note":
            return _("Notes")
        case _:
            assert_never(severity)
