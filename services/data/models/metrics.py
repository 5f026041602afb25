"""The metrics of an evaluation, named by the trainer's codes."""

from typing import get_args

from services.containers.trainer.spec import Metric

METRICS: tuple[Metric, ...] = get_args(Metric)

# Models trained before metrics had codes carry these names.
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
    """Return the code of a metric as a stored file names it; an unknown name stays as it is."""
    return _FORMER_NAMES.get(name, name)
