"""Blocks: a table's file in pieces of whole rows, each read by itself, so that several can be at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from services.data.profile import hashing
from services.data.table import Table

SIZE = 4 * 1024**2

_LEAST_CELL = 2048  # a block of a wide table has some hundred rows, or each column would cost too many steps
_QUOTE, _LINE_FEED, _RETURN = 34, 10, 13


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

    def row_hashes(self) -> np.ndarray:
        """Return a hash of each row; rows that are written alike have equal ones."""
        data = np.frombuffer(self.data, np.uint8)
        ends = np.flatnonzero(data == _LINE_FEED)
        if b'"' in self.data:
            inside = np.cumsum(data == _QUOTE, dtype=np.uint8)[ends] & 1
            ends = ends[inside == 0]
        if not len(ends) or ends[-1] != len(data) - 1:
            ends = np.append(ends, len(data))
        starts = np.concatenate([[0], ends[:-1] + 1])
        lengths = ends - starts
        lengths -= (lengths > 0) & (data[np.maximum(ends - 1, 0)] == _RETURN)
        written = lengths > 0
        return hashing.of_runs(data, starts[written], lengths[written])


def blocks(table: Table, size: int = 0) -> Iterator[Block]:
    """Yield the table's rows in order, without the header."""
    size = size or max(SIZE, _LEAST_CELL * len(table.names))
    with table.path.open("rb") as file:
        rest, header = b"", True
        while piece := file.read(max(size - len(rest), size // 2)):
            rest += piece
            if header and (end := _row_end(rest)):
                rest, header = rest[end:], False
            if not header and (end := _last_end(rest)):
                yield Block(rest[:end])
                rest = rest[end:]
        if rest and not header:
            yield Block(rest)


def _row_end(data: bytes) -> int:
    """Return where the first row ends, 0 if it doesn't."""
    end = data.find(b"\n") + 1
    while end and data.count(b'"', 0, end) % 2:
        end = data.find(b"\n", end) + 1
    return end


def _last_end(data: bytes) -> int:
    """Return where the last whole row ends, 0 if none does: the rows begin outside of quotes."""
    end = data.rfind(b"\n") + 1
    while end and data.count(b'"', 0, end) % 2:
        # This line end stands in a quoted cell; the row can end only before the cell's quote.
        end = data.rfind(b"\n", 0, data.rfind(b'"', 0, end)) + 1
    return end
