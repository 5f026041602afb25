"""Descriptive statistics of sorted numbers: mean, deviation, skewness, quartiles, outliers, histogram."""

from typing import Any

import numpy as np
import polars as pl

from services.data.profile.records import Histogram

BINS = 24
REACH = 1.5  # a value this many interquartile ranges beyond the quartiles is an outlier (Tukey's fences)

_HUGE = 1e100  # the cubes of larger numbers may overflow a float
_TINY = 1e-100  # the cubes of smaller numbers may underflow to zero
_FEW = 1000
_PIECE = 65_536  # values per step, which fit in the processor's cache


def describe(ordered: np.ndarray) -> dict[str, Any]:
    """Return the statistics of finite numbers in ascending order, as fields of a ColumnProfile."""
    if not len(ordered):
        return {}
    low, middle, high = (_quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    mean, deviation, skewness = _moments(ordered)
    reach = REACH * (high - low)
    return {
        "minimum": float(ordered[0]),
        "maximum": float(ordered[-1]),
        "mean": mean,
        "deviation": deviation,
        "quartiles": (low, middle, high),
        "skewness": skewness,
        "zeros": int(np.searchsorted(ordered, 0, "right") - np.searchsorted(ordered, 0)),
        "outliers": _count_outside(ordered, low - reach, high + reach),
        "histogram": histogram(ordered),
    }


def ascending(values: np.ndarray) -> np.ndarray:
    """Return values in ascending order, NaN last."""
    if len(values) <= _FEW and values.dtype.kind in "iu":  # the call of polars takes longer
        return np.sort(values)
    ordered: np.ndarray = pl.Series(values).sort().to_numpy()
    return ordered


def histogram(ordered: np.ndarray) -> Histogram:
    """Return the counts of ascending numbers in bins of equal width."""
    low, high = float(ordered[0]), float(ordered[-1])
    # Bins can't be narrower than the gaps between floats.
    largest, width = max(abs(low), abs(high)), high - low
    if width <= 2 * BINS * float(np.spacing(largest)) and (width > 0 or largest > _HUGE):
        margin = max(0.5, largest * 1e-9)
        return Histogram((low - margin, high + margin), (len(ordered),))
    if width == 0:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, BINS + 1)
    places = np.searchsorted(ordered, edges)
    places[-1] = len(ordered)
    return Histogram(tuple(map(float, edges)), tuple(map(int, np.diff(places))))


def _quantile(ordered: np.ndarray, share: float) -> float:
    """Return a quantile by linear interpolation, as numpy.quantile does."""
    place = share * (len(ordered) - 1)
    below = int(place)
    first, second = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    return float(first + (second - first) * (place - below))


def _moments(values: np.ndarray) -> tuple[float, float, float | None]:
    """Return mean, sample deviation and sample skewness, scaled so that sums and cubes stay within floats."""
    largest = float(max(abs(values[0]), abs(values[-1])))
    scale = largest if largest > _HUGE or 0 < largest < _TINY else 1.0
    count = len(values)
    mean = float((values / scale).mean() if scale != 1 else values.mean())
    if values[0] == values[-1]:
        return float(values[0]), 0.0, 0.0 if count > 2 else None
    second = third = 0.0
    for start in range(0, count, _PIECE):
        piece = values[start : start + _PIECE]
        distance = (piece / scale if scale != 1 else piece) - mean
        square = distance * distance
        second += float(square.sum())
        third += float((square * distance).sum())
    deviation = (second / (count - 1)) ** 0.5
    skewness = None
    if count > 2 and second > 0:
        population = (third / count) / (second / count) ** 1.5
        skewness = population * (count * (count - 1)) ** 0.5 / (count - 2)
    return mean * scale, deviation * scale, skewness


def _count_outside(ordered: np.ndarray, low: float, high: float) -> int:
    return int(np.searchsorted(ordered, low) + len(ordered) - np.searchsorted(ordered, high, "right"))
