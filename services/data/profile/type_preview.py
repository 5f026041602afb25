"""Preview the column types from the first rows of a table."""

from dataclasses import dataclass

import polars as pl

from services.data.profile.column_block import ColumnBlock, column_blocks
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
    columns = pl.DataFrame(cells).get_columns()
    together = (block for group in column_blocks(columns) for block in group)
    kinds = tuple(
        (name, _kind(name, block, table)) for name, block in zip(table.names, together, strict=True)
    )
    return TypePreview(cells.num_rows, kinds)


def _kind(name: str, block: ColumnBlock, table: Table) -> ColumnType:
    plan = ReadingPlan.for_cells(block, table.numbers, name)
    return "empty" if plan.kind == "number" and not block.first(1, unmarked=True) else plan.kind
