"""Evaluate the model on the held-out rows and compare its metrics with a dummy baseline's."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy
from sklearn import metrics
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.pipeline import Pipeline

from . import pipeline
from .measures import intervals
from .measures.curves import curves
from .measures.importance import importance
from .measures.intervals import Interval
from .spec import IMBALANCED, LOWER_IS_BETTER, Metric
from .split import Places, Split, described
from .table import Table

VERSION = 1
LABELS = 50  # a larger confusion matrix is unreadable
RESIDUALS = 500
TRAIN_ROWS = 2000
NAMES = 5  # of the classes in a note


def evaluate(fitted: Pipeline, table: Table, recipe: dict[str, Any], split: Split) -> dict[str, Any]:
    """Return the content of evaluation.json, which services/data/models/evaluation.py reads.

    Metrics are named by the codes of spec.Metric.
    """
    task, train, test = recipe["task"], split.train, split.test
    evaluate_task = _classification if task == "classification" else _regression
    return {
        "version": VERSION,
        "task": task,
        "rows_train": len(train),
        "rows_test": len(test),
        "rows_dropped": table.dropped,
        "fitted_on": "all rows",
        "split": described(split, recipe),
        "notes": list(_notes(table, train, test)) if task == "classification" else [],
        **evaluate_task(fitted, table, train, test),
    }


def details(
    fitted: Pipeline, table: Table, recipe: dict[str, Any], split: Split, tests: dict[str, Any]
) -> dict[str, Any]:
    """Return what takes longer than the metrics, for evaluation.json.

    That is the headline metric on a sample of the training rows and the importance of the columns.
    """
    metric, task = tests["metric"], recipe["task"]
    chosen = numpy.random.default_rng(recipe["seed"]).permutation(split.train)[:TRAIN_ROWS]
    predicted = _predicted(fitted, table.values[chosen], task)
    return {
        "train_score": _value(metric, table.target[chosen], predicted),
        **_importance(fitted, table, recipe, split, metric),
    }


def _importance(
    fitted: Pipeline, table: Table, recipe: dict[str, Any], split: Split, metric: Metric
) -> dict[str, Any]:
    actual, sign = table.target[split.test], -1 if metric in LOWER_IS_BETTER else 1

    def score(rows: numpy.ndarray, places: numpy.ndarray) -> list[float]:
        predicted = _predicted(fitted, rows, recipe["task"])
        parts = numpy.split(predicted, len(rows) // len(places))
        return [sign * _value(metric, actual[places], part) for part in parts]

    losses = importance(table.values[split.test], score, recipe["seed"])
    if losses is None:
        return {}
    entries = [
        {"column": column.name, "mean": mean, "deviation": deviation}
        for column, (mean, deviation) in zip(table.columns, losses, strict=True)
    ]
    return {"importance": sorted(entries, key=lambda entry: -entry["mean"])}


def _predicted(fitted: Pipeline, rows: numpy.ndarray, task: str) -> numpy.ndarray:
    if task == "regression":
        return numpy.asarray(fitted.predict(rows), dtype=float)
    return _likeliest(pipeline.probabilities(fitted, rows), pipeline.classes(fitted))


def _value(metric: Metric, actual: numpy.ndarray, predicted: numpy.ndarray) -> float:
    """Return a headline metric of some predictions."""
    match metric:
        case "accuracy":
            return float(numpy.mean(predicted == actual))
        case "balanced_accuracy":
            return _mean_recall(actual, predicted)
        case _:
            return _errors(actual, predicted)[metric]


def _classification(fitted: Pipeline, table: Table, train: Places, test: Places) -> dict[str, Any]:
    labels = sorted(set(table.target))
    actual, metric = table.target[test], _headline(table.target)
    model = _aligned(pipeline.probabilities(fitted, table.values[test]), pipeline.classes(fitted), labels)
    dummy = DummyClassifier(strategy="prior").fit(numpy.zeros((len(train), 1)), table.target[train])
    prior = _aligned(dummy.predict_proba(numpy.zeros((len(test), 1))), list(dummy.classes_), labels)
    scores, predicted = _scores(actual, model, labels), _likeliest(model, labels)
    return {
        "metric": metric,
        "metrics": _beside(
            {metric: scores[metric], **scores},
            _scores(actual, prior, labels),
            _intervals(actual, predicted, model, labels),
        ),
        "confusion": _confusion(actual, predicted, labels),
        "curves": curves(actual, model, labels),
    }


def _intervals(
    actual: numpy.ndarray, predicted: numpy.ndarray, probabilities: numpy.ndarray, labels: list[str]
) -> dict[Metric, Interval]:
    if len(labels) > LABELS:  # the drawn matrices would be too large
        return {}
    counts = metrics.confusion_matrix(actual, predicted, labels=labels)
    codes = numpy.searchsorted(numpy.array(labels, dtype=object), actual)
    return intervals.of_classes(counts, _losses(codes, probabilities), codes, probabilities)


def _headline(target: numpy.ndarray) -> Metric:
    """Return the metric that suits the classes: accuracy tells nothing where one class is nearly all."""
    return "balanced_accuracy" if max(Counter(target).values()) >= IMBALANCED * len(target) else "accuracy"


def _notes(table: Table, train: Places, test: Places) -> Iterator[dict[str, Any]]:
    """Yield which classes have no held-out row, and which have no row that was trained on."""
    trained, tested = Counter(table.target[train]), Counter(table.target[test])
    for code, these, others in (
        ("untested_classes", trained, tested),
        ("untrained_classes", tested, trained),
    ):
        rows = {label: count for label, count in these.items() if label not in others}
        if rows:
            classes = sorted(rows)[:NAMES]
            yield {"code": code, "classes": classes, "count": len(rows), "rows": sum(rows.values())}


def _scores(actual: numpy.ndarray, probabilities: numpy.ndarray, labels: list[str]) -> dict[Metric, float]:
    """Return the metrics of a classification, with ROC AUC if the rows have all classes."""
    predicted = _likeliest(probabilities, labels)
    codes = numpy.searchsorted(numpy.array(labels, dtype=object), actual)
    present = sorted(set(actual))
    f1 = metrics.f1_score(actual, predicted, labels=present, average="macro", zero_division=0)
    scores: dict[Metric, float | None] = {
        "accuracy": float(numpy.mean(predicted == actual)),
        "balanced_accuracy": _mean_recall(actual, predicted),
        "macro_f1": float(f1),
        "roc_auc": _roc_auc(codes, probabilities),
        "log_loss": float(numpy.mean(_losses(codes, probabilities))),
    }
    return {name: score for name, score in scores.items() if score is not None}


def _mean_recall(actual: numpy.ndarray, predicted: numpy.ndarray) -> float:
    return float(
        numpy.mean([numpy.mean(predicted[actual == label] == label) for label in sorted(set(actual))])
    )


def _losses(codes: numpy.ndarray, probabilities: numpy.ndarray) -> numpy.ndarray:
    """Return the logarithmic loss of each row."""
    of_actual = probabilities[numpy.arange(len(codes)), codes]
    return numpy.asarray(-numpy.log(numpy.clip(of_actual, numpy.finfo(float).eps, 1)))


def _roc_auc(codes: numpy.ndarray, probabilities: numpy.ndarray) -> float | None:
    """Return the one-vs-rest ROC AUC if the rows have all classes."""
    count = probabilities.shape[1]
    if len(set(codes)) < count:
        return None
    if count == 2:
        return float(metrics.roc_auc_score(codes, probabilities[:, 1]))
    return float(metrics.roc_auc_score(codes, probabilities, multi_class="ovr", labels=numpy.arange(count)))


def _regression(fitted: Pipeline, table: Table, train: Places, test: Places) -> dict[str, Any]:
    actual = table.target[test]
    predicted = numpy.asarray(fitted.predict(table.values[test]), dtype=float)
    dummy = DummyRegressor(strategy="mean").fit(numpy.zeros((len(train), 1)), table.target[train])
    scores = _errors(actual, predicted)
    baseline = _errors(actual, dummy.predict(numpy.zeros((len(test), 1))))
    pairs = zip(actual[:RESIDUALS].tolist(), predicted[:RESIDUALS].tolist(), strict=True)
    return {
        "metric": next(iter(scores)),
        "metrics": _beside(scores, baseline, intervals.of_numbers(actual, predicted)),
        "residuals": [list(pair) for pair in pairs],
    }


def _errors(actual: numpy.ndarray, predicted: numpy.ndarray) -> dict[Metric, float]:
    errors: dict[Metric, float] = {
        "mae": float(metrics.mean_absolute_error(actual, predicted)),
        "rmse": float(numpy.sqrt(numpy.mean((actual - predicted) ** 2))),
    }
    if len(actual) < 2:  # one row has no variance to explain
        return errors
    return {"r2": float(metrics.r2_score(actual, predicted)), **errors}


def _beside(
    scores: dict[Metric, float], baseline: dict[Metric, float], between: dict[Metric, Interval]
) -> list[dict[str, Any]]:
    """Return the scores of the model, their intervals and the baseline's as entries of evaluation.json."""
    return [
        {
            "name": name,
            "value": score,
            "baseline": baseline[name],
            "higher_is_better": name not in LOWER_IS_BETTER,
            **_interval(score, between.get(name)),
        }
        for name, score in scores.items()
    ]


def _interval(score: float, between: Interval | None) -> dict[str, Any]:
    """Return the entry of an interval, which holds the score; none where the rows don't differ."""
    if between is None or between[0] == between[1] or not numpy.isfinite(between).all():
        return {}
    low, high = between
    return {"interval": [min(low, score), max(high, score)]}


def _likeliest(probabilities: numpy.ndarray, labels: list[str]) -> numpy.ndarray:
    predicted: numpy.ndarray = numpy.array(labels, dtype=object)[probabilities.argmax(axis=1)]
    return predicted


def _confusion(actual: numpy.ndarray, predicted: numpy.ndarray, classes: list[str]) -> dict[str, Any]:
    """Return the confusion matrix of up to 50 classes, the commonest, with true classes as rows."""
    names, counts = numpy.unique(actual.astype(str), return_counts=True)
    likely = set(predicted)
    common = [str(name) for name in names[numpy.argsort(-counts, kind="stable")][:LABELS]]
    untested = sorted(set(classes) - set(names), key=lambda label: (label not in likely, label))
    labels = sorted([*common, *untested[: LABELS - len(common)]])
    matrix = metrics.confusion_matrix(actual, predicted, labels=labels)
    return {"labels": labels, "matrix": matrix.tolist()}


def _aligned(probabilities: numpy.ndarray, classes: list[str], labels: list[str]) -> numpy.ndarray:
    """Return probabilities with one column per label; labels without training rows get zeros."""
    aligned = numpy.zeros((len(probabilities), len(labels)))
    aligned[:, numpy.searchsorted(labels, classes)] = probabilities
    return aligned
