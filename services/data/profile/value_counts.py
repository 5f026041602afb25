"""Runs: the different values of an ordered array, and which stand there most often."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

TOP = 20

_PIECE = 65_536


@dataclass(frozen=True)
class Runs:
    """How many values differ, how many of them stand once, where the most frequent begin, and their counts.

    None is frequent where there are more than twenty and each stands once.
    """

    different: int
    once: int
    starts: np.ndarray
    counts: np.ndarray

    @classmethod
    def of(cls, ordered: np.ndarray) -> "Runs":
        """Return the runs of an ordered array; takes little memory where most values differ."""
        count = len(ordered)
        new = np.ones(count + 1, bool)
        np.not_equal(ordered[1:], ordered[:-1], out=new[1:count])
        begins, ends = new[:-1], new[1:]
        starts = np.flatnonzero(begins & ~ends)
        counts = np.flatnonzero(ends & ~begins) - starts + 1
        single = begins & ends
        once = int(np.count_nonzero(single))
        different = once + len(starts)
        first = most(counts)
        starts, counts = starts[first], counts[first]
        if len(starts) or different <= TOP:
            alone = _first(single, TOP - len(starts))
            starts = np.concatenate([starts, alone])
            counts = np.concatenate([counts, np.ones(len(alone), counts.dtype)])
        return cls(different, once, starts, counts)

    def top(self, ordered: np.ndarray, text: Callable[[Any], str]) -> tuple[tuple[str, int], ...]:
        """Return the most frequent values, of equally frequent ones the smaller first."""
        pairs = zip(self.starts, self.counts, strict=True)
        return tuple((text(ordered[start]), int(count)) for start, count in pairs)


def every(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where each different value of an ordered array begins, and how often it stands there."""
    if not len(ordered):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    starts = np.concatenate([[0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1])
    return starts, np.diff(starts, append=len(ordered))


def most(counts: np.ndarray) -> np.ndarray:
    """Return the places of the twenty largest counts, of equal ones the earlier first."""
    if len(counts) > TOP:
        least = np.partition(counts, len(counts) - TOP)[len(counts) - TOP]  # so many ties are slow to part
        above, equal = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
        places = np.sort(np.concatenate([above, equal[: TOP - len(above)]]))
    else:
        places = np.arange(len(counts))
    return places[np.argsort(-counts[places], kind="stable")]


def _first(chosen: np.ndarray, wanted: int) -> np.ndarray:
    """Return the first so many places that are chosen, without looking for the others."""
    found = np.empty(0, np.intp)
    for start in range(0, len(chosen), _PIECE):
        if len(found) >= wanted:
            break
        found = np.concatenate([found, start + np.flatnonzero(chosen[start : start + _PIECE])])
    return found[:wanted]
