"""Curves of a classification: what each threshold of a class's probability would catch, and calibration.

ROC, precision-recall, gain and lift all follow from the counts by threshold, so they alone are stored.
"""

from collections import Counter
from typing import Any

import numpy

Values = numpy.ndarray[Any, Any]

THRESHOLDS = 100
CLASSES = 10
BINS = 10
_DIGITS = 5


def curves(actual: Values, probabilities: Values, labels: list[str]) -> list[dict[str, Any]]:
    """Return the curves of the classes that have held-out rows and rows of others, the commonest ten.

    Of two classes it is the rarer one, of which there is the more to catch. Each has "thresholds", a list
    of [threshold, true positives, false positives] from the highest, and "calibration", a list of [mean
    probability, share of the class, rows] by rising probability.
    """
    counts = Counter(actual)
    tested = sorted(
        (label for label in labels if 0 < counts[label] < len(actual)), key=lambda name: -counts[name]
    )
    shown = tested[-1:] if len(labels) == 2 else tested[:CLASSES]
    return [
        {
            "class": label,
            "positives": counts[label],
            "negatives": len(actual) - counts[label],
            "thresholds": _thresholds(actual == label, probabilities[:, labels.index(label)]),
            "calibration": _calibration(actual == label, probabilities[:, labels.index(label)]),
        }
        for label in shown
    ]


def _thresholds(positive: Values, scores: Values) -> list[list[float]]:
    order = numpy.argsort(-scores, kind="stable")
    falling, hits = scores[order], positive[order]
    # A threshold lies after the last of equal scores.
    ends = numpy.flatnonzero(numpy.append(numpy.diff(falling) != 0, True))
    caught = numpy.cumsum(hits)[ends]
    missed = ends + 1 - caught
    kept = _spread(len(ends))
    return [
        [_rounded(threshold), int(true), int(false)]
        for threshold, true, false in zip(falling[ends][kept], caught[kept], missed[kept], strict=True)
    ]


def _spread(count: int) -> Values:
    """Return at most a hundred places of so many, spread evenly from the first to the last."""
    return numpy.unique(numpy.linspace(0, count - 1, min(count, THRESHOLDS)).round().astype(int))


def _calibration(positive: Values, scores: Values) -> list[list[float]]:
    order = numpy.argsort(scores, kind="stable")
    return [
        [_rounded(scores[part].mean()), _rounded(positive[part].mean()), len(part)]
        for part in numpy.array_split(order, min(BINS, len(order)))
        if len(part)
    ]


def _rounded(value: float) -> float:
    return round(float(value), _DIGITS)
