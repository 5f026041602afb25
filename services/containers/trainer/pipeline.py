"""The artifact: one scikit-learn Pipeline that takes dict instances and answers numbers.

It is made of scikit-learn, numpy and standard-library parts alone, so that Google's prebuilt
serving image, which holds nothing of ours and no pandas need, loads it and calls predict.
"""

import json
import operator
from collections import Counter
from functools import partial
from typing import Any

import numpy
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer

from . import algorithms, columns
from .table import Column, Table

FOLDS = 5  # of the training rows, by which a category's target encoding never sees its own row


def unfitted(table: Table, task: str, algorithm: str, parameters: dict[str, Any], seed: int) -> Pipeline:
    """Return the part that is fitted: an object array of rows to class probabilities or values."""
    target = (task == "regression", _folds(table, task), seed)
    transformer = _transformer(table, algorithm == "linear", target)
    categories = sum(_is_native(column) for column in table.columns)
    estimator = algorithms.estimator(algorithm, task, parameters, categories, seed)
    if task == "classification":
        estimator = VotingClassifier([(algorithm, estimator)], voting="soft")
    return Pipeline([("columns", transformer), (algorithm, estimator)])


def artifact(taken: tuple[Column, ...], fitted: Pipeline) -> Pipeline:
    """Return the whole: a list or array of dict instances to a list of probabilities or values."""
    (_, transformer), (name, estimator) = fitted.steps
    steps = [*_rows(tuple(column.name for column in taken)), ("columns", transformer), (name, estimator)]
    if isinstance(estimator, VotingClassifier):
        steps.append(("probabilities", _identity(len(estimator.classes_))))
    return Pipeline(steps)


def probabilities(fitted: Pipeline, values: numpy.ndarray) -> numpy.ndarray:
    """Return the class probabilities of rows, in the order of `classes`."""
    return numpy.asarray(fitted.predict_proba(values))


def classes(fitted: Pipeline) -> list[str]:
    """Return the class labels in the order of the probabilities."""
    return [str(label) for label in fitted.steps[-1][1].classes_]


def _rows(names: tuple[str, ...]) -> list[tuple[str, FunctionTransformer]]:
    """Return the steps from dict instances to an object array; a missing key raises KeyError."""
    return [
        ("array", FunctionTransformer(numpy.asarray)),
        ("instances", FunctionTransformer(operator.methodcaller("tolist"))),
        ("cells", FunctionTransformer(partial(map, operator.itemgetter(*names)))),
        ("list", FunctionTransformer(list)),
        ("objects", FunctionTransformer(partial(numpy.array, dtype=object))),
        # itemgetter gives bare cells, not rows of one, where there is only one column
        ("rows", FunctionTransformer(operator.methodcaller("reshape", -1, len(names)))),
    ]


def _identity(count: int) -> LinearRegression:
    """Return a fitted regression that predicts its input: the probabilities become the prediction."""
    identity = LinearRegression()
    identity.coef_ = numpy.eye(count)
    identity.intercept_ = numpy.zeros(count)
    identity.n_features_in_ = count
    return identity


def _transformer(table: Table, sparse: bool, target: Any) -> ColumnTransformer:
    """Return the steps of all columns; those that are treated alike go through one step together."""
    groups: dict[tuple[int, str, str], list[int]] = {}
    for place, column in enumerate(table.columns):
        # Boosting's own categories first, where it looks for them; each text has words of its own.
        rank = 0 if _is_native(column) else 1
        alike = f"text {place}" if column.role == "text" else column.role
        groups.setdefault((rank, alike, json.dumps(column.options, sort_keys=True)), []).append(place)
    room = _room(table)
    parts = [
        (f"{number} {alike}", _step(table.columns[places[0]], sparse, room, target), _chosen(alike, places))
        for number, ((_rank, alike, _options), places) in enumerate(
            sorted(groups.items(), key=lambda group: group[0][0])
        )
    ]
    return ColumnTransformer(parts, sparse_threshold=0.3 if sparse else 0.0)


def _step(column: Column, sparse: bool, room: int, target: Any) -> Any:
    options = {**columns.USUAL[column.role], **column.options}
    if column.role == "numeric":
        return columns.numeric(options)
    if column.role == "category":
        return columns.category(options, sparse, room, target)
    return columns.text(options, sparse, room) if column.role == "text" else columns.date(options, sparse)


def _chosen(alike: str, places: list[int]) -> Any:
    return places[0] if alike.startswith("text") else places


def _is_native(column: Column) -> bool:
    return column.role == "category" and column.options.get("encoding", "automatic") == "automatic"


def _room(table: Table) -> int:
    """Return how many columns each column that becomes many may become where the table is dense."""
    wide = sum(
        column.role == "text" or column.options.get("encoding") == "one_hot" for column in table.columns
    )
    return int(columns.TREE_CELLS // max(len(table.target) * wide, 1))


def _folds(table: Table, task: str) -> int:
    """Return into how many parts the rows can be cut so that the commonest class is in each."""
    most: int = len(table.target) if task == "regression" else max(Counter(table.target).values())
    return max(2, min(FOLDS, most // 2))
