"""Rows: the text below a header becomes a table on disk, a piece at a time."""

from codecs import BOM_UTF8
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from services.data.reading.dialect import Dialect
from services.data.reading.limits import check_batch, check_cells, check_rows
from services.data.reading.parsing.records import Record, Splitter
from services.data.reading.parsing.text_blocks import Block, Blocks, is_quick, pieces
from services.data.reading.rejected_rows import Aside
from services.data.tables.writing import TableWriter
from services.settings import Limits

_CAREFUL_ROWS = 5000


@dataclass
class Account:
    """How many quotes were mended, and rows rid of empty cells behind their last."""

    mended: int = 0
    trimmed: int = 0


@dataclass
class Rows:
    """Puts the rows of a text into a table, or aside where they are of another width."""

    dialect: Dialect
    writer: TableWriter
    aside: Aside
    limits: Limits
    account: Account = field(default_factory=Account)
    _kept: int = 0  # rows that are in the table or on the way to it

    @property
    def _width(self) -> int:
        return len(self.writer.names)

    def take(self, path: Path, start: int) -> Account:
        """Take the rows of a file of UTF-8 from a place on; return what was mended.

        Blocks in which all quotes are in order go through the quick parser, the others row by row.
        """
        blocks = Blocks(pieces(path, start), self.dialect, self.limits)
        for block in blocks:
            if not (block.is_clean and is_quick(self.dialect) and self._quickly(block.data)):
                blocks.keep(self._carefully(block))
            check_rows(self.writer.rows, self.limits)
        return self.account

    def _quickly(self, data: bytes) -> bool:
        """Take a block's rows with the quick parser, unless a row is to be mended."""
        if data.startswith(BOM_UTF8):
            return False  # a cell's first character, which the quick parser takes for the file's mark
        ragged: list[arrow_csv.InvalidRow] = []
        batch = self._parsed(data, ragged)
        if batch is None:
            return False
        check_batch(batch, self.limits)
        first = self._kept + self.aside.count
        for row in ragged:
            self.aside.row(first + (row.number or 0), row.actual_columns, self._width, row.text)
        self.writer.batch(batch)
        self._kept += batch.num_rows
        return True

    def _parsed(self, data: bytes, ragged: list[arrow_csv.InvalidRow]) -> pa.RecordBatch | None:
        dialect, names = self.dialect, [str(place) for place in range(self._width)]

        def set_aside(row: arrow_csv.InvalidRow) -> str:
            if not row.text.strip() and dialect.delimiter not in row.text:
                return "skip"  # a line of blanks is no row
            if _is_mendable(row, self._width, dialect.delimiter):
                return "error"
            ragged.append(row)
            return "skip"

        try:
            table = arrow_csv.read_csv(
                pa.py_buffer(data),
                arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(data) + 1),
                arrow_csv.ParseOptions(
                    delimiter=dialect.delimiter,
                    quote_char=dialect.quote or False,
                    newlines_in_values=bool(dialect.quote),
                    invalid_row_handler=set_aside,
                ),
                arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.large_string()),
                    null_values=[""],
                    strings_can_be_null=True,
                ),
            )
        except pa.ArrowInvalid:
            return None
        batches = table.combine_chunks().to_batches()
        return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)

    def _carefully(self, block: Block) -> bytes:
        """Take a block's rows one by one; return the end of it, whose row goes on in the next block."""
        text = block.data.decode("utf-8", errors="replace")
        read = self._split(text, block.is_last)
        rest = text[read:].encode()
        if len(rest) <= self.limits.row_bytes:
            return rest
        self._split(text[read:], is_last=True)  # a quote that closes nowhere near
        return b""

    def _split(self, text: str, is_last: bool) -> int:
        splitter = Splitter(self.dialect, self._width)
        records = splitter.records(text, is_last)
        while chunk := list(islice(records, _CAREFUL_ROWS)):
            self.writer.records([cells for record in chunk if (cells := self._fitted(record)) is not None])
            check_rows(self.writer.rows, self.limits)
        return splitter.read

    def _fitted(self, record: Record) -> list[str] | None:
        cells, width = record.cells, self._width
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
            self.account.trimmed += 1
        if len(cells) != width:
            self.aside.row(self._kept + self.aside.count + 1, len(cells), width, record.text)
            return None
        check_cells(cells, self.limits)
        self.account.mended += record.mended
        self._kept += 1
        return cells


def _is_mendable(row: arrow_csv.InvalidRow, width: int, delimiter: str) -> bool:
    if row.actual_columns <= width:
        return False
    behind = row.text.rstrip("\r\n").rsplit(delimiter, row.actual_columns - width)[1:]
    return not any(behind)
