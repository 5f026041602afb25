"""Preview the column types from the first rows of a table."""

from dataclasses import dataclass

import pyarrow as pa

from services.data.profile import numeric
from services.data.profile.column_block import trimmed
from services.data.profile.reading_plan import ReadingPlan
from services.data.tables.column_types import ColumnType
from services.data.tables.table import Table

_CELLS = 200_000
_ROWS_AT_LEAST = 20


@dataclass(frozen=True)
class TypePreview:
    """The names and types of the columns by the first `rows` rows; later rows may change a type."""

    rows: int
    kinds: tuple[tuple[str, ColumnType], ...]


def preview_types(table: Table, rows: int = 1000) -> TypePreview:
    """Return the column types by the first rows, fewer of them where the table is wide."""
    cells = table.first(min(rows, max(_ROWS_AT_LEAST, _CELLS // len(table.names))))
    if not cells.num_rows:
        return TypePreview(0, tuple((name, "empty") for name in table.names))
    kinds = tuple((name, _kind(name, cells[name], table)) for name in table.names)
    return TypePreview(cells.num_rows, kinds)


def _kind(name: str, cells: pa.ChunkedArray, table: Table) -> ColumnType:
    texts = trimmed(cells.cast(pa.string()))
    plan = ReadingPlan.for_cells(texts, table.numbers, name)
    unmarked, _markers = numeric.null_markers(texts)
    return "empty" if plan.kind == "number" and unmarked.null_count == len(unmarked) else plan.kind
