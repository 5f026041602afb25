"""Prediction intervals and prediction sets by split conformal prediction, with the coverage they reach.

After Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World" (2005), and for classes Sadinle,
Lei and Wasserman, "Least Ambiguous Set-Valued Classifiers with Bounded Error Levels" (2019).
"""

import math
from typing import Any

import numpy

Values = numpy.ndarray[Any, Any]

LEVELS = (0.8, 0.9, 0.95)
_DIGITS = 5


def of_numbers(actual: Values, predicted: Values, seed: int) -> list[dict[str, Any]]:
    """Return the levels of a regression: an interval is the prediction plus and minus the quantile."""
    errors = numpy.abs(predicted - actual)

    def covered(places: Values, quantile: float) -> tuple[Values, float]:
        return errors[places] <= quantile, 2 * quantile

    return _levels(errors, covered, seed)


def of_classes(codes: Values, probabilities: Values, seed: int) -> list[dict[str, Any]]:
    """Return the levels of a classification: a set holds the classes that are likelier than 1 - quantile.

    It holds the likeliest class in any case. `codes` has the class of each row.
    """
    rows = numpy.arange(len(codes))
    scores = 1 - probabilities[rows, codes]
    is_likeliest = probabilities.argmax(axis=1) == codes

    def covered(places: Values, quantile: float) -> tuple[Values, float]:
        sizes = (1 - probabilities[places] <= quantile).sum(axis=1)
        hits = (scores[places] <= quantile) | is_likeliest[places]
        return hits, float(numpy.maximum(sizes, 1).mean())

    return _levels(scores, covered, seed)


def quantile_of(scores: Values, level: float) -> float | None:
    """Return the score that as many new rows stay below as the level says; None for too few rows."""
    rank = math.ceil((len(scores) + 1) * level)
    return float(numpy.partition(scores, rank - 1)[rank - 1]) if rank <= len(scores) else None


def _levels(scores: Values, covered: Any, seed: int) -> list[dict[str, Any]]:
    """Return the quantile of all rows by level, with the coverage of each half by the other half's quantile.

    `covered` takes places of rows and a quantile, and returns which rows are covered and the mean size.
    """
    halves = numpy.array_split(numpy.random.default_rng(seed).permutation(len(scores)), 2)
    levels = []
    for level in LEVELS:
        quantile = quantile_of(scores, level)
        others = [quantile_of(scores[half], level) for half in halves]
        if quantile is None or None in others:
            continue
        hits, sizes = zip(*map(covered, halves, reversed(others)), strict=True)
        levels.append(
            {
                "level": level,
                "quantile": quantile,
                "coverage": round(float(numpy.concatenate(hits).mean()), _DIGITS),
                "size": float(f"{numpy.mean(sizes):.{_DIGITS}g}"),
                "rows": len(scores),
            }
        )
    return levels
