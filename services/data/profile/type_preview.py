"""Glance: what the first rows of a table suggest its columns to be, before all of it is read."""

from dataclasses import dataclass

import pyarrow as pa

from services.data.profile import numeric
from services.data.profile.column_block import trimmed
from services.data.profile.typed_columns import Plan
from services.data.tables.column_types import ColumnType
from services.data.tables.table import Table

_CELLS = 200_000
_ROWS_AT_LEAST = 20


@dataclass(frozen=True)
class Glance:
    """Each column's name and kind by the first `rows` rows alone; later rows may say otherwise."""

    rows: int
    kinds: tuple[tuple[str, ColumnType], ...]


def glance(table: Table, rows: int = 1000) -> Glance:
    """Return the kinds of the columns by the first rows, of a wide table by fewer of them."""
    cells = table.first(min(rows, max(_ROWS_AT_LEAST, _CELLS // len(table.names))))
    if not cells.num_rows:
        return Glance(0, tuple((name, "empty") for name in table.names))
    kinds = tuple((name, _kind(cells[name], table)) for name in table.names)
    return Glance(cells.num_rows, kinds)


def _kind(cells: pa.ChunkedArray, table: Table) -> ColumnType:
    texts = trimmed(cells.cast(pa.string()))
    plan = Plan.of(texts, table.numbers)
    marked, _marks = numeric.marks(texts)
    return "empty" if plan.kind == "number" and marked.null_count == len(marked) else plan.kind
