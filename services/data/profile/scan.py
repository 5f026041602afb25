"""Scan: one stream over a table's file, several blocks at once, and the profile that comes of it."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from services.data.profile import moments
from services.data.profile.blocks import Block, blocks
from services.data.profile.column_block import Cells
from services.data.profile.column_store import Shelf, Values
from services.data.profile.correlations import correlations
from services.data.profile.records import ColumnProfile, Profile
from services.data.profile.string_column import StringColumn
from services.data.profile.typed_columns import Column, DateColumn, NumberColumn, Plan, exemplify
from services.data.profile.value_counts import Runs
from services.data.tables.table import Table

_SMALL = 6 * 1024**2  # bytes of a table that may be in memory as a whole
_THREADS = max(1, min(4, os.cpu_count() or 1))


def profile(table: Table) -> Profile:
    """Return the profile of a table, read in pieces by a thread for each core, at most four.

    Its numbers are exact, or labelled as counted by hashes, which none of a small table is.
    """
    shelf = Shelf(len(table.names))
    try:
        with ThreadPoolExecutor(_THREADS, "profile") as pool:
            return _Scan(table, shelf, pool).profile()
    finally:
        shelf.close()


class _Scan:
    def __init__(self, table: Table, shelf: Shelf, pool: ThreadPoolExecutor) -> None:
        self._table, self._shelf, self._pool = table, shelf, pool
        self._columns: dict[str, Column] = {}
        self._plans: dict[str, Plan] = {}
        self._wrong: dict[str, Plan] = {}
        self._rows = 0
        self._row_hashes = Values(shelf, "u8")

    def profile(self) -> Profile:
        """Read the table, and again each column that turned out to be another kind than it began as."""
        self._pass(self._table.names, first=True)
        duplicates = self._pool.submit(self._duplicates)
        numbers = {
            name: column.values
            for name in self._table.names
            if name not in self._wrong and isinstance(column := self._columns[name], NumberColumn)
        }
        found = self._finish(list(numbers))
        related = self._pool.submit(correlations, [(found[name], numbers[name]) for name in numbers])
        wanted = [name for name in self._table.names if name not in found and name not in self._wrong]
        while wanted or self._wrong:
            found |= self._finish(wanted)
            wanted = list(self._wrong)
            if wanted:
                self._plans |= self._wrong
                self._wrong = {}
                self._pass(tuple(wanted), first=False)
                wanted = [name for name in wanted if name not in self._wrong]
        self._name_frequent(found)
        repeated = duplicates.result()
        small = self._table.size <= _SMALL
        if small:
            self._recount(found)
            repeated = repeated and self._rows - self._whole(self._table.names).n_unique()
        return Profile(
            rows=self._rows,
            columns=tuple(found[name] for name in self._table.names),
            duplicates=repeated,
            duplicates_hashed=bool(repeated) and not small,
            size=self._table.size,
            correlations=related.result(),
        )

    def _pass(self, names: tuple[str, ...], *, first: bool) -> None:
        """Read columns by their plans, making plans of the first block where there are none."""
        for name in names:
            if name in self._plans:
                self._columns[name] = self._column(name, self._plans[name])
        for found in self._each(blocks(self._table), lambda block: self._read(block, names, first)):
            rows, row_hashes, columns = found
            if first:
                self._rows += rows
                self._row_hashes.append(row_hashes)
            for name, (column, cells, read) in columns.items():
                if name not in self._wrong and column is self._columns[name]:
                    if read is None:
                        self._wrong[name] = self._plans[name].next(cells.texts)
                    else:
                        exemplify(column.examples, cells)
                        column.add(read)
        for name in names:  # a table without rows has no blocks
            if name not in self._columns:
                self._plans[name] = Plan("number")
                self._columns[name] = self._column(name, self._plans[name])

    def _each(self, items: Iterable[Block], work: Callable[[Block], Any]) -> Iterator[Any]:
        """Yield the work's results in order, a few of them under way; the first is done before the others."""
        waiting: deque[Future[Any]] = deque()
        for number, item in enumerate(items):
            waiting.append(self._pool.submit(work, item))
            if number == 0 or len(waiting) > _THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _read(
        self, block: Block, names: tuple[str, ...], first: bool
    ) -> tuple[int, np.ndarray, dict[str, Any]]:
        frame = block.frame(self._table, names)
        found: dict[str, Any] = {}
        for name in names:
            if name in self._wrong:
                continue
            cells = Cells(frame[name])
            found[name] = self._first(name, cells) if name not in self._columns else self._later(name, cells)
        hashes = frame.hash_rows().to_numpy() if first else np.empty(0, np.uint64)
        return frame.height, hashes, found

    def _first(self, name: str, cells: Cells) -> tuple[Column, Cells, Any]:
        """Return what a column's first block holds, read by the first plan that fits."""
        plan = Plan("number")
        while (read := (column := self._column(name, plan)).read(cells)) is None:
            plan = Plan.of_others(cells.texts) if plan.kind == "number" else plan.next(cells.texts)
        self._plans[name], self._columns[name] = plan, column
        return column, cells, read

    def _later(self, name: str, cells: Cells) -> tuple[Column, Cells, Any]:
        column = self._columns[name]
        return column, cells, column.read(cells)

    def _column(self, name: str, plan: Plan) -> Column:
        if plan.kind == "number":
            return NumberColumn(name, self._table.numbers, self._shelf)
        if plan.kind == "date":
            return DateColumn(name, plan, self._shelf)
        return StringColumn(name, plan, self._table, self._shelf)

    def _finish(self, names: list[str]) -> dict[str, ColumnProfile]:
        found: dict[str, ColumnProfile] = {}
        for described in self._pool.map(lambda name: self._columns[name].finish(self._rows), names):
            plan = self._plans[described.name]
            if described.kind == "text" and plan.kind == "category":
                self._wrong[described.name] = replace(plan, kind="text")  # its words are wanted
            else:
                found[described.name] = described
        return found

    def _name_frequent(self, found: dict[str, ColumnProfile]) -> None:
        """Look up the texts of the most frequent hashes in the file."""
        sought = {
            name: column
            for name in found
            if isinstance(column := self._columns[name], StringColumn) and len(column.frequent)
        }
        texts: dict[str, dict[int, str]] = {name: {} for name in sought}
        for block in blocks(self._table):
            names = tuple(name for name in sought if len(texts[name]) < len(sought[name].frequent))
            if not names:
                break
            frame = block.frame(self._table, names)
            for name in names:
                texts[name] |= _spelled(Cells(frame[name]).present, sought[name].frequent)
        for name, column in sought.items():
            found[name] = replace(found[name], top=column.named(texts[name]))

    def _recount(self, found: dict[str, ColumnProfile]) -> None:
        """Count the texts themselves where hashes were counted."""
        names = tuple(name for name, column in found.items() if column.hashed)
        frame = self._whole(names) if names else pl.DataFrame()
        for name in names:
            counts = Cells(frame[name]).present.value_counts()["count"]
            once = int((counts == 1).sum())
            found[name] = replace(found[name], distinct=len(counts), once=once, hashed=False)

    def _whole(self, names: tuple[str, ...]) -> pl.DataFrame:
        return pl.concat([block.frame(self._table, names) for block in blocks(self._table)])

    def _duplicates(self) -> int:
        ordered = moments.ascending(self._row_hashes.whole())
        return len(ordered) - Runs.of(ordered).different


def _spelled(texts: pl.Series, hashes: np.ndarray) -> dict[int, str]:
    named = pl.DataFrame({"hash": texts.hash(), "text": texts})
    named = named.filter(pl.col("hash").is_in(hashes.tolist())).unique("hash")
    return dict(named.iter_rows())
