"""Column types, one module per type."""

from services.containers.trainer.marks import MARKS
from services.data.tables.column_types.category import CATEGORY
from services.data.tables.column_types.column_type import ColumnType, Description
from services.data.tables.column_types.date import DATE
from services.data.tables.column_types.empty import EMPTY
from services.data.tables.column_types.number import NUMBER
from services.data.tables.column_types.text import NO_PROSE, PROSE_SAMPLE, TEXT, UNSPACED, Prose

COLUMN_TYPES: dict[ColumnType, Description] = {
    description.type: description for description in (NUMBER, CATEGORY, TEXT, DATE, EMPTY)
}

__all__ = [
    "COLUMN_TYPES",
    "MARKS",
    "NO_PROSE",
    "PROSE_SAMPLE",
    "UNSPACED",
    "ColumnType",
    "Description",
    "Prose",
]
