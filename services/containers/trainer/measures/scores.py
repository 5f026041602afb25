"""The metrics of predictions, and the confusion matrix of their classes."""

from typing import Any

import numpy
from sklearn import metrics

from ..spec import Metric

Values = numpy.ndarray[Any, Any]

LABELS = 50  # a larger confusion matrix is unreadable


def value(metric: Metric, actual: Values, predicted: Values) -> float:
    """Return a headline metric of some predictions."""
    match metric:
        case "accuracy":
            return float(numpy.mean(predicted == actual))
        case "balanced_accuracy":
            return _mean_recall(actual, predicted)
        case _:
            return of_numbers(actual, predicted)[metric]


def of_classes(actual: Values, probabilities: Values, labels: list[str]) -> dict[Metric, float]:
    """Return the metrics of a classification, with ROC AUC if the rows have all classes."""
    predicted = likeliest(probabilities, labels)
    codes = numpy.searchsorted(numpy.array(labels, dtype=object), actual)
    present = sorted(set(actual))
    f1 = metrics.f1_score(actual, predicted, labels=present, average="macro", zero_division=0)
    measured: dict[Metric, float | None] = {
        "accuracy": float(numpy.mean(predicted == actual)),
        "balanced_accuracy": _mean_recall(actual, predicted),
        "macro_f1": float(f1),
        "roc_auc": _roc_auc(codes, probabilities),
        "log_loss": float(numpy.mean(losses(codes, probabilities))),
    }
    return {name: score for name, score in measured.items() if score is not None}


def _mean_recall(actual: Values, predicted: Values) -> float:
    return float(
        numpy.mean([numpy.mean(predicted[actual == label] == label) for label in sorted(set(actual))])
    )


def losses(codes: Values, probabilities: Values) -> Values:
    """Return the logarithmic loss of each row."""
    of_actual = probabilities[numpy.arange(len(codes)), codes]
    return numpy.asarray(-numpy.log(numpy.clip(of_actual, numpy.finfo(float).eps, 1)))


def _roc_auc(codes: Values, probabilities: Values) -> float | None:
    """Return the one-vs-rest ROC AUC if the rows have all classes."""
    count = probabilities.shape[1]
    if len(set(codes)) < count:
        return None
    if count == 2:
        return float(metrics.roc_auc_score(codes, probabilities[:, 1]))
    return float(metrics.roc_auc_score(codes, probabilities, multi_class="ovr", labels=numpy.arange(count)))


def of_numbers(actual: Values, predicted: Values) -> dict[Metric, float]:
    """Return the metrics of a regression, without R² for a single row."""
    measured: dict[Metric, float] = {
        "mae": float(metrics.mean_absolute_error(actual, predicted)),
        "rmse": float(numpy.sqrt(numpy.mean((actual - predicted) ** 2))),
    }
    if len(actual) < 2:  # one row has no variance to explain
        return measured
    return {"r2": float(metrics.r2_score(actual, predicted)), **measured}


def likeliest(probabilities: Values, labels: list[str]) -> Values:
    """Return the class of the highest probability in each row."""
    predicted: Values = numpy.array(labels, dtype=object)[probabilities.argmax(axis=1)]
    return predicted


def confusion(actual: Values, predicted: Values, classes: list[str]) -> dict[str, Any]:
    """Return the confusion matrix of up to 50 classes, the commonest, with true classes as rows."""
    names, counts = numpy.unique(actual.astype(str), return_counts=True)
    likely = set(predicted)
    common = [str(name) for name in names[numpy.argsort(-counts, kind="stable")][:LABELS]]
    untested = sorted(set(classes) - set(names), key=lambda label: (label not in likely, label))
    labels = sorted([*common, *untested[: LABELS - len(common)]])
    matrix = metrics.confusion_matrix(actual, predicted, labels=labels)
    return {"labels": labels, "matrix": matrix.tolist()}


def aligned(probabilities: Values, classes: list[str], labels: list[str]) -> Values:
    """Return probabilities with one column per label; labels without training rows get zeros."""
    aligned = numpy.zeros((len(probabilities), len(labels)))
    aligned[:, numpy.searchsorted(labels, classes)] = probabilities
    return aligned
