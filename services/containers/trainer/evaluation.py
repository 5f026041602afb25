"""Evaluate the model on the held-out rows and compare its metrics with a dummy baseline's."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy
from sklearn import metrics
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.pipeline import Pipeline

from . import pipeline
from .measures import column_checks, conformal, intervals, scores, slices
from .measures.cells import Column
from .measures.curves import curves
from .measures.importance import importance
from .measures.intervals import Interval
from .measures.worst_slices import worst
from .spec import IMBALANCED, LOWER_IS_BETTER, Metric
from .split import Places, Split, described
from .table import Table

VERSION = 1
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
    fitted: Pipeline,
    table: Table,
    recipe: dict[str, Any],
    split: Split,
    tests: dict[str, Any],
    say: Callable[[str], None] = lambda _line: None,
) -> dict[str, Any]:
    """Return what takes longer than the metrics, for evaluation.json; `say` logs what is under way.

    That is the headline metric on a sample of the training rows, the importance of the columns, where the
    model is worse, and how far its predictions may be off.
    """
    metric, task, seed = tests["metric"], recipe["task"], recipe["seed"]
    chosen = numpy.random.default_rng(seed).permutation(split.train)[:TRAIN_ROWS]
    predicted = _predicted(fitted, table.values[chosen], task)
    say("Measuring the importance of the columns")
    importances = _importance(fitted, table, recipe, split, metric)
    ranks = {entry["column"]: rank for rank, entry in enumerate(importances.get("importance", ()))}
    order = sorted(range(len(table.columns)), key=lambda place: ranks.get(table.columns[place].name, 0))
    say("Measuring slices of the held-out rows and the coverage of intervals")
    by_row = _by_row(fitted, table, recipe, split, order)
    say("Checking the columns")
    return {
        "train_score": scores.value(metric, table.target[chosen], predicted),
        **importances,
        **by_row,
        "column_checks": _column_checks(table, metric, split, chosen, order),
    }


def _by_row(
    fitted: Pipeline, table: Table, recipe: dict[str, Any], split: Split, order: list[int]
) -> dict[str, Any]:
    """Return what follows from the predictions of single rows, with the columns in some order."""
    seed = recipe["seed"]
    test = numpy.sort(numpy.random.default_rng(seed).permutation(split.test)[: slices.ROWS])
    values, actual = table.values[test], table.target[test]
    if recipe["task"] == "regression":
        predicted = numpy.asarray(fitted.predict(values), dtype=float)
        terms = slices.Terms(numpy.abs(predicted - actual), "mae", seed)
        levels = conformal.of_numbers(actual, predicted, seed)
    else:
        labels = sorted(set(table.target))
        chances = _aligned(pipeline.probabilities(fitted, values), pipeline.classes(fitted), labels)
        terms = slices.Terms((scores.likeliest(chances, labels) == actual).astype(float), "accuracy", seed)
        codes = numpy.searchsorted(numpy.array(labels, dtype=object), actual)
        levels = conformal.of_classes(codes, chances, seed)
    columns, cells = _named(table, order), values[:, order]
    return {
        "slices": slices.entry(columns, cells, terms, worst(columns, cells, terms, seed)),
        "conformal": levels,
    }


def _column_checks(
    table: Table, metric: Metric, split: Split, train: Places, order: list[int]
) -> dict[str, Any]:
    columns, test = _named(table, order), split.test[:TRAIN_ROWS]
    rows = table.values[:, order]
    return {
        "correlated": column_checks.correlated(columns, rows[train]),
        "overlaps": column_checks.overlapping(columns, rows[split.train], rows[split.test]),
        "alone": column_checks.alone(
            columns,
            (rows[train], table.target[train]),
            (rows[test], table.target[test]),
            lambda actual, predicted: scores.value(metric, actual, predicted),
            balanced=metric == "balanced_accuracy",
        ),
    }


def _named(table: Table, order: list[int]) -> list[Column]:
    return [(table.columns[place].name, table.columns[place].role) for place in order]


def _importance(
    fitted: Pipeline, table: Table, recipe: dict[str, Any], split: Split, metric: Metric
) -> dict[str, Any]:
    actual, sign = table.target[split.test], -1 if metric in LOWER_IS_BETTER else 1

    def score(rows: numpy.ndarray, places: numpy.ndarray) -> list[float]:
        predicted = _predicted(fitted, rows, recipe["task"])
        parts = numpy.split(predicted, len(rows) // len(places))
        return [sign * scores.value(metric, actual[places], part) for part in parts]

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
    return scores.likeliest(pipeline.probabilities(fitted, rows), pipeline.classes(fitted))


def _classification(fitted: Pipeline, table: Table, train: Places, test: Places) -> dict[str, Any]:
    labels = sorted(set(table.target))
    actual, metric = table.target[test], _headline(table.target)
    model = _aligned(pipeline.probabilities(fitted, table.values[test]), pipeline.classes(fitted), labels)
    dummy = DummyClassifier(strategy="prior").fit(numpy.zeros((len(train), 1)), table.target[train])
    prior = _aligned(dummy.predict_proba(numpy.zeros((len(test), 1))), list(dummy.classes_), labels)
    measured, predicted = scores.of_classes(actual, model, labels), scores.likeliest(model, labels)
    return {
        "metric": metric,
        "metrics": _beside(
            {metric: measured[metric], **measured},
            scores.of_classes(actual, prior, labels),
            _intervals(actual, predicted, model, labels),
        ),
        "confusion": scores.confusion(actual, predicted, labels),
        "curves": curves(actual, model, labels),
    }


def _intervals(
    actual: numpy.ndarray, predicted: numpy.ndarray, probabilities: numpy.ndarray, labels: list[str]
) -> dict[Metric, Interval]:
    if len(labels) > scores.LABELS:  # the drawn matrices would be too large
        return {}
    counts = metrics.confusion_matrix(actual, predicted, labels=labels)
    codes = numpy.searchsorted(numpy.array(labels, dtype=object), actual)
    return intervals.of_classes(counts, scores.losses(codes, probabilities), codes, probabilities)


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


def _regression(fitted: Pipeline, table: Table, train: Places, test: Places) -> dict[str, Any]:
    actual = table.target[test]
    predicted = numpy.asarray(fitted.predict(table.values[test]), dtype=float)
    dummy = DummyRegressor(strategy="mean").fit(numpy.zeros((len(train), 1)), table.target[train])
    measured = scores.of_numbers(actual, predicted)
    baseline = scores.of_numbers(actual, dummy.predict(numpy.zeros((len(test), 1))))
    pairs = zip(actual[:RESIDUALS].tolist(), predicted[:RESIDUALS].tolist(), strict=True)
    return {
        "metric": next(iter(measured)),
        "metrics": _beside(measured, baseline, intervals.of_numbers(actual, predicted)),
        "residuals": [list(pair) for pair in pairs],
    }


def _beside(
    measured: dict[Metric, float], baseline: dict[Metric, float], between: dict[Metric, Interval]
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
        for name, score in measured.items()
    ]


def _interval(score: float, between: Interval | None) -> dict[str, Any]:
    """Return the entry of an interval, which holds the score; none where the rows don't differ."""
    if between is None or between[0] == between[1] or not numpy.isfinite(between).all():
        return {}
    low, high = between
    return {"interval": [min(low, score), max(high, score)]}


def _aligned(probabilities: numpy.ndarray, classes: list[str], labels: list[str]) -> numpy.ndarray:
    """Return probabilities with one column per label; labels without training rows get zeros."""
    aligned = numpy.zeros((len(probabilities), len(labels)))
    aligned[:, numpy.searchsorted(labels, classes)] = probabilities
    return aligned
