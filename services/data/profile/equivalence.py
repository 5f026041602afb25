"""Columns that say the same, or nearly: their values map one to one, such as codes and names of countries."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile.records import ColumnProfile
from services.data.profile.value_counts import TOP
from services.data.tables.byte_views import SPACE

_CELLS = 2_000_000
_HEAD = 32
_SHORT = 1000  # for up to this many rows a loop is faster than a query
_ROWS = 20
# With fewer repeats, or fewer rows without the most frequent value, two columns may agree by chance.
_REPEATED, _VARIED = 10, 5
# Of columns that say nearly the same.
_COLUMNS = 60
_COMPARED_ROWS, _COMPARED_HEAD = 10_000, 300  # rows that are compared, and those that most pairs differ in
_NEARLY, _NEARLY_IN_HEAD = 0.9, 0.7
# Rows without the most frequent value, and rows that repeat one; with fewer, it may be chance.
_VARIED_ROWS = 20

Pair = tuple[str, str]


def equivalent(
    columns: Iterable[ColumnProfile], rows: int, read: Callable[[tuple[str, ...]], pl.DataFrame]
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of columns whose values map one to one, in the order of the columns.

    Only columns whose values occur equally often are read, and of a large table only the first of them.
    """
    names = _candidates(columns, rows)[: _CELLS // max(1, rows)]
    if len(names) < 2:
        return ()
    frame = read(tuple(names))
    alike = _groups(frame.head(_HEAD), names)  # most columns differ in their first cells
    return tuple(tuple(group) for names in alike for group in _groups(frame, names))


def _candidates(columns: Iterable[ColumnProfile], rows: int) -> list[str]:
    """Return the columns that share their counts with another one."""
    by_counts: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for column in columns:
        present = rows - column.missing
        if column.kind == "text" or column.distinct < 2 or not column.top or present < _ROWS:
            continue
        if present - column.distinct >= _REPEATED and present - column.top[0][1] >= _VARIED:
            counts = tuple(count for _value, count in column.top)
            by_counts[column.missing, column.distinct, column.once, counts].append(column.name)
    return [name for group in by_counts.values() if len(group) > 1 for name in group]


def _groups(frame: pl.DataFrame, names: Iterable[str]) -> Iterator[list[str]]:
    """Yield the groups of columns that have equal cells at the same places."""
    groups: defaultdict[bytes, list[str]] = defaultdict(list)
    for name in names:
        groups[_digest(frame[name])].append(name)
    yield from (group for group in groups.values() if len(group) > 1)


def _digest(cells: pl.Series) -> bytes:
    """Return a digest of the places at which cells are equal, whatever they hold."""
    if len(cells) <= _SHORT:
        places: dict[str, int] = {"": -1}
        order = [places.setdefault((cell or "").strip(), len(places)) for cell in cells.to_list()]
        return hashlib.blake2b(repr(order).encode(), digest_size=16).digest()
    texts = cells.str.strip_chars(SPACE).to_arrow().cast(pa.string())
    present = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    codes = pc.fill_null(present.dictionary_encode().indices, -1)
    return hashlib.blake2b(codes.to_numpy(zero_copy_only=False).tobytes(), digest_size=16).digest()


def nearly_equivalent(
    columns: Iterable[ColumnProfile], rows: int, read: Callable[[tuple[str, ...]], pl.DataFrame]
) -> tuple[Pair, ...]:
    """Return the pairs of columns whose values nearly map one to one, in the order of the columns.

    `read` returns the named columns of the rows, or of some blocks of them.

    The first sixty columns that may have an equivalent are compared, in at most ten thousand rows. In both
    directions, guessing a value from the other column must avoid nine tenths of the errors of always guessing
    the commonest value, and hold for nine tenths of the rows that repeat a value.
    """
    candidates = [column for column in columns if _may_have_near_equivalent(column, rows)][:_COLUMNS]
    pairs = [pair for pair in combinations(candidates, 2) if _have_similar_counts(*pair, rows)]
    names = tuple(dict.fromkeys(column.name for pair in pairs for column in pair))
    if not names:
        return ()
    frame = read(names)
    frame = frame.gather_every(max(1, -(-len(frame) // _COMPARED_ROWS)))
    codes = {name: _codes(frame[name]) for name in names}
    return tuple(_agreeing(codes, ((first.name, second.name) for first, second in pairs)))


def _may_have_near_equivalent(column: ColumnProfile, rows: int) -> bool:
    present = rows - column.missing
    if column.kind not in ("category", "number", "date") or column.distinct < 2 or not column.top:
        return False
    return present - column.top[0][1] >= _VARIED_ROWS and present - column.distinct >= max(
        _VARIED_ROWS, present / 2
    )


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
        if _agree(a[:_COMPARED_HEAD], b[:_COMPARED_HEAD], _NEARLY_IN_HEAD) and _agree(a, b, _NEARLY):
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
