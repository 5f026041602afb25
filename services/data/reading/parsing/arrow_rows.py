"""Parse a block of well-formed rows with pyarrow, and find its rows without a value and repeated headers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv
from pyarrow.csv import InvalidRow

from services.data.reading.parsing.dialect import Dialect

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class ArrowRows:
    """The rows of a block as large strings, with nulls where a cell is empty and not quoted.

    Ragged rows, and blank ones of another number of cells, aren't in the batch.
    """

    batch: pa.RecordBatch
    ragged: list[InvalidRow]
    blank: list[InvalidRow]

    def numbers(self, places: np.ndarray) -> list[int]:
        """Return the numbers, among all rows of the block, of the rows at some places of the batch."""
        others = np.array(sorted(row.number or 0 for row in self.ragged + self.blank), np.int64)
        before = others - 1 - np.arange(len(others))
        numbers: list[int] = (places + 1 + np.searchsorted(before, places, side="right")).tolist()
        return numbers


def parse_rows(data: bytes, dialect: Dialect, width: int, least: int) -> ArrowRows | None:
    """Return rows of `least` cells, widened to `width` columns; None if a row needs a repair."""
    names = [str(place) for place in range(width)]
    ragged, blank = list[InvalidRow](), list[InvalidRow]()

    def handle(row: InvalidRow) -> str:
        has_delimiter = dialect.delimiter in row.text
        if not has_delimiter and not row.text.strip():
            return "skip"  # a blank line
        if has_delimiter and width > 1 and not row.text.strip(f"\r\n{dialect.delimiter}"):
            blank.append(row)
            return "skip"
        if least < row.actual_columns <= width or has_trailing_delimiters(row, width, dialect.delimiter):
            return "error"
        ragged.append(row)
        return "skip"

    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(data),
            arrow_csv.ReadOptions(column_names=names[:least], use_threads=False, block_size=len(data) + 1),
            arrow_csv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char=dialect.quote or False,
                newlines_in_values=bool(dialect.quote),
                invalid_row_handler=handle,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                include_columns=names,
                include_missing_columns=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    batches = table.combine_chunks().to_batches()
    return ArrowRows(batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema), ragged, blank)


def has_trailing_delimiters(row: InvalidRow, width: int, delimiter: str) -> bool:
    """Return whether all cells of a row behind the last column are empty."""
    if row.actual_columns <= width:
        return False
    additional = row.text.rstrip("\r\n").rsplit(delimiter, row.actual_columns - width)[1:]
    return not any(additional)


def blank_rows(batch: pa.RecordBatch) -> np.ndarray:
    """Return the places of the rows of several columns without a cell that is filled or quoted."""
    if batch.num_columns == 1:
        return np.array([], np.int64)
    return _places(column.is_null() for column in batch.columns)


def repeated_headers(batch: pa.RecordBatch, header: Sequence[str] | None) -> np.ndarray:
    """Return the places of the rows that hold the column names, the first perhaps after a byte order mark."""
    if header is None or batch.num_columns == 1:
        return np.array([], np.int64)
    first = pa.array([header[0], BYTE_ORDER_MARK + header[0]], pa.large_string())
    columns = zip(batch.columns[1:], header[1:], strict=True)
    others = (pc.equal(column.fill_null(""), name) for column, name in columns)
    return _places(chain([pc.is_in(batch.column(0), first)], others))


def _places(masks: Iterable[pa.BooleanArray]) -> np.ndarray:
    """Return the places where all masks are true."""
    common = pa.scalar(True)
    for mask in masks:
        common = pc.and_(common, mask)
        if not common.true_count:
            break
    return np.flatnonzero(common)
