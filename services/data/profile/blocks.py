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

_PIECES, _SMALLEST = 28, 1024**2  # small tables are read in small blocks to save memory
_FIRST = 256 * 1024  # the other threads wait until the types are inferred from the first block
_NEAR = 64 * 1024
_BYTES_PER_COLUMN = 8192  # the least, so that the blocks of a wide table have some hundred rows
_LARGEST = 8 * SIZE  # a wide table of the size that a browser uploads is one block


@dataclass(frozen=True)
class Block:
    """Whole rows of a table as bytes of its file."""

    data: bytes

    def columns(self, table: Table, columns: tuple[str, ...]) -> pa.Table:
        """Return the named columns as text; an empty cell is null."""
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
        """Return the named columns as text; an empty cell is null or, if it is quoted, an empty text."""
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
    wide = min(_BYTES_PER_COLUMN * len(table.names), _LARGEST)
    size = size or max(min(SIZE, table.size // _PIECES), _SMALLEST, wide)
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
    """Return the position after the last line end, if it is near the end of the bytes."""
    near = min(_NEAR, length)
    tail = os.pread(file.fileno(), near, start + length - near)
    return length - near + (tail.rfind(b"\n") + 1 or near)


def _header_end(file: BinaryIO) -> int:
    """Return the position after the first row, 0 if it isn't complete."""
    end = quotes = 0
    for line in file:
        end, quotes = end + len(line), quotes + line.count(b'"')
        if quotes % 2 == 0:
            return end if line.endswith(b"\n") else 0
    return 0
