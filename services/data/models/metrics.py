"""The metrics of an evaluation, named by the trainer's codes."""

from typing import get_args

from services.containers.trainer.spec import Metric

METRICS: tuple[Metric, ...] = get_args(Metric)

# The evaluations of earlier versions have these names instead of codes.
_FORMER_NAMES: dict[str, Metric] = {
    "balanced accuracy": "balanced_accuracy",
    "macro F1": "macro_f1",
    "ROC AUC": "roc_auc",
    "log loss": "log_loss",
    "R²": "r2",
    "MAE": "mae",
    "RMSE": "rmse",
}


def metric_code(name: str) -> str:
    """Return the code of a metric by its name in a stored file; an unknown name is returned unchanged."""
    return _FORMER_NAMES.get(name, name)
