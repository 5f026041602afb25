"""Tables on disk, with cells as in the uploaded file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from services.data.tables.numbers import PLAIN, NumberFormat
from services.data.tables.spool import Spool
from services.settings import LIMITS

BLOCK_BYTES = 2 * LIMITS.row_bytes  # a row fits even with all its quotes doubled

_START_BYTES = 256 * 1024


@dataclass(frozen=True)
class Table:
    """A UTF-8 CSV file by RFC 4180 with unique column names, in which an empty cell is a missing value.

    `numbers` is the format of the numbers in its cells. `content_id` identifies the bytes and that format:
    the first 128 bits of their SHA-256, in hexadecimal. The spool with the file is deleted with the last
    table that holds it.
    """

    path: Path
    names: tuple[str, ...]
    rows: int
    content_id: str
    numbers: NumberFormat = PLAIN
    spool: Spool | None = field(default=None, repr=False, compare=False)

    @property
    def size(self) -> int:
        """The size of the file in bytes."""
        return self.path.stat().st_size

    def batches(self, columns: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the rows in order as batches of some megabytes, of large strings with nulls."""
        with arrow_csv.open_csv(self.path, *self._options(columns or self.names, BLOCK_BYTES)) as reader:
            yield from reader

    @classmethod
    def again(cls, spool: Spool, rows: int, content_id: str, numbers: NumberFormat) -> Self:
        """Return the table of a file that was downloaded into a spool; its first line is the header."""
        path = spool.folder / "table.csv"
        options = arrow_csv.ReadOptions(block_size=BLOCK_BYTES)
        with arrow_csv.open_csv(path, options, arrow_csv.ParseOptions(newlines_in_values=True)) as reader:
            names = tuple(reader.schema.names)
        return cls(path, names, rows, content_id, numbers, spool)

    def first(self, rows: int, columns: tuple[str, ...] | None = None) -> pa.Table:
        """Return the first rows as large strings with nulls, reading little more of the file."""
        size = _START_BYTES
        while True:
            with self.path.open("rb") as file:
                data = file.read(size)
                is_all = not file.read(1)
            end = len(data) if is_all else last_row_end(data)
            if end:
                options = self._options(columns or self.names, end + 1)
                read = arrow_csv.read_csv(pa.py_buffer(memoryview(data)[:end]), *options)
                if is_all or read.num_rows >= rows:
                    return read.slice(0, rows)
            size *= 4

    def head(self, rows: int, columns: tuple[str, ...] | None = None) -> pd.DataFrame:
        """Return the first rows as a frame of texts."""
        return self.first(rows, columns).to_pandas()

    def frame(self) -> pd.DataFrame:
        """Return the whole table as a frame of texts, which must fit in memory."""
        return pa.Table.from_batches(list(self.batches())).to_pandas()

    def pieces(self, size: int = BLOCK_BYTES) -> Iterator[bytes]:
        """Yield the file's bytes in order."""
        with self.path.open("rb") as file:
            while piece := file.read(size):
                yield piece

    def _options(
        self, columns: tuple[str, ...], block_bytes: int
    ) -> tuple[arrow_csv.ReadOptions, arrow_csv.ParseOptions, arrow_csv.ConvertOptions]:
        return (
            arrow_csv.ReadOptions(
                column_names=list(self.names),
                skip_rows_after_names=1,
                block_size=block_bytes,
                use_threads=block_bytes >= BLOCK_BYTES,  # threads don't pay for a small block
            ),
            arrow_csv.ParseOptions(newlines_in_values=True),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(self.names, pa.large_string()),
                include_columns=list(columns),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )

    def __copy__(self) -> Self:
        """Return the table itself: it never changes."""
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        """Return the table itself: it never changes."""
        return self


def last_row_end(data: bytes) -> int:
    """Return where the last whole row ends, 0 if there is none; the data must start outside of quotes."""
    end = data.rfind(b"\n") + 1
    while end and b'"' in data and data.count(b'"', 0, end) % 2:
        # This line end is in a quoted cell, so the last row ends before the opening quote.
        end = data.rfind(b"\n", 0, data.rfind(b'"', 0, end)) + 1
    return end
