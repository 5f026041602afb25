"""Limits on the size of a table: rows, bytes in a row, characters in a cell."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.errors import InvalidInput
from services.settings import Limits


def check_rows(rows: int, limits: Limits) -> None:
    """Raise InvalidInput if a table has too many rows."""
    if rows > limits.rows:
        raise InvalidInput("too_many_rows", limit=limits.rows)


def check_cells(cells: list[str], limits: Limits) -> None:
    """Raise InvalidInput if a cell of a row, or the row as a whole, is too long."""
    longest = max(map(len, cells))
    if longest > limits.cell_characters:
        raise cell_too_long(longest, limits)
    if longest * len(cells) * 4 > limits.row_bytes:  # UTF-8 takes at most four bytes a character
        size = sum(len(cell.encode(errors="replace")) for cell in cells)
        if size > limits.row_bytes:
            raise row_too_large(limits)


def check_batch(batch: pa.RecordBatch, limits: Limits) -> None:
    """Raise InvalidInput if a cell or a row of a batch of large strings is too long."""
    sizes = [column.nbytes - 8 * len(column) for column in batch.columns]
    large = [
        column for column, size in zip(batch.columns, sizes, strict=True) if size > limits.cell_characters
    ]
    longest = max((pc.max(pc.utf8_length(column)).as_py() or 0 for column in large), default=0)
    if longest > limits.cell_characters:
        raise cell_too_long(longest, limits)
    if sum(sizes) > limits.row_bytes:
        row_sizes = np.zeros(batch.num_rows, np.int64)
        for column in batch.columns:
            row_sizes += np.diff(_offsets(column))
        if row_sizes.max(initial=0) > limits.row_bytes:
            raise row_too_large(limits)


def _offsets(column: pa.Array) -> np.ndarray:
    offsets = np.frombuffer(column.buffers()[1], np.int64)
    return offsets[column.offset : column.offset + len(column) + 1]


def cell_too_long(length: int, limits: Limits) -> InvalidInput:
    """Return the error for a cell of too many characters."""
    return InvalidInput("cell_too_long", length=length, limit=limits.cell_characters)


def row_too_large(limits: Limits) -> InvalidInput:
    """Return the error for a row of too many bytes."""
    return InvalidInput("row_too_large", limit=limits.row_bytes)
