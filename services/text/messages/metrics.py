"""Titles and explanations of metrics, by the codes of services.data.models.metrics."""

from services.data.models.score import Score
from services.text import formats
from services.text.i18n import N_, _

TITLES: dict[str, str] = {
    "accuracy": N_("Accuracy"),
    "balanced_accuracy": N_("Balanced accuracy"),
    "macro_f1": N_("Macro F1"),
    "roc_auc": N_("ROC AUC"),
    "log_loss": N_("Log loss"),
    "r2": N_("R²"),
    "mae": N_("Mean absolute error (MAE)"),
    "rmse": N_("Root mean squared error (RMSE)"),
}
# Where a metric is one fact of several in a line.
SHORT_TITLES: dict[str, str] = {"mae": N_("MAE"), "rmse": N_("RMSE")}
EXPLANATIONS: dict[str, str] = {
    "accuracy": N_("The share of held-out rows whose class is predicted correctly."),
    "balanced_accuracy": N_(
        "The average recall of the classes, so that rare classes count as much as frequent ones."
    ),
    "macro_f1": N_(
        "The F1 score, which combines precision and recall, averaged over the classes. 1 is perfect."
    ),
    "roc_auc": N_(
        "How often a row of a class gets a higher probability for it than a row of another class. "
        "0.5 is chance, 1 is perfect."
    ),
    "log_loss": N_("How far the predicted probabilities are from the true classes. 0 is perfect."),
    "r2": N_(
        "The share of the target's variance that the model explains. "
        "1 is perfect, 0 is no better than always predicting the mean."
    ),
    "mae": N_("The average distance between predicted and actual values, in the target's unit."),
    "rmse": N_("Like the mean absolute error, but large errors weigh more. In the target's unit."),
}


def metric_title(name: str) -> str:
    """Return the title of a metric; one that the app doesn't know is shown by its name."""
    return _(TITLES[name]) if name in TITLES else name


def score_text(score: Score) -> str:
    """Return a headline metric with its value, for a title."""
    short = SHORT_TITLES.get(score.metric)
    return f"{_(short) if short else metric_title(score.metric)} {formats.score(score.value)}"


def metric_explanation(name: str) -> str | None:
    """Return what a metric measures, or None for one that the app doesn't know."""
    return _(EXPLANATIONS[name]) if name in EXPLANATIONS else None
