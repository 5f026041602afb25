"""Columns that say nearly the same: the values of one follow from the other's but for a few rows."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import numpy as np
import polars as pl

from services.data.profile.records import ColumnProfile
from services.data.profile.value_counts import TOP
from services.data.tables.byte_views import SPACE

_COLUMNS = 60
_ROWS, _HEAD = 10_000, 300  # rows that are compared, and those that most pairs differ in
_NEARLY, _HEAD_NEARLY = 0.9, 0.7
_VARIED = 20  # rows without the most frequent value, and rows that repeat one; with fewer, it may be chance

Pair = tuple[str, str]


def nearly_equivalent(
    columns: Iterable[ColumnProfile], rows: int, read: Callable[[tuple[str, ...]], pl.DataFrame]
) -> tuple[Pair, ...]:
    """Return the pairs of columns whose values nearly map one to one, in the order of the columns.

    `read` returns the named columns of the rows, or of some blocks of them.

    The first sixty columns that may have an equivalent are compared, in at most ten thousand rows. In both
    directions, guessing a value from the other column must avoid nine tenths of the errors of always guessing
    the commonest value, and hold for nine tenths of the rows that repeat a value.
    """
    candidates = [column for column in columns if _is_candidate(column, rows)][:_COLUMNS]
    pairs = [pair for pair in combinations(candidates, 2) if _have_similar_counts(*pair, rows)]
    names = tuple(dict.fromkeys(column.name for pair in pairs for column in pair))
    if not names:
        return ()
    frame = read(names)
    frame = frame.gather_every(max(1, -(-len(frame) // _ROWS)))
    codes = {name: _codes(frame[name]) for name in names}
    return tuple(_agreeing(codes, ((first.name, second.name) for first, second in pairs)))


def _is_candidate(column: ColumnProfile, rows: int) -> bool:
    present = rows - column.missing
    if column.kind not in ("category", "number", "date") or column.distinct < 2 or not column.top:
        return False
    return present - column.top[0][1] >= _VARIED and present - column.distinct >= max(_VARIED, present / 2)


def _have_similar_counts(first: ColumnProfile, second: ColumnProfile, rows: int) -> bool:
    """Return whether few rows would have to change for the columns to have the same counts of values."""
    few = (1 - _NEARLY) * rows
    if abs(first.missing - second.missing) > few or abs(first.distinct - second.distinct) > few:
        return False
    counts = np.zeros((2, TOP), np.int64)
    for place, column in enumerate((first, second)):
        common = sorted((count for _value, count in column.top), reverse=True)[:TOP]
        counts[place, : len(common)] = common
    return bool(np.abs(counts[0] - counts[1]).sum() <= 2 * few)


def _codes(cells: pl.Series) -> np.ndarray:
    """Return a number for each value, -1 for blank cells."""
    texts = cells.str.strip_chars(SPACE)
    codes = texts.rank("dense").cast(pl.Int64) - 1
    result: np.ndarray = codes.set(texts.fill_null("") == "", -1).to_numpy()
    return result


def _agreeing(codes: dict[str, np.ndarray], pairs: Iterable[Pair]) -> Iterator[Pair]:
    for first, second in pairs:
        a, b = codes[first], codes[second]
        if _agree(a[:_HEAD], b[:_HEAD], _HEAD_NEARLY) and _agree(a, b, _NEARLY):
            yield first, second


def _agree(first: np.ndarray, second: np.ndarray, least: float) -> bool:
    both = (first >= 0) & (second >= 0)
    if both.sum() < least * ((first >= 0) | (second >= 0)).sum():
        return False
    a, b = first[both], second[both]
    return bool(len(a)) and _follows(a, b, least) and _follows(b, a, least)


def _follows(given: np.ndarray, other: np.ndarray, least: float) -> bool:
    """Return whether the values of a column nearly follow from those of another one."""
    pairs, counts = np.unique(given * (other.max() + 1) + other, return_counts=True)
    largest = np.zeros(given.max() + 1, np.int64)
    np.maximum.at(largest, pairs // (other.max() + 1), counts)
    right, values = largest.sum(), (largest > 0).sum()
    commonest, rows = np.bincount(other).max(), len(other)
    avoids_errors = right - commonest >= least * (rows - commonest)
    return bool(avoids_errors and right - values >= least * (rows - values))
