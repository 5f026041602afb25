"""Evaluate the model on the held-out rows and compare its metrics with a dummy baseline's."""

from typing import Any

import numpy
from sklearn import metrics
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.pipeline import Pipeline

from . import pipeline
from .split import Places, Split, described
from .table import Table

VERSION = 1
LABELS = 50  # a larger confusion matrix can't be read
RESIDUALS = 500


def evaluate(fitted: Pipeline, table: Table, recipe: dict[str, Any], split: Split) -> dict[str, Any]:
    """Return the content of evaluation.json, which services/data/models/evaluation.py reads.

    Metrics are named by codes: accuracy, balanced_accuracy, macro_f1, roc_auc and log_loss of a
    classification, r2, mae and rmse of a regression.
    """
    task, train, test = recipe["task"], split.train, split.test
    measured = _classification if task == "classification" else _regression
    return {
        "version": VERSION,
        "task": task,
        "rows_train": len(train),
        "rows_test": len(test),
        "rows_dropped": table.dropped,
        "fitted_on": "all rows",
        "split": described(split, recipe),
        **measured(fitted, table, train, test),
    }


def _classification(fitted: Pipeline, table: Table, train: Places, test: Places) -> dict[str, Any]:
    labels = sorted(set(table.target))
    truth = table.target[test]
    model = _aligned(pipeline.probabilities(fitted, table.values[test]), pipeline.classes(fitted), labels)
    dummy = DummyClassifier(strategy="prior").fit(numpy.zeros((len(train), 1)), table.target[train])
    prior = _aligned(dummy.predict_proba(numpy.zeros((len(test), 1))), list(dummy.classes_), labels)
    ours, base = _scores(truth, model, labels), _scores(truth, prior, labels)
    measured = [
        _metric(name, ours[name], base[name], name != "log_loss") for name in ours if ours[name] is not None
    ]
    guesses = numpy.array(labels, dtype=object)[model.argmax(axis=1)]
    return {"metric": "accuracy", "metrics": measured, "confusion": _confusion(truth, guesses)}


def _scores(truth: numpy.ndarray, chances: numpy.ndarray, labels: list[str]) -> dict[str, float | None]:
    guesses = numpy.array(labels, dtype=object)[chances.argmax(axis=1)]
    codes = numpy.searchsorted(numpy.array(labels, dtype=object), truth)
    right = chances[numpy.arange(len(truth)), codes]
    present = sorted(set(truth))
    return {
        "accuracy": float(numpy.mean(guesses == truth)),
        "balanced_accuracy": float(
            numpy.mean([numpy.mean(guesses[truth == each] == each) for each in present])
        ),
        "macro_f1": float(metrics.f1_score(truth, guesses, labels=present, average="macro", zero_division=0)),
        "roc_auc": _area(codes, chances),
        "log_loss": float(-numpy.mean(numpy.log(numpy.clip(right, numpy.finfo(float).eps, 1)))),
    }


def _area(codes: numpy.ndarray, chances: numpy.ndarray) -> float | None:
    """Return the area under the curve, one class against the rest, where each class is among the rows."""
    count = chances.shape[1]
    if len(set(codes)) < count:
        return None
    if count == 2:
        return float(metrics.roc_auc_score(codes, chances[:, 1]))
    return float(metrics.roc_auc_score(codes, chances, multi_class="ovr", labels=numpy.arange(count)))


def _regression(fitted: Pipeline, table: Table, train: Places, test: Places) -> dict[str, Any]:
    truth = table.target[test]
    guesses = numpy.asarray(fitted.predict(table.values[test]), dtype=float)
    dummy = DummyRegressor(strategy="mean").fit(numpy.zeros((len(train), 1)), table.target[train])
    ours, base = _errors(truth, guesses), _errors(truth, dummy.predict(numpy.zeros((len(test), 1))))
    shown = zip(truth[:RESIDUALS], guesses[:RESIDUALS], strict=True)
    return {
        "metric": next(iter(ours)),
        "metrics": [_metric(name, ours[name], base[name], name == "r2") for name in ours],
        "residuals": [[float(actual), float(guess)] for actual, guess in shown],
    }


def _errors(truth: numpy.ndarray, guesses: numpy.ndarray) -> dict[str, float]:
    errors = {
        "mae": float(metrics.mean_absolute_error(truth, guesses)),
        "rmse": float(numpy.sqrt(numpy.mean((truth - guesses) ** 2))),
    }
    if len(truth) < 2:  # one row has no variance to explain
        return errors
    return {"r2": float(metrics.r2_score(truth, guesses)), **errors}


def _metric(name: str, value: float | None, baseline: float | None, higher: bool) -> dict[str, Any]:
    return {"name": name, "value": value, "baseline": baseline, "higher_is_better": higher}


def _confusion(truth: numpy.ndarray, guesses: numpy.ndarray) -> dict[str, Any]:
    """Return the counts of the at most 50 commonest classes, true ones as rows."""
    names, counts = numpy.unique(truth.astype(str), return_counts=True)
    guessed = set(guesses) - set(names)
    common = [str(name) for name in names[numpy.argsort(-counts, kind="stable")][:LABELS]]
    labels = sorted([*common, *sorted(guessed)[: LABELS - len(common)]])
    matrix = metrics.confusion_matrix(truth, guesses, labels=labels)
    return {"labels": labels, "matrix": matrix.tolist()}


def _aligned(chances: numpy.ndarray, known: list[str], labels: list[str]) -> numpy.ndarray:
    """Return probabilities with a column for each label; one that wasn't trained on gets zeros."""
    aligned = numpy.zeros((len(chances), len(labels)))
    aligned[:, numpy.searchsorted(labels, known)] = chances
    return aligned
