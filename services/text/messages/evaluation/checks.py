"""Words for the checks of an evaluation, and for the buttons that do something about them."""

from typing import assert_never

from services.data.models.checks import Check
from services.data.models.evaluation import Evaluation
from services.data.models.remedies import Preselection
from services.text import formats
from services.text.i18n import _, _n, fill
from services.text.messages.algorithms import algorithm_title, parameter_title
from services.text.messages.metrics import metric_title

COLUMNS_SHOWN = 5


def check_text(check: Check, evaluation: Evaluation) -> str:
    """Return what speaks against a model, why, and what to do."""
    match check.code:
        case "no_better_than_baseline":
            return _("This model is no better than the baseline. Review the columns, or add rows.")
        case "uncertain":
            return _(
                "This model may be no better than the baseline: its interval holds the baseline's score. "
                "Only more held-out rows can tell."
            )
        case "unstable" | "underfitting" | "overfitting" | "at_limit":
            return _of_fit(check, evaluation)
        case "class_imbalance":
            return _(
                "Class imbalance: only {share} of the held-out rows are “{label}”, so a model can score well "
                "that never predicts it. Weigh the classes equally, and look at the recall of each.",
                share=formats.percent(check.value),
                label=check.label,
            )
        case "worse_than_simple" | "slower_without_benefit":
            return _beside_others(check, evaluation)
        case "dominant_column" | "time_overlap" | "correlated_columns" | "useless_columns":
            return _of_columns(check)
        case _:
            assert_never(check.code)


def preselection_label(chosen: Preselection) -> str:
    """Return what the form says after a press of the button."""
    title = algorithm_title(chosen.algorithm)
    parts = [
        f"{parameter_title(chosen.algorithm, name)} {formats.number(value)}"
        for name, value in chosen.parameters.items()
    ]
    if chosen.balanced:
        parts.append(_("classes weigh equally"))
    if not parts:
        return _("Prepare a run of {algorithm}", algorithm=title)
    return _("Prepare a run of {algorithm}: {changes}", algorithm=title, changes=", ".join(parts))


def _of_fit(check: Check, evaluation: Evaluation) -> str:
    metric = metric_title(evaluation.metric)
    if check.code == "unstable":
        low, high = evaluation.headline.interval or (evaluation.score, evaluation.score)
        return _(
            "The score is uncertain: on other rows, {metric} may be anywhere from {low} to {high}. Hold out "
            "more rows, or add rows to the table.",
            metric=metric,
            low=formats.score(low),
            high=formats.score(high),
        )
    if check.code == "underfitting":
        return _(
            "Underfitting: even on its training rows, the model is hardly better than the baseline. "
            "Try another algorithm, or columns that say more about the target."
        )
    if check.code == "at_limit":
        return _(
            "The fit took all the iterations that it was allowed, so more may score better. Raise the limit."
        )
    return _(
        "Overfitting: {metric} is {train} on training rows but {test} on held-out rows. Try the "
        "linear model, fewer leaves or less depth, or more rows.",
        metric=metric,
        train=formats.score(evaluation.train_score),
        test=formats.score(evaluation.score),
    )


def _beside_others(check: Check, evaluation: Evaluation) -> str:
    algorithm = algorithm_title(check.algorithm)
    if check.code == "worse_than_simple":
        return _(
            "Another run is better: {metric} is {score} with the algorithm {algorithm}. Use that one, or "
            "tune this one.",
            metric=metric_title(evaluation.metric),
            score=formats.score(check.value),
            algorithm=algorithm,
        )
    return _(
        "Slow without benefit: this run took {factor} times as long as one with the algorithm {algorithm} "
        "and isn't better. Use that one.",
        factor=fill("{factor:,.1f}", factor=check.value),
        algorithm=algorithm,
    )


def _of_columns(check: Check) -> str:
    column = check.columns[0] if check.columns else ""
    match check.code:
        case "time_overlap":
            return _(
                "By “{column}”, some training rows are later than held-out rows, so the score may be too "
                "good for rows to come. Hold out the latest rows.",
                column=column,
            )
        case "correlated_columns":
            return _(
                "“{first}” and “{second}” go together (rank correlation {value}), so they share their "
                "importance. Leave one of them out.",
                first=column,
                second=check.columns[-1],
                value=formats.decimal(check.value, 2),
            )
        case "useless_columns":
            return _useless(check.columns)
        case _:
            return _(
                "The model relies on “{column}” alone, or would be as good with it alone. If its value is "
                "known only after the target, this is target leakage: leave the column out.",
                column=column,
            )


def _useless(columns: tuple[str, ...]) -> str:
    names = ", ".join(f"“{column}”" for column in columns[:COLUMNS_SHOWN])
    more = len(columns) - COLUMNS_SHOWN
    if more > 0:
        names = _("{names} and {count:,} more", names=names, count=more)
    return _n(
        "The model does as well without this column: {names}. Leave it out, and predictions need less.",
        "The model does as well without these columns: {names}. Leave them out, and predictions need less.",
        len(columns),
        names=names,
    )
