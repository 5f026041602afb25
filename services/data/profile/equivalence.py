"""Columns that say the same: their values map one to one, such as codes and names of countries."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile.records import ColumnProfile
from services.data.tables.byte_views import SPACE

_CELLS = 2_000_000
_HEAD = 32
_SHORT = 1000  # for up to this many rows a loop is faster than a query
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
