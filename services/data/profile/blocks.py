"""Blocks: a table's file in pieces of whole rows, each read by itself, so that several can be at once."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from services.data.tables.table import Table, last_row_end

SIZE = 8 * 1024**2

_PIECES, _LEAST = 28, 1024**2  # a small table takes little memory
_FIRST = 256 * 1024  # what kinds are guessed from, by one thread while the others wait
_NEAR = 64 * 1024
_LEAST_CELL = 2048  # a block of a wide table has some hundred rows, or each column would cost too many steps


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
        """Return the named columns as text, an empty cell as null or as nothing between quotes."""
        chosen = set(columns)
        return pl.read_csv(
            self.data,
            has_header=False,
            schema=dict.fromkeys(table.names, pl.String),
            columns=[place for place, name in enumerate(table.names) if name in chosen],
            quote_char='"' if b'"' in self.data else None,
        )


def blocks(table: Table, size: int = 0) -> Iterator[Block]:
    """Yield the table's rows in order, without the header."""
    size = size or max(min(SIZE, table.size // _PIECES), _LEAST, _LEAST_CELL * len(table.names))
    with table.path.open("rb") as file:
        start, whole = _header_end(file), os.fstat(file.fileno()).st_size
        wanted = size if size > SIZE else min(size, _FIRST)
        while 0 < start < whole:
            last = start + wanted >= whole
            file.seek(start)
            data = file.read(wanted if last else _line_end(file, start, wanted))
            end = len(data) if last else last_row_end(data)
            if end:
                yield Block(data[:end] if end < len(data) else data)
            start, wanted = start + end, size if end else 2 * wanted  # a row may be longer than a block


def _line_end(file: BinaryIO, start: int, wanted: int) -> int:
    """Return after how many bytes the last line ends, if it is near, so that what is read need not be cut."""
    near = min(_NEAR, wanted)
    return wanted - near + (os.pread(file.fileno(), near, start + wanted - near).rfind(b"\n") + 1 or near)


def _header_end(file: BinaryIO) -> int:
    """Return where the first row ends, 0 if it doesn't."""
    end = quotes = 0
    for line in file:
        end, quotes = end + len(line), quotes + line.count(b'"')
        if quotes % 2 == 0:
            return end if line.endswith(b"\n") else 0
    return 0
