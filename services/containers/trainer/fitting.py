"""Fit the pipeline of an algorithm to some rows of a table."""

import math
from typing import Any

import numpy
from sklearn.base import clone
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import VotingClassifier
from sklearn.model_selection import KFold, ShuffleSplit
from sklearn.pipeline import Pipeline

from .log import Progress, quiet
from .spec import (
    BLENDED_ROWS,
    COUNTED_CELLS,
    FOLDS,
    LEFT_OUT,
    LEFT_OUT_OF_MANY,
    MANY_CLASSES,
    MANY_ROWS,
    PATIENCE,
    SHARES_WEIGHTS,
    TRIALS,
)

Rows = numpy.ndarray[Any, Any]

_ALL_CORES = -1  # those that the job gets: joblib reads LOKY_MAX_CPU_COUNT
_SILENT = Progress(lambda _line: None, "", 0)


def fit(model: Pipeline, values: Rows, target: Rows, stops_early: bool, progress: Progress = _SILENT) -> None:
    """Fit the columns, then the estimator.

    One that `stops_early` gets so many iterations as lower the loss of rows that are left out, one beside
    the shares of the classes the weight that does.
    """
    features = model[:-1].fit_transform(values, target)
    fitted = estimator(model)
    if "n_neighbors" in fitted.get_params(deep=False):
        fitted.set_params(n_neighbors=min(fitted.n_neighbors, max(1, len(target) // 2)))
    if len(getattr(model[-1], "estimators", ())) > 1:
        model[-1].set_params(weights=_weights(model[-1], features, target))
    if progress.verbosity and _is_long(features, target):
        fitted.set_params(verbose=progress.verbosity)
    if stops_early:
        is_transformed = isinstance(model[-1], TransformedTargetRegressor)
        goal = model[-1].func(target) if is_transformed else target
        fitted.set_params(max_iter=_iterations(fitted, features, goal, progress))
    is_forest = "n_estimators" in fitted.get_params(deep=False)
    if is_forest:
        fitted.set_params(n_jobs=_ALL_CORES)
    with progress.logged():
        model[-1].fit(features, target)
    quiet(fitted, _fitted(model))
    if is_forest:  # threads add up the trees' predictions in any order, which changes the last digits
        fitted.set_params(n_jobs=None)
        _fitted(model).set_params(n_jobs=None)


def _is_long(features: Rows, target: Rows) -> bool:
    """Return whether an iteration takes so long that to print it takes at most 2 % of that."""
    classes = len(set(target)) if target.dtype == object else 1
    return bool(features.size * classes >= COUNTED_CELLS)


def has_reached(model: Pipeline, iterations: float | None) -> bool:
    """Return whether a fit took all the iterations that it was allowed."""
    taken = getattr(_fitted(model), "n_iter_", None)
    return iterations is not None and taken is not None and bool(numpy.max(taken) >= iterations)


def _fitted(model: Pipeline) -> Any:
    """Return the estimator that a fitted pipeline predicts with."""
    match model[-1]:
        case VotingClassifier() as voting:
            return voting.estimators_[0]
        case TransformedTargetRegressor() as transformed:
            return transformed.regressor_
        case plain:
            return plain


def estimator(model: Pipeline) -> Any:
    """Return the estimator of a pipeline, unfitted if others wrap it."""
    match model[-1]:
        case VotingClassifier() as voting:
            return voting.estimators[0][1]
        case TransformedTargetRegressor() as transformed:
            return transformed.regressor
        case plain:
            return plain


def _iterations(boosted: Any, features: Rows, target: Rows, progress: Progress) -> int:
    """Return the number of iterations after which the loss of rows that are left out no longer falls."""
    classes, often = 1, numpy.ones(len(target), dtype=bool)
    if target.dtype == object:
        _, codes, counts = numpy.unique(target, return_inverse=True, return_counts=True)
        often, classes = counts[codes] > 1, int((counts > 1).sum())  # a class of one row can't be left out
        if classes < 2:
            return min(PATIENCE, int(boosted.max_iter))
    many = len(target) > MANY_ROWS or classes > MANY_CLASSES
    left_out = max(math.ceil(often.sum() * (LEFT_OUT_OF_MANY if many else LEFT_OUT)), classes)
    stops, trials = [], 1 if many else TRIALS
    for number in range(trials):
        trial = clone(boosted).set_params(
            early_stopping=True,
            n_iter_no_change=PATIENCE,
            tol=0,
            validation_fraction=left_out,
            random_state=boosted.random_state + number,
        )
        with progress.logged(f" in trial {number + 1} of {trials}"):
            trial.fit(features[often], target[often])
        stops.append(numpy.argmax(trial.validation_score_))
    return max(1, int(numpy.median(stops)))


def _weights(voting: VotingClassifier, features: Rows, target: Rows) -> list[float]:
    """Return the weights of an estimator and of the classes' shares that lower the loss of rows left out."""
    (_, blended), (_, prior) = voting.estimators
    left, chances = _left_out(blended, features, target)
    _labels, codes, counts = numpy.unique(target, return_inverse=True, return_counts=True)
    shares, importance = counts[codes[left]] / len(target), None
    if prior.strategy == "uniform":
        shares, importance = numpy.full(len(left), 1 / len(counts)), 1 / shares
    losses = [
        numpy.average(-numpy.log((1 - weight) * chances + weight * shares), weights=importance)
        for weight in SHARES_WEIGHTS
    ]
    weight = SHARES_WEIGHTS[int(numpy.argmin(losses))]
    return [1 - weight, weight]


def _left_out(blended: Any, features: Rows, target: Rows) -> tuple[Rows, Rows]:
    """Return the places of rows that fits left out, and the probability that each fit gave to their class."""
    count, chances = len(target), numpy.zeros(len(target))
    many = ShuffleSplit(1, test_size=BLENDED_ROWS, random_state=0)
    folds = many if count > MANY_ROWS else KFold(min(FOLDS, count), shuffle=True, random_state=0)
    sides = list(folds.split(numpy.zeros(count)))
    for rest, left in sides:
        trial = clone(blended).fit(features[rest], target[rest])
        probabilities = trial.predict_proba(features[left])
        for place, label in enumerate(trial.classes_):
            actual = target[left] == label
            chances[left[actual]] = probabilities[actual, place]
    places = numpy.concatenate([left for _rest, left in sides])
    return places, chances[places]
