"""What takes longer than the metrics: importance, slices, intervals, and what a model predicts by columns."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy

from ..spec import LOWER_IS_BETTER
from . import column_checks, conformal, learning, scores, slices
from .dependence import CLASSES, dependence
from .importance import importance
from .subject import Subject
from .worst_slices import worst

Values = numpy.ndarray[Any, Any]

TRAIN_ROWS = 2000


def details(subject: Subject, say: Callable[[str], None]) -> dict[str, Any]:
    """Return the entries of evaluation.json; `say` logs what is under way."""
    chosen = numpy.random.default_rng(subject.seed).permutation(subject.train)[:TRAIN_ROWS]
    say("Measuring the importance of the columns")
    losses = _importance(subject)
    ranks = {entry["column"]: rank for rank, entry in enumerate(losses)}
    order = sorted(range(len(subject.columns)), key=lambda place: ranks.get(subject.columns[place][0], 0))
    ordered = subject.in_order(order)
    say("Measuring slices of the held-out rows and the coverage of intervals")
    by_row = _by_row(ordered)
    say("Checking the columns, and what the model predicts by them")
    return {
        "train_score": subject.score(chosen),
        **({"importance": losses} if losses else {}),
        **by_row,
        "column_checks": _column_checks(ordered, chosen),
        "dependence": _dependence(ordered),
    }


def learning_curve(
    fit: Callable[[Values], Subject], samples: list[Values], last: list[float]
) -> list[list[float]]:
    """Return the points of the curve: rows, and the headline metric on them and on the held-out rows.

    `fit` returns the subject whose model learned from some rows; `last` is the point of all training rows.
    """
    points: list[list[float]] = []
    for places in samples:
        fitted = fit(places)
        test = fitted.test[: learning.TEST_ROWS]
        points.append([len(places), fitted.score(places[:TRAIN_ROWS]), fitted.score(test)])
    return [*points, last]


def _importance(subject: Subject) -> list[dict[str, Any]]:
    actual, sign = subject.target[subject.test], -1 if subject.metric in LOWER_IS_BETTER else 1

    def score(rows: Values, places: Values) -> list[float]:
        parts = numpy.split(subject.predicted(rows), len(rows) // len(places))
        return [sign * scores.value(subject.metric, actual[places], part) for part in parts]

    losses = importance(subject.values[subject.test], score, subject.seed)
    if losses is None:
        return []
    entries = [
        {"column": name, "mean": mean, "deviation": deviation}
        for (name, _role), (mean, deviation) in zip(subject.columns, losses, strict=True)
    ]
    return sorted(entries, key=lambda entry: -entry["mean"])


def _by_row(subject: Subject) -> dict[str, Any]:
    """Return what follows from the predictions of single rows."""
    seed = subject.seed
    test = numpy.sort(numpy.random.default_rng(seed).permutation(subject.test)[: slices.ROWS])
    values, actual = subject.values[test], subject.target[test]
    answers = subject.answer(values)
    if subject.is_regression:
        terms = slices.Terms(numpy.abs(answers - actual), "mae", seed)
        levels = conformal.of_numbers(actual, answers, seed)
    else:
        labels = sorted(set(subject.target))
        chances = scores.aligned(answers, subject.labels, labels)
        terms = slices.Terms((scores.likeliest(chances, labels) == actual).astype(float), "accuracy", seed)
        codes = numpy.searchsorted(numpy.array(labels, dtype=object), actual)
        levels = conformal.of_classes(codes, chances, seed)
    found = worst(subject.columns, values, terms, seed)
    return {"slices": slices.entry(subject.columns, values, terms, found), "conformal": levels}


def _column_checks(subject: Subject, train: Values) -> dict[str, Any]:
    columns, values, target, metric = subject.columns, subject.values, subject.target, subject.metric
    test = subject.test[:TRAIN_ROWS]
    return {
        "correlated": column_checks.correlated(columns, values[train]),
        "overlaps": column_checks.overlapping(columns, values[subject.train], values[subject.test]),
        "alone": column_checks.alone(
            columns,
            (values[train], target[train]),
            (values[test], target[test]),
            lambda actual, predicted: scores.value(metric, actual, predicted),
            balanced=metric == "balanced_accuracy",
        ),
    }


def _dependence(subject: Subject) -> dict[str, Any]:
    """Return how the prediction depends on columns; of two classes, the probability of the rarer one."""
    counts = Counter(subject.target)
    common = sorted(subject.labels, key=lambda label: -counts[label])
    classes = common[-1:] if len(common) == 2 else common[:CLASSES]
    places = [subject.labels.index(label) for label in classes]

    def answer(rows: Values) -> Values:
        answers = subject.answer(rows)
        return answers if subject.is_regression else answers[:, places]

    columns = dependence(subject.columns, subject.values[subject.test], answer, subject.seed)
    return {"classes": classes, "columns": columns}
