"""Slices of the held-out rows, by the cells of a column: where the model is worse than elsewhere.

A slice of a classification has its accuracy with a Wilson interval, after Wilson, "Probable Inference, the
Law of Succession, and Statistical Inference" (1927), one of a regression its mean absolute error with a
bootstrap interval.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy

from ..spec import Metric, Role
from .cells import Column, bound, numbers_of, rounded

Values = numpy.ndarray[Any, Any]
Condition = dict[str, Any]

ROWS = 4000  # of the held-out ones, at random
LEAST_ROWS = 5
COLUMNS = 30
CATEGORIES = 8
BINS = 5
CHARACTERS = 60
_DRAWS = 200
_DEVIATIONS = 1.959964  # of a normal distribution, between which 95 % lie
_PERCENTILES = (2.5, 97.5)


class Terms:
    """What a row adds to the score: 1 if it is right, or its absolute error."""

    def __init__(self, values: Values, metric: Metric, seed: int) -> None:
        """Keep the terms of all rows; `metric` is "accuracy" or "mae"."""
        self.values, self.metric = values, metric
        self._random = numpy.random.default_rng(seed)

    def of(self, chosen: Values, where: Sequence[Condition]) -> dict[str, Any]:
        """Return the entry of a slice, the rows `where` some conditions hold, which are `chosen`."""
        part = self.values[chosen]
        low, high = self._wilson(part) if self.metric == "accuracy" else self._bootstrap(part)
        return {
            "where": list(where),
            "rows": len(part),
            "score": rounded(part.mean()),
            "interval": [rounded(low), rounded(high)],
        }

    def _wilson(self, part: Values) -> tuple[float, float]:
        count, share, squared = len(part), part.mean(), _DEVIATIONS**2
        middle = (share + squared / (2 * count)) / (1 + squared / count)
        variance = share * (1 - share) / count + squared / (4 * count**2)
        half = _DEVIATIONS * variance**0.5 / (1 + squared / count)
        # Rounding may put a bound beyond the share, where all rows are right or none is.
        return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))

    def _bootstrap(self, part: Values) -> tuple[float, float]:
        drawn = self._random.integers(0, len(part), (_DRAWS, len(part)))
        low, high = numpy.percentile(part[drawn].mean(axis=1), _PERCENTILES)
        return float(low), float(high)


def entry(
    columns: Sequence[Column], values: Values, terms: Terms, worst: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the entry of evaluation.json: the score of all rows, the slices by column and the worst ones."""
    return {
        "metric": terms.metric,
        "rows": len(values),
        "score": rounded(terms.values.mean()),
        "columns": by_column(columns, values, terms),
        "worst": worst,
    }


def by_column(columns: Sequence[Column], values: Values, terms: Terms) -> list[dict[str, Any]]:
    """Return the slices of each of the first columns: of categories, of bins, and of missing cells.

    What is true of their cells doesn't repeat the column.
    """
    entries = []
    for place, (name, role) in enumerate(columns[:COLUMNS]):
        parts = [
            terms.of(chosen, [condition])
            for chosen, condition in _parts(role, values[:, place])
            if chosen.sum() >= LEAST_ROWS
        ]
        if len(parts) > 1:
            entries.append({"column": name, "slices": parts})
    return entries


def _parts(role: Role, cells: Values) -> Iterator[tuple[Values, Condition]]:
    """Yield the rows of each slice of a column, with what is true of their cells."""
    missing = numpy.array([cell is None for cell in cells], dtype=bool)
    if role == "category":
        yield from _categories(cells, missing)
    else:
        yield from _bins(role, cells, ~missing)
    if missing.any():
        yield missing, {"kind": "missing"}


def _categories(cells: Values, missing: Values) -> Iterator[tuple[Values, Condition]]:
    counts = Counter(cells[~missing].tolist())
    ordered = sorted(counts, key=lambda label: (-counts[label], label))
    for label in ordered[:CATEGORIES]:
        yield cells == label, {"kind": "is", "value": label[:CHARACTERS]}
    others = ordered[CATEGORIES:]
    if others:
        rest = numpy.array([cell in set(others) for cell in cells], dtype=bool)
        yield rest, {"kind": "others", "count": len(others)}


def _bins(role: Role, cells: Values, present: Values) -> Iterator[tuple[Values, Condition]]:
    """Yield bins of about as many rows each, by their quantiles; texts by their number of words."""
    numbers = numbers_of(role, cells)
    if not present.any():
        return
    measured = numbers[present]
    inner = numpy.quantile(measured, numpy.linspace(0, 1, BINS + 1)[1:-1], method="lower")
    bins = numpy.searchsorted(numpy.unique(inner), numbers, side="left")
    for number in numpy.unique(bins[present]):
        chosen = present & (bins == number)
        low, high = numbers[chosen].min(), numbers[chosen].max()
        words = {"words": True} if role == "text" else {}
        yield chosen, {"kind": "between", "low": bound(role, low), "high": bound(role, high), **words}
