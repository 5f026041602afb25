"""Read the rows below a header into a table on disk."""

from codecs import BOM_UTF8
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.limits import check_batch, check_cells, check_rows
from services.data.reading.parsing.records import Record, RecordSplitter
from services.data.reading.parsing.rejected_rows import RejectedRows
from services.data.reading.parsing.text_blocks import Block, Blocks, is_arrow_dialect, pieces
from services.data.tables.writing import TableWriter
from services.settings import Limits

_CHUNK_ROWS = 5000


@dataclass
class RepairCounts:
    """The counts of stray quotes read as characters, and of rows whose empty last cells were removed."""

    stray_quotes: int = 0
    trimmed_rows: int = 0


@dataclass
class RowReader:
    """Reads rows into a table; rows with a wrong number of cells are rejected."""

    dialect: Dialect
    writer: TableWriter
    rejected: RejectedRows
    limits: Limits
    counts: RepairCounts = field(default_factory=RepairCounts)
    _accepted: int = 0  # accepted rows

    @property
    def _width(self) -> int:
        return len(self.writer.names)

    def read(self, path: Path, start: int) -> RepairCounts:
        """Read the rows of a UTF-8 file from a position on; raises InvalidInput beyond the limits.

        Blocks with well-formed quotes are parsed by pyarrow, others by a parser in Python.
        """
        blocks = Blocks(pieces(path, start), self.dialect, self.limits)
        for block in blocks:
            is_arrow_block = block.is_clean and is_arrow_dialect(self.dialect)
            if not (is_arrow_block and self._read_with_arrow(block.data)):
                blocks.push_back(self._read_records(block))
            check_rows(self.writer.rows, self.limits)
        return self.counts

    def _read_with_arrow(self, data: bytes) -> bool:
        """Read a block with pyarrow and return True, or return False if a row needs a repair."""
        if data.startswith(BOM_UTF8):
            return False  # U+FEFF is part of a cell here; pyarrow would skip it as a byte order mark
        ragged: list[arrow_csv.InvalidRow] = []
        batch = self._parse(data, ragged)
        if batch is None:
            return False
        check_batch(batch, self.limits)
        first = self._accepted + self.rejected.count
        for row in ragged:
            self.rejected.add_ragged(first + (row.number or 0), row.actual_columns, self._width, row.text)
        self.writer.batch(batch)
        self._accepted += batch.num_rows
        return True

    def _parse(self, data: bytes, ragged: list[arrow_csv.InvalidRow]) -> pa.RecordBatch | None:
        dialect, names = self.dialect, [str(place) for place in range(self._width)]

        def handle(row: arrow_csv.InvalidRow) -> str:
            if not row.text.strip() and dialect.delimiter not in row.text:
                return "skip"  # a blank line
            if _has_trailing_delimiters(row, self._width, dialect.delimiter):
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
                    invalid_row_handler=handle,
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

    def _read_records(self, block: Block) -> bytes:
        """Read a block record by record; return its end, whose row continues in the next block."""
        text = block.data.decode("utf-8", errors="replace")
        read = self._split(text, block.is_last)
        rest = text[read:].encode()
        if len(rest) <= self.limits.row_bytes:
            return rest
        self._split(text[read:], is_last=True)  # its quote is never closed
        return b""

    def _split(self, text: str, is_last: bool) -> int:
        splitter = RecordSplitter(self.dialect, self._width)
        records = splitter.records(text, is_last)
        while chunk := list(islice(records, _CHUNK_ROWS)):
            self.writer.records([cells for record in chunk if (cells := self._accept(record)) is not None])
            check_rows(self.writer.rows, self.limits)
        return splitter.read

    def _accept(self, record: Record) -> list[str] | None:
        """Return the cells of a record without surplus empty ones, None if it is rejected."""
        cells, width = record.cells, self._width
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
            self.counts.trimmed_rows += 1
        if len(cells) != width:
            row = self._accepted + self.rejected.count + 1
            self.rejected.add_ragged(row, len(cells), width, record.text)
            return None
        check_cells(cells, self.limits)
        self.counts.stray_quotes += record.stray_quotes
        self._accepted += 1
        return cells


def _has_trailing_delimiters(row: arrow_csv.InvalidRow, width: int, delimiter: str) -> bool:
    if row.actual_columns <= width:
        return False
    additional = row.text.rstrip("\r\n").rsplit(delimiter, row.actual_columns - width)[1:]
    return not any(additional)
