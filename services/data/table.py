"""Tables: a stranger's table as it was understood, on disk, every cell the text that it was."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from services.data.numbers import PLAIN, NumberFormat
from services.data.spool import Spool
from services.settings import LIMITS

BLOCK_BYTES = 2 * LIMITS.row_bytes  # once its quotes are doubled a row is still no larger than a block


@dataclass(frozen=True)
class Table:
    """A file of UTF-8 CSV by RFC 4180: each cell is text, an empty one is missing, names are unique.

    `numbers` is how its cells write numbers. `content_id` names the bytes and that format: the
    first 128 bits of their SHA-256, in hexadecimal. The spool that the file lies in goes with the
    last table that holds it.
    """

    path: Path
    names: tuple[str, ...]
    rows: int
    content_id: str
    numbers: NumberFormat = PLAIN
    spool: Spool | None = field(default=None, repr=False, compare=False)

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return self.path.stat().st_size

    def batches(self, columns: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the rows in order, some megabytes at a time, as large strings with nulls."""
        with arrow_csv.open_csv(
            self.path,
            arrow_csv.ReadOptions(
                column_names=list(self.names), skip_rows_after_names=1, block_size=BLOCK_BYTES
            ),
            arrow_csv.ParseOptions(newlines_in_values=True),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(self.names, pa.large_string()),
                include_columns=list(columns or self.names),
                null_values=[""],
                strings_can_be_null=True,
            ),
        ) as reader:
            yield from reader

    @classmethod
    def again(cls, spool: Spool, rows: int, content_id: str, numbers: NumberFormat) -> Self:
        """Return the table whose file was brought back into a spool; its names stand in the first line."""
        path = spool.folder / "table.csv"
        options = arrow_csv.ReadOptions(block_size=BLOCK_BYTES)
        with arrow_csv.open_csv(path, options, arrow_csv.ParseOptions(newlines_in_values=True)) as reader:
            names = tuple(reader.schema.names)
        return cls(path, names, rows, content_id, numbers, spool)

    def head(self, rows: int) -> pd.DataFrame:
        """Return the first rows as text."""
        taken: list[pa.RecordBatch] = []
        for batch in self.batches():
            taken.append(batch.slice(0, rows - sum(each.num_rows for each in taken)))
            if sum(each.num_rows for each in taken) >= rows:
                break
        return pa.Table.from_batches(taken).to_pandas()

    def frame(self) -> pd.DataFrame:
        """Return the whole table as text; for tables that fit in memory."""
        return pa.Table.from_batches(list(self.batches())).to_pandas()

    def pieces(self, size: int = BLOCK_BYTES) -> Iterator[bytes]:
        """Yield the file's bytes in order."""
        with self.path.open("rb") as file:
            while piece := file.read(size):
                yield piece

    def __copy__(self) -> Self:
        """Return the table itself: it never changes."""
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        """Return the table itself: it never changes."""
        return self
