"""Why a column is proposed as the target."""

from typing import assert_never

from services.data.recipe.targets import Reason, TargetProposal
from services.text.i18n import _


def target_reasons(proposal: TargetProposal) -> str:
    """Return the reasons of a proposal, such as "named like a target, last column, two classes"."""
    return ", ".join(target_reason(reason) for reason in proposal.reasons)


def target_reason(reason: Reason) -> str:
    """Return one reason for which a column is proposed."""
    match reason:
        case "named":
            return _("named like a target")
        case "first":
            return _("first column")
        case "last":
            return _("last column")
        case "two_classes":
            return _("two classes")
        case "few_classes":
            return _("few classes")
        case "number":
            return _("a number with many values")
        case "beside_text":
            return _("next to a text")
        case _:
            assert_never(reason)
