"""Words for the checks of an evaluation."""

from typing import assert_never

from services.data.models.checks import Check
from services.data.models.evaluation import Evaluation
from services.text import formats
from services.text.i18n import _
from services.text.messages.metrics import metric_title


def check_text(check: Check, evaluation: Evaluation) -> str:
    """Return what speaks against a model, why, and what to do."""
    metric = metric_title(evaluation.metric)
    match check.code:
        case "no_better_than_baseline":
            return _("This model is no better than the baseline. Review the columns, or add rows.")
        case "uncertain":
            return _(
                "This model may be no better than the baseline: its interval holds the baseline's score. "
                "Only more held-out rows can tell."
            )
        case "underfitting":
            return _(
                "Underfitting: even on its training rows, the model is hardly better than the baseline. "
                "Try another algorithm, or columns that say more about the target."
            )
        case "overfitting":
            return _(
                "Overfitting: {metric} is {train} on training rows but {test} on held-out rows. Try the "
                "linear model, fewer leaves or less depth, or more rows.",
                metric=metric,
                train=formats.score(evaluation.train_score),
                test=formats.score(evaluation.score),
            )
        case "dominant_column":
            return _(
                "The model relies on “{column}” alone. If its value is known only after the target, this is "
                "target leakage: leave the column out.",
                column=check.column,
            )
        case _:
            assert_never(check.code)
