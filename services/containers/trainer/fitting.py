"""Fit the pipeline of an algorithm to some rows of a table."""

import math
from typing import Any

import numpy
from sklearn.base import clone
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import VotingClassifier
from sklearn.pipeline import Pipeline

from .spec import LEFT_OUT, LEFT_OUT_OF_MANY, MANY_CLASSES, MANY_ROWS, PATIENCE, TRIALS

Rows = numpy.ndarray[Any, Any]


def fit(model: Pipeline, values: Rows, target: Rows, stops_early: bool) -> None:
    """Fit the columns, then the estimator, for so many iterations as lower the loss if it `stops_early`."""
    features = model[:-1].fit_transform(values, target)
    if stops_early:
        boosted, is_transformed = estimator(model), isinstance(model[-1], TransformedTargetRegressor)
        goal = model[-1].func(target) if is_transformed else target
        boosted.set_params(max_iter=_iterations(boosted, features, goal))
    model[-1].fit(features, target)


def estimator(model: Pipeline) -> Any:
    """Return the estimator of a pipeline, unfitted if others wrap it."""
    match model[-1]:
        case VotingClassifier() as voting:
            return voting.estimators[0][1]
        case TransformedTargetRegressor() as transformed:
            return transformed.regressor
        case plain:
            return plain


def _iterations(boosted: Any, features: Rows, target: Rows) -> int:
    """Return the number of iterations after which the loss of rows that are left out no longer falls."""
    classes, often = 1, numpy.ones(len(target), dtype=bool)
    if target.dtype == object:
        _, codes, counts = numpy.unique(target, return_inverse=True, return_counts=True)
        often, classes = counts[codes] > 1, int((counts > 1).sum())  # a class of one row can't be left out
        if classes < 2:
            return min(PATIENCE, int(boosted.max_iter))
    many = len(target) > MANY_ROWS or classes > MANY_CLASSES
    left_out = max(math.ceil(often.sum() * (LEFT_OUT_OF_MANY if many else LEFT_OUT)), classes)
    stops = []
    for number in range(1 if many else TRIALS):
        trial = clone(boosted).set_params(
            early_stopping=True,
            n_iter_no_change=PATIENCE,
            tol=0,
            validation_fraction=left_out,
            random_state=boosted.random_state + number,
        )
        stops.append(numpy.argmax(trial.fit(features[often], target[often]).validation_score_))
    return max(1, int(numpy.median(stops)))
