"""95 % intervals of metrics: how much they would differ on other held-out rows of the same kind.

Those of shares of rows are Jeffreys intervals, after Brown, Cai and DasGupta, "Interval Estimation for a
Binomial Proportion" (2001); those of averages come from the deviation of their terms.
"""

from typing import Any

import numpy
from scipy.stats import rankdata

from ..spec import Metric

Values = numpy.ndarray[Any, Any]
Interval = tuple[float, float]

_DRAWS = 1000
_DEVIATIONS = 1.959964  # of a normal distribution, between which 95 % lie
_PERCENTILES = (2.5, 97.5)
_PRIOR = 0.5  # cells right and cells wrong, so that a perfect score has an interval too
_LEAST_ROWS = 5


def of_classes(
    counts: Values, losses: Values, codes: Values, probabilities: Values
) -> dict[Metric, Interval]:
    """Return the intervals of a classification's metrics.

    `counts` is the confusion matrix of all classes, `losses` has the logarithmic loss of each row,
    `codes` its class and `probabilities` (rows x classes) what was predicted.
    """
    if len(codes) < _LEAST_ROWS:
        return {}
    drawn = _drawn(counts)
    right = numpy.diagonal(drawn, axis1=1, axis2=2)
    tested = counts.sum(axis=1) > 0
    actual, predicted = drawn.sum(axis=2), drawn.sum(axis=1)
    recalls, f1 = right / actual, 2 * right / (actual + predicted)
    intervals: dict[Metric, Interval] = {
        "accuracy": _between(right.sum(axis=1)),
        "balanced_accuracy": _between(recalls[:, tested].mean(axis=1)),
        "macro_f1": _between(f1[:, tested].mean(axis=1)),
        "log_loss": _around(losses, least=0.0),
    }
    if tested.all():
        intervals["roc_auc"] = _of_auc(codes, probabilities)
    return intervals


def of_numbers(actual: Values, predicted: Values) -> dict[Metric, Interval]:
    """Return the intervals of a regression's metrics."""
    if len(actual) < _LEAST_ROWS:
        return {}
    errors = predicted - actual
    squares = errors**2
    low, high = _around(squares, least=0.0)
    intervals: dict[Metric, Interval] = {
        "mae": _around(numpy.abs(errors), least=0.0),
        "rmse": (low**0.5, high**0.5),
    }
    deviations = (actual - actual.mean()) ** 2
    variance = deviations.mean()
    if variance > 0:
        unexplained = squares.mean() / variance
        # Of a ratio of two averages, the terms are those of its linear approximation.
        terms = unexplained + (squares - unexplained * deviations) / variance
        low, high = _around(terms)
        intervals["r2"] = (1 - high, min(1.0, 1 - low))
    return intervals


def _drawn(counts: Values) -> Values:
    """Return confusion matrices, as shares of all rows, that the counted one makes plausible."""
    classes = len(counts)
    prior = numpy.full(counts.shape, _PRIOR / (classes * max(classes - 1, 1)))
    numpy.fill_diagonal(prior, _PRIOR / classes)
    weights = numpy.random.default_rng(0).standard_gamma(counts + prior, (_DRAWS, classes, classes))
    # The weights of small counts may all be zero.
    weights += numpy.finfo(float).tiny
    return numpy.asarray(weights / weights.sum(axis=(1, 2), keepdims=True))


def _between(draws: Values) -> Interval:
    low, high = numpy.percentile(draws, _PERCENTILES)
    return float(low), float(high)


def _around(terms: Values, least: float = -numpy.inf) -> Interval:
    """Return the interval of the average of some terms, one a row."""
    average = float(terms.mean())
    half = _DEVIATIONS * float(terms.std(ddof=1)) / len(terms) ** 0.5
    return max(least, average - half), average + half


def _of_auc(codes: Values, probabilities: Values) -> Interval:
    """Return the interval of the ROC AUC, the average over classes against the others.

    The terms of the rows are those of DeLong et al., "Comparing the Areas under Two or More Correlated
    Receiver Operating Characteristic Curves" (1988).
    """
    classes = probabilities.shape[1]
    compared = [1] if classes == 2 else range(classes)
    terms = sum(_placements(codes == code, probabilities[:, code]) for code in compared) / len(compared)
    low, high = _around(numpy.asarray(terms))
    return max(0.0, low), min(1.0, high)


def _placements(positive: Values, scores: Values) -> Values:
    """Return terms whose average is the area, by how each row is placed among those of the other side."""
    ranks = rankdata(scores)
    inside = numpy.empty(len(scores))
    inside[positive], inside[~positive] = rankdata(scores[positive]), rankdata(scores[~positive])
    others = numpy.where(positive, (~positive).sum(), positive.sum())
    before = (ranks - inside) / others
    placed = numpy.where(positive, before, 1 - before)
    area = placed[positive].mean()
    share = numpy.where(positive, positive.mean(), 1 - positive.mean())
    return numpy.asarray(area + (placed - area) / share)
