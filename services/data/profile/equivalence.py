"""Columns that say the same: their values map one to one, such as codes and names of countries."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile.records import ColumnProfile
from services.data.tables.byte_views import SPACE

_CELLS = 4_000_000
_ROWS = 20
# With fewer repeats, or fewer rows without the most frequent value, two columns may agree by chance.
_REPEATED, _VARIED = 10, 5


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
    groups: defaultdict[bytes, list[str]] = defaultdict(list)
    for name in names:
        groups[_digest(frame[name])].append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


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


def _digest(cells: pl.Series) -> bytes:
    """Return a digest of the places at which cells are equal, whatever they hold."""
    texts = cells.str.strip_chars(SPACE).to_arrow().cast(pa.string())
    present = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    codes = pc.fill_null(present.dictionary_encode().indices, -1)
    return hashlib.blake2b(codes.to_numpy(zero_copy_only=False).tobytes(), digest_size=16).digest()
