"""Write tables as UTF-8 CSV by RFC 4180, with quotes only if needed."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from services.data.tables.numbers import PLAIN, NumberFormat
from services.data.tables.spool import Spool
from services.data.tables.table import Table

_ROWS = 100_000
_NEEDS_QUOTES = '[",\r\n]'
_UNQUOTED = arrow_csv.WriteOptions(include_header=False, eol="\r\n", quoting_style="none")


class TableWriter:
    """Writes rows to a new table on disk."""

    def __init__(self, names: Sequence[str], spool: Spool) -> None:
        self.names = tuple(names)
        self.rows = 0
        self._spool = spool
        self._path = spool.folder / "table.csv"
        self._file = self._path.open("wb")
        self._digest = hashlib.sha256()
        self._add(_line(self.names))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    def batch(self, batch: pa.RecordBatch) -> None:
        """Write rows of large strings with nulls."""
        for start in range(0, batch.num_rows, _ROWS):
            self._add(_rows(batch.slice(start, _ROWS)))
        self.rows += batch.num_rows

    def records(self, rows: Iterable[Sequence[str]]) -> None:
        """Write rows of texts, in which an empty text is a missing value."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
        self._add(text.getvalue().encode())
        self.rows += count

    def finish(self, numbers: NumberFormat = PLAIN) -> Table:
        """Return the table of the rows written."""
        self._file.close()
        digest = self._digest.copy()
        if numbers != PLAIN:  # the number format is part of the identity
            digest.update(f"{numbers.decimal} {numbers.thousands}".encode())
        return Table(self._path, self.names, self.rows, digest.hexdigest()[:32], numbers, self._spool)

    @property
    def size(self) -> int:
        """The number of bytes written."""
        return self._file.tell()

    def _add(self, piece: bytes) -> None:
        self._file.write(piece)
        self._digest.update(piece)


def store(frame: pd.DataFrame, numbers: NumberFormat = PLAIN) -> Table:
    """Write a frame of texts to a new table on disk."""
    with TableWriter([str(name) for name in frame.columns], Spool()) as writer:
        for start in range(0, len(frame), _ROWS):
            writer.batch(_batch(frame.iloc[start : start + _ROWS]))
        return writer.finish(numbers)


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


def _batch(frame: pd.DataFrame) -> pa.RecordBatch:
    columns = [
        pa.array(frame.iloc[:, place], type=pa.large_string(), from_pandas=True)
        for place in range(frame.shape[1])
    ]
    arrays = [
        column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column for column in columns
    ]
    return pa.RecordBatch.from_arrays(arrays, [str(place) for place in range(len(arrays))])


def _rows(batch: pa.RecordBatch) -> bytes:
    if batch.num_columns > 1:  # an unquoted empty cell of a single column would be a blank line
        written = io.BytesIO()
        try:
            arrow_csv.write_csv(batch, written, _UNQUOTED)
        except pa.ArrowInvalid:
            pass  # a cell needs quotes
        else:
            return written.getvalue()
    # All columns at once, as a call for each takes longer than the cells of a wide table.
    quoted = _quoted(pa.concat_arrays(batch.columns), is_only_column=batch.num_columns == 1)
    rows = batch.num_rows
    cells = [quoted.slice(place * rows, rows) for place in range(batch.num_columns)]
    lines = pc.binary_join_element_wise(*cells, pa.scalar(",", pa.large_string()))
    return ("\r\n".join(lines.to_pylist()) + "\r\n").encode() if batch.num_rows else b""


def _quoted(cells: pa.Array, is_only_column: bool) -> pa.Array:
    """Return cells, quoted if needed; in a single column empty cells are quoted too."""
    filled = pc.fill_null(cells, "")
    needs = pc.match_substring_regex(filled, _NEEDS_QUOTES)
    if is_only_column:
        needs = pc.or_(needs, pc.equal(filled, ""))
    if not pc.any(needs).as_py():
        return filled
    doubled = pc.replace_substring(filled, '"', '""')
    quote = pa.scalar('"', pa.large_string())
    nothing = pa.scalar("", pa.large_string())
    return pc.if_else(needs, pc.binary_join_element_wise(quote, doubled, quote, nothing), filled)
