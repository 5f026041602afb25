"""Read the rows below a header into a table on disk."""

from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import itemgetter
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow.csv import InvalidRow

from services.data.reading.parsing.arrow_rows import (
    BYTE_ORDER_MARK,
    ArrowRows,
    blank_rows,
    parse_rows,
    repeated_headers,
)
from services.data.reading.parsing.blank_runs import with_tabs
from services.data.reading.parsing.dialect import BLANK_RUNS, Dialect
from services.data.reading.parsing.limits import check_batch, check_cells, check_rows
from services.data.reading.parsing.records import Record, RecordSplitter
from services.data.reading.parsing.rejected_rows import RejectedRows
from services.data.reading.parsing.repairs import Rejection
from services.data.reading.parsing.text_blocks import (
    Block,
    Blocks,
    has_carriage_returns,
    is_arrow_dialect,
    pieces,
    with_doubled_quotes,
)
from services.data.tables.writing import TableWriter
from services.settings import Limits

_CHUNK_ROWS = 5000


@dataclass
class RepairCounts:
    """The counts of stray quotes read as characters, and of rows by what was repaired in them.

    Trimmed rows had surplus empty cells, short rows lacked the last cells; blank rows are left out.
    """

    stray_quotes: int = 0
    carriage_returns: int = 0
    trimmed_rows: int = 0
    short_rows: int = 0
    blank_rows: int = 0


@dataclass
class RowReader:
    """Reads rows into a table; blank rows, repeated headers and rows of a wrong number of cells aren't kept.

    Rows have as many cells as the table has columns, or at least `row_width`. A `header` repeats where a row
    has its cells.
    """

    dialect: Dialect
    writer: TableWriter
    rejected: RejectedRows
    limits: Limits
    header: list[str] | None = None
    row_width: int | None = None
    counts: RepairCounts = field(default_factory=RepairCounts)
    _accepted: int = 0  # accepted rows
    _has_line_feeds: bool = False  # whether any block has

    @property
    def _width(self) -> int:
        return len(self.writer.names)

    @property
    def _least_width(self) -> int:
        return self.row_width or self._width

    @property
    def _rows(self) -> int:
        """The number of rows read so far."""
        return self._accepted + self.rejected.count + self.counts.blank_rows

    def read(self, path: Path, start: int, stop: int | None = None) -> RepairCounts:
        """Read the rows of a UTF-8 file between two positions; raises InvalidInput beyond the limits.

        Blocks with well-formed quotes are parsed by pyarrow, others by a parser in Python.
        """
        self._has_line_feeds = next(pieces(path, max(0, start - 1), start), b"") == b"\n"
        blocks = Blocks(pieces(path, start, stop), self.dialect, self.limits)
        for block in blocks:
            self._has_line_feeds = self._has_line_feeds or b"\n" in block.data
            if not (self._is_arrow_block(block) and self._read_with_arrow(block.data)):
                blocks.push_back(self._read_records(block))
            check_rows(self.writer.rows, self.limits)
        if not self._accepted and not self.rejected.count:
            self._accept_blank_rows()
        return self.counts

    def reject(self, records: Iterable[Record], reason: Rejection) -> None:
        """Reject the rows next to those that were read; blank ones among them are counted as such."""
        for record in records:
            if self._is_blank(record):
                self.counts.blank_rows += 1
            else:
                self.rejected.add(self._rows + 1, reason, record.text)

    def _accept_blank_rows(self) -> None:
        """Write the blank rows of a table without others."""
        while rows := min(self.counts.blank_rows, _CHUNK_ROWS):
            self.writer.records([[""] * self._width] * rows)
            self._accepted += rows
            self.counts.blank_rows -= rows
            check_rows(self.writer.rows, self.limits)

    def _is_arrow_block(self, block: Block) -> bool:
        if self.dialect.delimiter == BLANK_RUNS:
            return not any(
                sign.encode() in block.data for sign in (self.dialect.quote, self.dialect.escape) if sign
            )
        is_parsable = block.is_clean and is_arrow_dialect(self.dialect)
        is_parsable = is_parsable and with_doubled_quotes(block.data, self.dialect) is not None
        return is_parsable and not has_carriage_returns(block.data, self.dialect.quote, self._has_line_feeds)

    def _read_with_arrow(self, data: bytes) -> bool:
        """Read a block with pyarrow and return True, or return False if a row needs a repair."""
        if data.startswith(BOM_UTF8):
            return False  # U+FEFF is part of a cell here; pyarrow would skip it as a byte order mark
        dialect = self.dialect
        if dialect.delimiter == BLANK_RUNS:
            data, dialect = with_tabs(data), replace(dialect, delimiter="\t", quote="", escape="")
        elif dialect.escape:
            data, dialect = with_doubled_quotes(data, dialect) or data, replace(dialect, escape="")
        rows = parse_rows(data, dialect, self._width, self._least_width)
        if rows is None:
            return False
        check_batch(rows.batch, self.limits)
        batch = self._without_rejected(rows)
        self.writer.batch(batch)
        self._accepted += batch.num_rows
        self.counts.short_rows += batch.num_rows * (self._least_width < self._width)
        return True

    def _without_rejected(self, rows: ArrowRows) -> pa.RecordBatch:
        """Return the rows but for blank ones and repeated headers; reject those and ragged ones."""
        blank, repeated = blank_rows(rows.batch), repeated_headers(rows.batch, self.header)
        rejected: list[tuple[int, InvalidRow | None]] = [(row.number or 0, row) for row in rows.ragged]
        rejected += [(number, None) for number in rows.numbers(repeated)]
        first = self._rows
        for number, row in sorted(rejected, key=itemgetter(0)):
            if row is None:
                names = self.dialect.delimiter.join(self.header or ())
                self.rejected.add(first + number, "repeated_header", names)
            else:
                self.rejected.add_ragged(first + number, row.actual_columns, self._width, row.text)
        self.counts.blank_rows += len(blank) + len(rows.blank)
        is_kept = np.ones(rows.batch.num_rows, bool)
        is_kept[np.concatenate([blank, repeated])] = False
        return rows.batch if is_kept.all() else rows.batch.filter(pa.array(is_kept))

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
        splitter = RecordSplitter(self.dialect, self._least_width, self._has_line_feeds)
        records = splitter.records(text, is_last)
        while chunk := list(islice(records, _CHUNK_ROWS)):
            self.writer.records([cells for record in chunk if (cells := self._accept(record)) is not None])
            check_rows(self.writer.rows, self.limits)
        return splitter.read

    def _accept(self, record: Record) -> list[str] | None:
        """Return the cells of a record for all columns, None if it is blank or rejected."""
        cells, width = record.cells, self._width
        if self._is_blank(record):
            self.counts.blank_rows += 1
            return None
        if self._is_header(cells):
            self.rejected.add(self._rows + 1, "repeated_header", record.text)
            return None
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
            self.counts.trimmed_rows += 1
        elif self._least_width <= len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
            self.counts.short_rows += 1
        if len(cells) != width:
            self.rejected.add_ragged(self._rows + 1, len(cells), width, record.text)
            return None
        check_cells(cells, self.limits)
        self.counts.stray_quotes += record.stray_quotes
        self.counts.carriage_returns += record.has_carriage_return
        self._accepted += 1
        return cells

    def _is_header(self, cells: list[str]) -> bool:
        return self._width > 1 and [cells[0].lstrip(BYTE_ORDER_MARK), *cells[1:]] == self.header

    def _is_blank(self, record: Record) -> bool:
        """Return whether a record of several columns has neither a filled nor a quoted cell."""
        if self._width == 1 or any(record.cells):
            return False
        return not self.dialect.quote or self.dialect.quote not in record.text
