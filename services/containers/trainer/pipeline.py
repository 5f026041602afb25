"""The artifact: a scikit-learn Pipeline from dict instances to predictions.

It consists of scikit-learn, numpy and standard-library objects only, so that Google's prebuilt
serving image, which has none of this package, loads it and calls predict.
"""

import json
import operator
from collections import Counter
from collections.abc import Container
from dataclasses import replace
from functools import partial
from typing import Any

import numpy
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer

from . import algorithms, columns, numbers, steps
from .spec import ALGORITHMS, BALANCED, FOLDS, TREE_CELLS, Task
from .table import Column, Table


def unfitted(
    table: Table,
    task: Task,
    algorithm: str,
    parameters: dict[str, Any],
    seed: int,
    unused: Container[int] = (),
    *,
    logarithm: bool = False,
) -> Pipeline:
    """Return the unfitted part: from an object array of rows to class probabilities or values.

    The columns at the places `unused` have no effect. With `logarithm`, a regression learns the logarithm
    of the target and predicts the target itself.
    """
    chosen = ALGORITHMS[algorithm]
    context = columns.Context(
        chosen.sparse, _room(table), task, _folds(table, task), seed, counts=chosen.counts
    )
    categories = sum(_is_native(column) for place, column in enumerate(table.columns) if place not in unused)
    estimator = algorithms.estimator(algorithm, task, parameters, categories, seed, _class_rows(table, task))
    if task == "classification":
        strategy = "uniform" if parameters.get(BALANCED) else "prior"
        prior = [("prior", DummyClassifier(strategy=strategy))] if chosen.blended else []
        estimator = VotingClassifier([(algorithm, estimator), *prior], voting="soft")
    elif logarithm:
        # The inverse hyperbolic sine takes zero and negative numbers too.
        estimator = TransformedTargetRegressor(estimator, func=numpy.arcsinh, inverse_func=numpy.sinh)
    return Pipeline([("columns", transformer(table, context, unused)), (algorithm, estimator)])


def transformer(table: Table, context: columns.Context, unused: Container[int] = ()) -> ColumnTransformer:
    """Return the preprocessing of the columns; those with the same options share a transformer."""
    groups: dict[tuple[int, str, str], list[int]] = {}
    for place, column in enumerate(table.columns):
        if place in unused:
            continue
        # Native categories come first, as the estimator expects; text columns don't share a vocabulary.
        rank = 0 if _is_native(column) else 1
        name = f"text {place}" if column.role == "text" else column.role
        groups.setdefault((rank, name, _options(column)), []).append(place)
    if not groups:
        raise ValueError("no column holds anything to learn from among the rows to train on")
    ordered = sorted(groups.items(), key=lambda group: group[0][0])
    parts = [
        (
            f"{number} {name}",
            _transformer(table.columns[places[0]], replace(context, columns=len(places))),
            _selected(name, places),
        )
        for number, ((_rank, name, _options), places) in enumerate(ordered)
    ]
    return ColumnTransformer(parts, sparse_threshold=0.3 if context.sparse else 0.0)


def artifact(features: tuple[Column, ...], fitted: Pipeline) -> Pipeline:
    """Return the whole pipeline: from dict instances to a list of probabilities or values."""
    estimator = fitted.steps[-1][1]
    whole = [*_rows(features), *fitted.steps]
    if isinstance(estimator, VotingClassifier):
        whole.append(("probabilities", _average(estimator)))
    return Pipeline(whole)


def differing(stored: Pipeline, fitted: Pipeline, features: tuple[Column, ...], values: numpy.ndarray) -> int:
    """Return for how many rows an artifact, asked by JSON, answers otherwise than the fitted part."""
    names = [column.name for column in features]
    instances = json.loads(json.dumps([dict(zip(names, row, strict=True)) for row in values]))
    is_classifier = isinstance(fitted.steps[-1][1], VotingClassifier)
    expected = probabilities(fitted, values) if is_classifier else numpy.asarray(fitted.predict(values))
    answers = numpy.asarray(stored.predict(instances))
    if answers.shape != expected.shape:
        return len(values)
    # The order of sums may change the last digits.
    same = numpy.isclose(answers, expected, rtol=1e-6, atol=1e-9).reshape(len(values), -1)
    return int((~same.all(axis=1)).sum())


def probabilities(fitted: Pipeline, values: numpy.ndarray) -> numpy.ndarray:
    """Return the class probabilities of rows, in the order of `classes`."""
    return numpy.asarray(fitted.predict_proba(values))


def classes(fitted: Pipeline) -> list[str]:
    """Return the class labels in the order of the probabilities."""
    return [str(label) for label in fitted.steps[-1][1].classes_]


def _rows(features: tuple[Column, ...]) -> list[tuple[str, FunctionTransformer]]:
    """Return the steps from dict instances to an object array; a field that can't be read is a KeyError."""
    names = tuple(column.name for column in features)
    return [
        ("array", FunctionTransformer(numpy.asarray)),
        ("instances", FunctionTransformer(operator.methodcaller("tolist"))),
        *steps.checks(features),
        ("cells", FunctionTransformer(partial(map, operator.itemgetter(*names)))),
        ("list", FunctionTransformer(list)),
        ("objects", FunctionTransformer(partial(numpy.array, dtype=object))),
        # with a single column, itemgetter returns cells instead of rows
        ("rows", FunctionTransformer(operator.methodcaller("reshape", -1, len(names)))),
    ]


def _average(voting: VotingClassifier) -> LinearRegression:
    """Return a fitted regression that predicts the weighted average of the voters' probabilities.

    A VotingClassifier in the middle of a pipeline transforms rows to the probabilities of each voter.
    """
    weights = numpy.array(voting.weights or [1.0] * len(voting.estimators_))
    classes = numpy.eye(len(voting.classes_))
    average = LinearRegression()
    average.coef_ = numpy.hstack([weight * classes for weight in weights / weights.sum()])
    average.intercept_ = numpy.zeros(len(classes))
    average.n_features_in_ = average.coef_.shape[1]
    return average


def _transformer(column: Column, context: columns.Context) -> Any:
    prepared = columns.transformer(column.role, column.options, context)
    if column.signs:
        return make_pipeline(*numbers.steps(column.signs, context.columns), prepared)
    if column.marks and column.role == "category":
        return make_pipeline(*columns.marks(column.marks, column.options), prepared)
    return prepared


def _options(column: Column) -> str:
    """Return what columns that share a transformer have in common."""
    return json.dumps([column.options, repr(column.signs), column.marks], sort_keys=True)


def _selected(name: str, places: list[int]) -> Any:
    return places[0] if name.startswith("text") else places


def _is_native(column: Column) -> bool:
    return column.role == "category" and column.options.get("encoding", "automatic") == "automatic"


def _room(table: Table) -> int:
    """Return the maximum number of features per text or one-hot encoded column in a dense table."""
    wide = sum(
        column.role == "text" or column.options.get("encoding") == "one_hot" for column in table.columns
    )
    return int(TREE_CELLS // max(len(table.target) * wide, 1))


def _class_rows(table: Table, task: Task) -> int:
    """Return the rows of a typical class, the median, or all rows for a regression."""
    if task == "regression":
        return len(table.target)
    return int(numpy.median(list(Counter(table.target).values())))


def _folds(table: Table, task: Task) -> int:
    """Return the number of folds, limited so that the commonest class is in every fold."""
    most: int = len(table.target) if task == "regression" else max(Counter(table.target).values())
    return max(2, min(FOLDS, most // 2))
