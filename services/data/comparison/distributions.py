"""Distributions of two columns over common bins, computed from their profiles."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log2, sqrt
from typing import assert_never

import numpy as np

from services.data.profile import TOP, ColumnProfile, Histogram

BARS = 10
_UNSURE = 0.15  # the share of cells whose place inside a bar may be unknown

# Ascending points, and the share of cells up to each point.
Cumulative = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Shares:
    """The shares of a column's non-missing cells in common bars, before and after; both add up to 1.

    Bars have either `labels`, which are values, or n + 1 `edges`, which are numbers or, for dates, seconds
    since 1970.
    """

    before: tuple[float, ...]
    after: tuple[float, ...]
    labels: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()


def distance(shares: Shares) -> float:
    """Return the Jensen-Shannon distance, base 2: 0 for identical distributions, 1 for disjoint ones."""
    middle = [(left + right) / 2 for left, right in zip(shares.before, shares.after, strict=True)]
    divergence = _entropy(middle) - (_entropy(shares.before) + _entropy(shares.after)) / 2
    return sqrt(max(0.0, min(1.0, divergence)))


def sampling_noise(bars: int, before: int, after: int) -> float:
    """Return the distance that two samples of one distribution exceed in about one of a hundred cases.

    The likelihood ratio follows a chi-squared distribution with bars - 1 degrees of freedom; the bound is
    its mean plus three standard deviations.
    """
    if bars < 2 or not before or not after:
        return 0.0
    freedom = bars - 1
    return min(1.0, sqrt((freedom + 3 * sqrt(2 * freedom)) / 8 * (1 / before + 1 / after) / log(2)))


def shares(before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]) -> Shares | None:
    """Return the distributions of two columns, None if their types differ or a profile lacks a histogram."""
    present = (rows[0] - before.missing, rows[1] - after.missing)
    if before.kind != after.kind or min(present) <= 0:
        return None
    match before.kind:
        case "category":
            by_value = True
        case "number":
            by_value = _is_complete(before, present[0]) and _is_complete(after, present[1])
        case "date" | "text" | "empty":
            by_value = False
        case _:
            assert_never(before.kind)
    if by_value:
        return _by_value(_values(before), _values(after), present)
    if before.histogram is None or after.histogram is None:
        return None
    return _by_edges(before, after)


def word_shares(before: ColumnProfile, after: ColumnProfile) -> Shares | None:
    """Return the distributions of the most frequent words of two text columns.

    A profile holds the most frequent words only. A word that isn't in a full list gets the count of the
    last word in it, so that a cut list doesn't count as drift.
    """
    if not before.top or not after.top:
        return None
    labels = tuple(dict.fromkeys(word for word, _count in (*before.top, *after.top)))
    first, second = (
        np.array([counts.get(word, least) for word in labels], dtype=float)
        for counts, least in map(_word_counts, (before, after))
    )
    return Shares(_normed(first), _normed(second), labels=labels)


def _word_counts(column: ColumnProfile) -> tuple[dict[str, int], int]:
    counts = dict(column.top)
    return counts, min(counts.values()) if len(counts) >= TOP else 0


def _values(column: ColumnProfile) -> tuple[tuple[str, int], ...]:
    """Return the most frequent values, with "1" and "1.0" as one number."""
    if column.kind != "number":
        return column.top
    counts: Counter[str] = Counter()
    for text, count in column.top:
        counts[_digits(text)] += count
    return tuple(counts.items())


def _digits(text: str) -> str:
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def _is_complete(column: ColumnProfile, present: int) -> bool:
    """Return whether a profile lists all values of a column."""
    return sum(count for _value, count in column.top) == present


def _by_value(
    before: Sequence[tuple[str, int]], after: Sequence[tuple[str, int]], present: tuple[int, int]
) -> Shares:
    first, second = dict(before), dict(after)
    labels = sorted(
        {*first, *second},
        key=lambda value: -(first.get(value, 0) / present[0] + second.get(value, 0) / present[1]),
    )
    left = _with_rest(first, labels, present[0])
    right = _with_rest(second, labels, present[1])
    return Shares(left, right, labels=(*labels, "…"))


def _with_rest(counts: dict[str, int], labels: Sequence[str], present: int) -> tuple[float, ...]:
    """Return the shares of the labels, then the share of all other values.

    A label that isn't in a full list of frequent values gets at most the count of the last value in it, so
    that a cut list doesn't count as drift.
    """
    rest = max(0, present - sum(counts.values()))
    unnamed = sum(label not in counts for label in labels)
    most = min(counts.values()) if len(counts) >= TOP else 0
    default = min(most, rest / unnamed) if unnamed else 0.0
    named = [counts.get(label, default) / present for label in labels]
    return (*named, max(0.0, 1 - sum(named)))


def _by_edges(before: ColumnProfile, after: ColumnProfile) -> Shares:
    first, second = _cumulative(before), _cumulative(after)
    edges = _common_edges(_known_places(first, second), first, second)
    left, right = (
        np.diff(np.interp(edges, *cumulative, left=0.0, right=1.0)) for cumulative in (first, second)
    )
    return Shares(_normed(left), _normed(right), edges=tuple(float(edge) for edge in edges))


def _known_places(first: Cumulative, second: Cumulative) -> np.ndarray:
    """Return the points at which the cumulative shares of both columns are known to within `_UNSURE`.

    An outlier widens the bins of a histogram, and the position of cells inside a bin is unknown; such
    points are left out, so that they don't count as drift.
    """
    places = np.unique(np.concatenate([first[0], second[0]]))
    known = np.ones(len(places), dtype=bool)
    for edges, share in (first, second):
        inside = (places > edges[0]) & (places < edges[-1])
        below = share[np.searchsorted(edges, places, side="right").clip(1) - 1]
        above = share[np.searchsorted(edges, places, side="left").clip(max=len(edges) - 1)]
        known &= ~inside | (above - below <= _UNSURE)
    return np.asarray(places[known])


def _common_edges(places: np.ndarray, first: Cumulative, second: Cumulative) -> np.ndarray:
    """Return the edges of up to BARS bars with similar shares."""
    if len(places) < 2:
        return np.array([places[0] - 0.5, places[0] + 0.5])
    pooled = (np.interp(places, *first) + np.interp(places, *second)) / 2
    nearest = np.searchsorted(pooled, np.linspace(0, 1, BARS + 1)[1:-1]).clip(0, len(places) - 1)
    return np.asarray(places[np.unique([0, *nearest, len(places) - 1])])


def _cumulative(column: ColumnProfile) -> Cumulative:
    """Return the cumulative distribution of a column from its histogram and its quartiles.

    For whole numbers the points are halfway between two numbers.
    """
    bars = column.histogram or Histogram((), ())
    edges = np.array([seconds(edge) for edge in bars.edges])
    share = np.concatenate([[0.0], np.cumsum(bars.counts)]) / max(1, sum(bars.counts))
    if column.whole or column.kind == "text":
        halves = np.ceil(edges) - 0.5
        halves[-1] = np.floor(edges[-1]) + 0.5
        places, first = np.unique(halves, return_index=True)
        return places, np.maximum.accumulate(np.append(share[first[:-1]], share[-1]))
    if column.quartiles and column.kind == "number" and edges[0] < edges[-1]:
        edges = np.concatenate([edges, column.quartiles])
        share = np.concatenate([share, (0.25, 0.5, 0.75)])
        order = np.lexsort((share, edges))
        edges, share = edges[order], np.maximum.accumulate(share[order])
    return edges, share


def seconds(edge: float | str) -> float:
    """Return an edge as a number; an ISO 8601 date becomes seconds since 1970."""
    if not isinstance(edge, str):
        return float(edge)
    return float(np.datetime64(edge, "s").astype(np.int64))


def _normed(shares: np.ndarray) -> tuple[float, ...]:
    total = float(shares.sum()) or 1.0
    return tuple(float(share) / total for share in shares)


def _entropy(shares: Sequence[float]) -> float:
    return -sum(share * log2(share) for share in shares if share > 0)
