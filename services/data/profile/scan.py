"""The scan that profiles a table: one pass over its file, several blocks in parallel."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, assert_never

import numpy as np
import polars as pl

from services.data.profile import moments
from services.data.profile.blocks import SIZE, Block, blocks
from services.data.profile.column_block import ColumnBlock, column_blocks
from services.data.profile.correlations import correlations
from services.data.profile.equivalence import equivalent, nearly_equivalent
from services.data.profile.reading_plan import ReadingPlan
from services.data.profile.records import ColumnProfile, Profile
from services.data.profile.string_column import StringBlock, StringColumn, described
from services.data.profile.typed_columns import Column, DateColumn, NumberColumn, add_examples
from services.data.profile.value_counts import ValueCounts
from services.data.tables.column_store import ColumnStore, StoredColumn
from services.data.tables.table import Table

_SMALL = 6 * 1024**2  # bytes of a table that fits in memory as a whole
_SOME_BLOCKS = 4
_THREADS = max(1, min(4, os.cpu_count() or 1))


def profile(table: Table) -> Profile:
    """Return the profile of a table, which is read in blocks by one thread per core, at most four.

    Counts are exact for a small table; those of a large one may be of hashes, and are marked so.
    """
    store = ColumnStore(len(table.names))
    try:
        with ThreadPoolExecutor(_THREADS, "profile") as pool:
            return _Scan(table, store, pool).profile()
    finally:
        store.close()


@dataclass(frozen=True, eq=False)
class _BlockContent:
    """The content of one block; `row_hashes` is computed in the first pass only."""

    rows: int
    row_hashes: np.ndarray
    columns: dict[str, tuple[Column, ColumnBlock, Any]]


class _Scan:
    def __init__(self, table: Table, store: ColumnStore, pool: ThreadPoolExecutor) -> None:
        self._table, self._store, self._pool = table, store, pool
        self._columns: dict[str, Column] = {}
        self._plans: dict[str, ReadingPlan] = {}
        self._misread: dict[str, ReadingPlan] = {}  # columns whose plan failed, with the next plan
        self._rows = 0
        self._row_hashes = StoredColumn(store, "u8")

    def profile(self) -> Profile:
        """Read the table, and read the columns again whose inferred type was wrong."""
        names = self._table.names
        self._pass(names, first=True)
        duplicates = self._pool.submit(self._count_duplicates)
        numbers = {
            name: column.values
            for name in names
            if name not in self._misread and isinstance(column := self._columns[name], NumberColumn)
        }
        profiles = self._finish(list(numbers))
        related = self._pool.submit(correlations, [(profiles[name], numbers[name]) for name in numbers])
        pending = [name for name in names if name not in profiles and name not in self._misread]
        while pending or self._misread:
            profiles |= self._finish(pending)
            pending = list(self._misread)
            if pending:
                self._plans |= self._misread
                self._misread = {}
                self._pass(tuple(pending), first=False)
                pending = [name for name in pending if name not in self._misread]
        self._spell_frequent(profiles)
        repeated = duplicates.result()
        small = self._table.size <= _SMALL
        if small:
            self._recount(profiles)
            repeated = repeated and self._rows - self._whole(names).n_unique()
        columns = tuple(profiles[name] for name in names)
        return Profile(
            rows=self._rows,
            columns=columns,
            duplicates=repeated,
            duplicates_hashed=bool(repeated) and not small,
            size=self._table.size,
            correlations=related.result(),
            equivalent=equivalent(columns, self._rows, self._whole),
            nearly_equivalent=nearly_equivalent(columns, self._rows, self._some),
        )

    def _pass(self, names: tuple[str, ...], *, first: bool) -> None:
        """Read columns by their plans; the first block determines the plans of new columns."""
        for name in names:
            if name in self._plans:
                self._columns[name] = self._column(name, self._plans[name])
        for content in self._map(blocks(self._table), lambda block: self._read(block, names, first)):
            if first:
                self._rows += content.rows
                self._row_hashes.append(content.row_hashes)
            for name, (column, block, read) in content.columns.items():
                if name not in self._misread and column is self._columns[name]:
                    if read is None:
                        self._misread[name] = self._plans[name].next(block)
                    else:
                        add_examples(column.examples, block)
                        column.add(read)
        for name in names:  # a table without rows has no blocks
            if name not in self._columns:
                self._plans[name] = ReadingPlan("number")
                self._columns[name] = self._column(name, self._plans[name])

    def _map(self, items: Iterable[Block], work: Callable[[Block], _BlockContent]) -> Iterator[_BlockContent]:
        """Yield the results of the work in order; the first item is done before others start in parallel."""
        pending: deque[Future[_BlockContent]] = deque()
        for number, item in enumerate(items):
            pending.append(self._pool.submit(work, item))
            if number == 0 or len(pending) > _THREADS:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()

    def _read(self, block: Block, names: tuple[str, ...], first: bool) -> _BlockContent:
        frame = block.frame(self._table, names)
        used = [cells for cells in frame.get_columns() if cells.name not in self._misread]
        columns: dict[str, tuple[Column, ColumnBlock, Any]] = {}
        for group in column_blocks(used):
            columns |= self._read_columns(group)
        hashes = frame.hash_rows().to_numpy() if first else np.empty(0, np.uint64)
        return _BlockContent(frame.height, hashes, columns)

    def _read_columns(self, group: list[ColumnBlock]) -> dict[str, tuple[Column, ColumnBlock, Any]]:
        columns: dict[str, tuple[Column, ColumnBlock, Any]] = {}
        strings: dict[str, tuple[StringColumn, StringBlock]] = {}
        for block in group:
            if column := self._columns.get(block.name):
                read = column.read(block)
            else:
                column, read = self._read_first(block)
            columns[block.name] = column, block, read
            if isinstance(column, StringColumn):
                strings[block.name] = column, read
        for name, read in described(strings, self._table.numbers).items():
            columns[name] = (*columns[name][:2], read)
        return columns

    def _read_first(self, block: ColumnBlock) -> tuple[Column, Any]:
        """Return the content of a column's first block by the first plan that can read it."""
        name, numbers = block.name, block.numbers(self._table.numbers)
        if numbers is None:
            plan = ReadingPlan.for_non_numbers(block)
        else:
            plan = ReadingPlan.for_numbers(numbers, block, name)
        column = self._column(name, plan)
        read = numbers if plan.kind == "number" else column.read(block)
        while read is None:
            plan = plan.next(block)
            read = (column := self._column(name, plan)).read(block)
        self._plans[name], self._columns[name] = plan, column
        return column, read

    def _column(self, name: str, plan: ReadingPlan) -> Column:
        match plan.kind:
            case "number" | "empty":  # whether a column of numbers is empty shows at its end
                return NumberColumn(name, self._table.numbers, self._store)
            case "date":
                return DateColumn(name, plan, self._store)
            case "category" | "text":
                return StringColumn(name, plan, self._table, self._store)
            case _:
                assert_never(plan.kind)

    def _finish(self, names: list[str]) -> dict[str, ColumnProfile]:
        """Return the profiles of columns; a category that turns out to be text is read again."""
        profiles: dict[str, ColumnProfile] = {}
        for profile in self._pool.map(lambda name: self._columns[name].finish(self._rows), names):
            plan = self._plans[profile.name]
            if profile.kind == "text" and plan.kind == "category":
                self._misread[profile.name] = replace(plan, kind="text")  # read again to count words
            else:
                profiles[profile.name] = profile
        return profiles

    def _spell_frequent(self, profiles: dict[str, ColumnProfile]) -> None:
        """Look up the texts of the most frequent hashes in the file."""
        hashed = {
            name: column
            for name in profiles
            if isinstance(column := self._columns[name], StringColumn) and len(column.frequent)
        }
        texts: dict[str, dict[int, str]] = {name: {} for name in hashed}
        for block in blocks(self._table):
            names = tuple(name for name in hashed if len(texts[name]) < len(hashed[name].frequent))
            if not names:
                break
            frame = block.frame(self._table, names)
            for name in names:
                texts[name] |= _spelled(ColumnBlock(frame[name]).present, hashed[name].frequent)
        for name, column in hashed.items():
            profiles[name] = replace(profiles[name], top=column.top_of(texts[name]))

    def _recount(self, profiles: dict[str, ColumnProfile]) -> None:
        """Count the texts of columns of which only hashes were counted."""
        names = tuple(name for name, profile in profiles.items() if profile.hashed)
        frame = self._whole(names) if names else pl.DataFrame()
        for name in names:
            marks = [mark for mark, _count in profiles[name].marks]
            texts = ColumnBlock(frame[name]).present
            counts = texts.filter(~texts.is_in(marks)).value_counts()["count"]
            once = int((counts == 1).sum())
            profiles[name] = replace(profiles[name], distinct=len(counts), once=once, hashed=False)

    def _whole(self, names: tuple[str, ...]) -> pl.DataFrame:
        return pl.concat([block.frame(self._table, names) for block in blocks(self._table)])

    def _some(self, names: tuple[str, ...]) -> pl.DataFrame:
        """Return columns of some blocks, of all in a small table."""
        step = 1 + self._table.size // (_SOME_BLOCKS * SIZE)
        some = islice(blocks(self._table), 0, None, step)
        return pl.concat([block.frame(self._table, names) for block in some])

    def _count_duplicates(self) -> int:
        ordered = moments.ascending(self._row_hashes.whole())
        return len(ordered) - ValueCounts.from_sorted(ordered).distinct


def _spelled(texts: pl.Series, hashes: np.ndarray) -> dict[int, str]:
    """Return the texts with one of the hashes, by their hash."""
    spelled = pl.DataFrame({"hash": texts.hash(), "text": texts})
    spelled = spelled.filter(pl.col("hash").is_in(hashes.tolist())).unique("hash")
    return dict(spelled.iter_rows())
