"""A table's file in blocks of whole rows that can be parsed in parallel."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from services.data.tables.table import Table, last_row_end

SIZE = 8 * 1024**2  # bytes

_PIECES, _SMALLEST = 28, 1024**2  # a small table is read in small blocks, which take little memory
_FIRST = 256 * 1024  # one thread guesses the types from the first block while the others wait
_NEAR = 64 * 1024
_BYTES_PER_COLUMN = 2048  # a block of a wide table has some hundred rows, or each column would cost too much


@dataclass(frozen=True)
class Block:
    """Some whole rows of a table, as they stand in its file."""

    data: bytes

    def columns(self, table: Table, columns: tuple[str, ...]) -> pa.Table:
        """Return the named columns as text, an empty cell as null."""
        return arrow_csv.read_csv(
            pa.BufferReader(self.data),
            arrow_csv.ReadOptions(
                column_names=list(table.names), use_threads=False, block_size=len(self.data) + 1
            ),
            arrow_csv.ParseOptions(newlines_in_values=b'"' in self.data),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()),
                include_columns=list(columns),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )

    def frame(self, table: Table, columns: tuple[str, ...]) -> pl.DataFrame:
        """Return the named columns as text, an empty cell as null or, if quoted, as an empty text."""
        chosen = set(columns)
        return pl.read_csv(
            self.data,
            has_header=False,
            schema=dict.fromkeys(table.names, pl.String),
            columns=[place for place, name in enumerate(table.names) if name in chosen],
            quote_char='"' if b'"' in self.data else None,
        )


def blocks(table: Table, size: int = 0) -> Iterator[Block]:
    """Yield the rows of a table in order, without the header, in blocks of about `size` bytes."""
    size = size or max(min(SIZE, table.size // _PIECES), _SMALLEST, _BYTES_PER_COLUMN * len(table.names))
    with table.path.open("rb") as file:
        start, end_of_file = _header_end(file), os.fstat(file.fileno()).st_size
        length = size if size > SIZE else min(size, _FIRST)
        while 0 < start < end_of_file:
            last = start + length >= end_of_file
            file.seek(start)
            data = file.read(length if last else _line_end(file, start, length))
            end = len(data) if last else last_row_end(data)
            if end:
                yield Block(data[:end] if end < len(data) else data)
            start, length = start + end, size if end else 2 * length  # a row may be longer than a block


def _line_end(file: BinaryIO, start: int, length: int) -> int:
    """Return after how many bytes the last line ends where that is near, so that nothing is cut off later."""
    near = min(_NEAR, length)
    tail = os.pread(file.fileno(), near, start + length - near)
    return length - near + (tail.rfind(b"\n") + 1 or near)


def _header_end(file: BinaryIO) -> int:
    """Return where the first row ends, 0 where it doesn't."""
    end = quotes = 0
    for line in file:
        end, quotes = end + len(line), quotes + line.count(b'"')
        if quotes % 2 == 0:
            return end if line.endswith(b"\n") else 0
    return 0
