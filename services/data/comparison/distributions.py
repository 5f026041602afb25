"""Shares: two columns' distributions on common bars, from their stored statistics alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log2, sqrt

import numpy as np

from services.data.profile import ColumnProfile, Histogram

BARS = 10
TOP = 20  # as many of the most frequent values as a profile names
_UNSURE = 0.15
_LN2 = 0.6931471805599453

Cumulated = tuple[np.ndarray, np.ndarray]  # places in order, and the share of cells up to each


@dataclass(frozen=True)
class Shares:
    """How a column's present cells spread over common bars, before and after; each adds up to 1.

    `labels` names a bar by its value, `edges` (one more than bars) by where it begins and ends: exactly
    one of the two is given. Edges are numbers, for dates seconds since 1970.
    """

    before: tuple[float, ...]
    after: tuple[float, ...]
    labels: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()


def distance(shares: Shares) -> float:
    """Return the Jensen-Shannon distance, base 2: 0 where both are alike, 1 where they share nothing."""
    return sqrt(
        max(0.0, min(1.0, _entropy(_middle(shares)) - (_entropy(shares.before) + _entropy(shares.after)) / 2))
    )


def chance(bars: int, before: int, after: int) -> float:
    """Return the distance that two samples of one distribution exceed by chance once in some hundreds.

    The likelihood ratio is chi-squared with a degree of freedom less than bars: its mean and three
    deviations.
    """
    if bars < 2 or not before or not after:
        return 0.0
    freedom = bars - 1
    return min(1.0, sqrt((freedom + 3 * sqrt(2 * freedom)) / 8 * (1 / before + 1 / after) / _LN2))


def of(before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]) -> Shares | None:
    """Return both distributions of two columns of one kind, or None where a profile tells too little."""
    present = (rows[0] - before.missing, rows[1] - after.missing)
    if before.kind != after.kind or min(present) <= 0:
        return None
    if before.kind == "category" or (
        before.kind == "number" and _told_whole(before, present[0]) and _told_whole(after, present[1])
    ):
        return _by_value(_values(before), _values(after), present)
    if before.histogram is None or after.histogram is None:
        return None
    return _by_edges(before, after)


def words(before: ColumnProfile, after: ColumnProfile) -> Shares | None:
    """Return how the words that either text column names spread, among themselves.

    How many words there are altogether isn't known: one that a full list doesn't name counts as often as
    the list's last, so that what isn't known is no drift.
    """
    if not before.top or not after.top:
        return None
    labels = tuple(dict.fromkeys(word for word, _count in (*before.top, *after.top)))
    spread = [
        np.array([counts.get(word, least) for word in labels], dtype=float)
        for counts, least in map(_least, (before, after))
    ]
    return Shares(_normed(spread[0]), _normed(spread[1]), labels=labels)


def _least(column: ColumnProfile) -> tuple[dict[str, int], int]:
    counts = dict(column.top)
    return counts, min(counts.values()) if len(counts) >= TOP else 0


def _values(column: ColumnProfile) -> tuple[tuple[str, int], ...]:
    """Return the most frequent values; of numbers once each, however their digits are written."""
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


def _told_whole(column: ColumnProfile, present: int) -> bool:
    return sum(count for _value, count in column.top) == present


def _by_value(
    before: Sequence[tuple[str, int]], after: Sequence[tuple[str, int]], present: tuple[int, int]
) -> Shares:
    first, second = dict(before), dict(after)
    labels = sorted(
        {*first, *second},
        key=lambda each: -(first.get(each, 0) / present[0] + second.get(each, 0) / present[1]),
    )
    left = _filled(first, labels, present[0])
    right = _filled(second, labels, present[1])
    return Shares(left, right, labels=(*labels, "…"))


def _filled(counts: dict[str, int], labels: Sequence[str], present: int) -> tuple[float, ...]:
    """Return each label's share, and the rest's as the last.

    A value that a full list of the most frequent doesn't name may be as frequent as the list's last:
    that much of the rest is taken to be it, so that what isn't known is no drift.
    """
    rest = max(0, present - sum(counts.values()))
    unnamed = sum(label not in counts for label in labels)
    most = min(counts.values()) if len(counts) >= TOP else 0
    each = min(most, rest / unnamed) if unnamed else 0.0
    shares = [counts.get(label, each) / present for label in labels]
    return (*shares, max(0.0, 1 - sum(shares)))


def _by_edges(before: ColumnProfile, after: ColumnProfile) -> Shares:
    first, second = _cumulated(before), _cumulated(after)
    edges = _thinned(_known(first, second), first, second)
    left, right = (np.diff(np.interp(edges, *each, left=0.0, right=1.0)) for each in (first, second))
    return Shares(_normed(left), _normed(right), edges=tuple(float(edge) for edge in edges))


def _known(first: Cumulated, second: Cumulated) -> np.ndarray:
    """Return the places at which both tell how many cells lie below, within a small part of all cells.

    A far outlier widens its table's bars: how the rest lies inside one isn't known, so it is no drift.
    """
    places = np.unique(np.concatenate([first[0], second[0]]))
    known = np.ones(len(places), dtype=bool)
    for edges, share in (first, second):
        inside = (places > edges[0]) & (places < edges[-1])
        below = share[np.searchsorted(edges, places, side="right").clip(1) - 1]
        above = share[np.searchsorted(edges, places, side="left").clip(max=len(edges) - 1)]
        known &= ~inside | (above - below <= _UNSURE)
    return np.asarray(places[known])


def _thinned(places: np.ndarray, first: Cumulated, second: Cumulated) -> np.ndarray:
    """Return the ends and up to BARS - 1 of the places between, so that bars hold as much of both."""
    if len(places) < 2:
        return np.array([places[0] - 0.5, places[0] + 0.5])
    pooled = (np.interp(places, *first) + np.interp(places, *second)) / 2
    nearest = np.searchsorted(pooled, np.linspace(0, 1, BARS + 1)[1:-1]).clip(0, len(places) - 1)
    return np.asarray(places[np.unique([0, *nearest, len(places) - 1])])


def _cumulated(column: ColumnProfile) -> Cumulated:
    """Return places in order and the share of cells up to each: the histogram's, with the exact quartiles.

    Whole numbers lie between their bars' edges in lumps: there the places are halfway between numbers.
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
    """Return an edge as a number; a date as seconds since 1970."""
    if not isinstance(edge, str):
        return float(edge)
    return (datetime.fromisoformat(edge).replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds()


def _normed(shares: np.ndarray) -> tuple[float, ...]:
    total = float(shares.sum()) or 1.0
    return tuple(float(each) / total for each in shares)


def _middle(shares: Shares) -> list[float]:
    return [(left + right) / 2 for left, right in zip(shares.before, shares.after, strict=True)]


def _entropy(shares: Sequence[float]) -> float:
    return -sum(each * log2(each) for each in shares if each > 0)
