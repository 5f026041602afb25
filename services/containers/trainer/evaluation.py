"""Evaluate the model on the held-out rows and compare its metrics with a dummy baseline's."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy
from sklearn import metrics
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.pipeline import Pipeline

from . import pipeline
from .measures import details as measures
from .measures import intervals, scores
from .measures.curves import curves
from .measures.intervals import Interval
from .measures.subject import Subject
from .spec import IMBALANCED, LOWER_IS_BETTER, Metric
from .split import Places, Split, described, sample
from .table import Table

VERSION = 1
RESIDUALS = 500
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
    """Return what takes longer than the metrics, for evaluation.json; `say` logs what is under way."""
    return measures.details(_subject(fitted, table, recipe, split, tests), say)


def learning_curve(
    fit: Callable[[Places], Pipeline],
    counts: list[int],
    table: Table,
    recipe: dict[str, Any],
    split: Split,
    tests: dict[str, Any],
) -> list[list[float]]:
    """Return the points of the curve for so many rows each, from which `fit` learns, and for all of them."""
    samples = [split.train[sample(table.target[split.train], count)] for count in counts]
    whole = next(entry["value"] for entry in tests["metrics"] if entry["name"] == tests["metric"])
    return measures.learning_curve(
        lambda places: _subject(fit(places), table, recipe, split, tests),
        samples,
        [len(split.train), tests["train_score"], whole],
    )


def _subject(
    fitted: Pipeline, table: Table, recipe: dict[str, Any], split: Split, tests: dict[str, Any]
) -> Subject:
    is_regression = recipe["task"] == "regression"

    def answer(rows: numpy.ndarray) -> numpy.ndarray:
        if is_regression:
            return numpy.asarray(fitted.predict(rows), dtype=float)
        return pipeline.probabilities(fitted, rows)

    return Subject(
        answer,
        [] if is_regression else pipeline.classes(fitted),
        [(column.name, column.role) for column in table.columns],
        table.values,
        table.target,
        split.train,
        split.test,
        tests["metric"],
        recipe["seed"],
    )


def _classification(fitted: Pipeline, table: Table, train: Places, test: Places) -> dict[str, Any]:
    labels = sorted(set(table.target))
    actual, metric = table.target[test], _headline(table.target)
    model = scores.aligned(
        pipeline.probabilities(fitted, table.values[test]), pipeline.classes(fitted), labels
    )
    dummy = DummyClassifier(strategy="prior").fit(numpy.zeros((len(train), 1)), table.target[train])
    prior = scores.aligned(dummy.predict_proba(numpy.zeros((len(test), 1))), list(dummy.classes_), labels)
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
