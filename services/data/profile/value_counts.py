"""Counts of the distinct values of a sorted array, and the most frequent of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

import numpy as np

TOP = 20

_FEW = 1000
_PIECE = 65_536


@dataclass(frozen=True)
class ValueCounts:
    """The numbers of distinct values and of values that occur once, and the twenty most frequent values.

    `starts` are the indices of the most frequent values in the sorted array, `counts` their counts; both
    are empty if there are more than twenty values and all are distinct.
    """

    distinct: int
    once: int
    starts: np.ndarray
    counts: np.ndarray

    @classmethod
    def from_sorted(cls, ordered: np.ndarray) -> "ValueCounts":
        """Count the values of a sorted array, in little memory even if most are distinct."""
        count = len(ordered)
        new = np.ones(count + 1, bool)
        np.not_equal(ordered[1:], ordered[:-1], out=new[1:count])
        begins, ends = new[:-1], new[1:]
        starts = np.flatnonzero(begins & ~ends)
        counts = np.flatnonzero(ends & ~begins) - starts + 1
        single = begins & ends
        once = int(np.count_nonzero(single))
        distinct = once + len(starts)
        first = largest(counts)
        starts, counts = starts[first], counts[first]
        if len(starts) or distinct <= TOP:
            alone = _first_true(single, TOP - len(starts))
            starts = np.concatenate([starts, alone])
            counts = np.concatenate([counts, np.ones(len(alone), counts.dtype)])
        return cls(distinct, once, starts, counts)

    def top(self, ordered: np.ndarray, text: Callable[[Any], str]) -> tuple[tuple[str, int], ...]:
        """Return the most frequent values with their counts; ties are in ascending order."""
        pairs = zip(self.starts, self.counts, strict=True)
        return tuple((text(ordered[start]), int(count)) for start, count in pairs)


def runs(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the start index and the count of each distinct value of a sorted array."""
    if not len(ordered):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    starts = np.concatenate([[0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1])
    return starts, np.diff(starts, append=len(ordered))


def largest(counts: np.ndarray) -> np.ndarray:
    """Return the indices of the twenty largest counts; ties are in ascending order."""
    if len(counts) > TOP:
        # numpy.argpartition of the indices is slow if many counts are equal; partition of the counts is fast.
        least = np.partition(counts, len(counts) - TOP)[len(counts) - TOP]
        above, equal = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
        places = np.sort(np.concatenate([above, equal[: TOP - len(above)]]))
    else:
        places = np.arange(len(counts))
    return places[np.argsort(-counts[places], kind="stable")]


def _first_true(mask: np.ndarray, most: int) -> np.ndarray:
    """Return the indices of the first `most` true values, without reading the rest."""
    places = np.empty(0, np.intp)
    for start in range(0, len(mask), _PIECE):
        if len(places) >= most:
            break
        places = np.concatenate([places, start + np.flatnonzero(mask[start : start + _PIECE])])
    return places[:most]


def commonest(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return the twenty most frequent values with their counts by rank."""
    if len(counts) <= TOP:
        return tuple(sorted(counts.items(), key=rank))
    least = sorted(counts.values(), reverse=True)[TOP - 1]
    above = sorted((pair for pair in counts.items() if pair[1] > least), key=rank)
    equal = [value for value, count in counts.items() if count == least]
    rest = TOP - len(above)
    first = sorted(equal)[:rest] if len(equal) <= _FEW else nsmallest(rest, equal)  # a heap pays for many
    return (*above, *((value, least) for value in first))


def rank(counted: tuple[str, int]) -> tuple[int, str]:
    """Return a sort key: the most frequent value first, ties by name."""
    value, count = counted
    return -count, value
