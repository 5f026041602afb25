"""Words for the decision of a model of two classes."""

from typing import TYPE_CHECKING, assert_never

from services.text import formats
from services.text.i18n import _

if TYPE_CHECKING:  # the frame imports all texts of errors
    from services.data.models.decision import Criterion, Decision


def decision_text(decision: "Decision | None") -> str:
    """Return which class is predicted, and from which probability on."""
    if decision is None:
        return _("The likelier class is predicted.")
    threshold = formats.percent(decision.threshold)
    return _("“{label}” is predicted from {threshold} on.", label=decision.label, threshold=threshold)


def criterion_title(criterion: "Criterion") -> str:
    """Return the name of a criterion by which a threshold is the best."""
    match criterion:
        case "likeliest":
            return _("Likelier class")
        case "accuracy":
            return _("Accuracy")
        case "balanced_accuracy":
            return _("Balanced accuracy")
        case "f1":
            return _("F1")
        case "cost":
            return _("Lowest cost")
        case _:
            assert_never(criterion)
