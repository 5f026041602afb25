"""Bounds: how many rows a table may have, and what one row and one cell may take."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.errors import InvalidInput
from services.settings import Limits
from services.text.i18n import _


def check_rows(rows: int, limits: Limits) -> None:
    """Raise InvalidInput where there are too many rows."""
    if rows > limits.rows:
        raise InvalidInput(
            _("The table has over {most:,} rows, which is the most that are taken.", most=limits.rows),
            _("Upload a part of the rows."),
        )


def check_cells(cells: list[str], limits: Limits) -> None:
    """Raise InvalidInput where one of a row's cells, or all of them together, are too long."""
    longest = max(map(len, cells))
    if longest > limits.cell_characters:
        raise cell_too_long(longest, limits)
    if longest * len(cells) * 4 > limits.row_bytes:
        size = sum(len(cell.encode(errors="replace")) for cell in cells)
        if size > limits.row_bytes:
            raise row_too_large(limits)


def check_batch(batch: pa.RecordBatch, limits: Limits) -> None:
    """Raise InvalidInput where a cell or a row of large strings is too long."""
    sizes = [column.nbytes - 8 * len(column) for column in batch.columns]
    large = [
        column for column, size in zip(batch.columns, sizes, strict=True) if size > limits.cell_characters
    ]
    longest = max((pc.max(pc.utf8_length(column)).as_py() or 0 for column in large), default=0)
    if longest > limits.cell_characters:
        raise cell_too_long(longest, limits)
    if sum(sizes) > limits.row_bytes:
        rows = np.zeros(batch.num_rows, np.int64)
        for column in batch.columns:
            rows += np.diff(_edges(column))
        if rows.max(initial=0) > limits.row_bytes:
            raise row_too_large(limits)


def _edges(column: pa.Array) -> np.ndarray:
    edges = np.frombuffer(column.buffers()[1], np.int64)
    return edges[column.offset : column.offset + len(column) + 1]


def cell_too_long(longest: int, limits: Limits) -> InvalidInput:
    """Return the error for a cell that no table has."""
    return InvalidInput(
        _(
            "A cell has {many:,} characters; at most {most:,} are taken.",
            many=longest,
            most=limits.cell_characters,
        ),
        _("Shorten the cell, or look for a quote that is opened and never closed."),
    )


def row_too_large(limits: Limits) -> InvalidInput:
    """Return the error for a row that no table has."""
    return InvalidInput(
        _(
            "A row takes over {most:,.1f} MB, which is the most that is taken.",
            most=limits.row_bytes / 1024**2,
        ),
        _("Shorten its cells, or look for a quote that is opened and never closed."),
    )
