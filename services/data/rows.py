"""Rows: the text below a header becomes a table on disk, a piece at a time."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from services.data.aside import Aside
from services.data.dialect import Dialect
from services.data.quotes import Consistency
from services.data.records import Splitter
from services.data.table import BLOCK_BYTES
from services.data.writing import TableWriter
from services.errors import InvalidInput
from services.settings import Limits
from services.words import _

_CAREFUL_ROWS = 5000
_LINE_CHARACTERS = BLOCK_BYTES


@dataclass
class Account:
    """How many quotes were mended, and rows rid of empty cells behind their last."""

    mended: int = 0
    trimmed: int = 0


class Mendable(Exception):
    """Says that a row has more cells than the header and the last ones are empty."""


def is_plain(path: Path, start: int, dialect: Dialect) -> bool:
    """Tell whether the quick parser reads a file exactly: every quote stands as RFC 4180 says."""
    delimiter = dialect.delimiter.encode()
    if len(delimiter) != 1 or dialect.escape:
        return False
    check = Consistency(delimiter, dialect.quote.encode()) if dialect.quote else None
    with path.open("rb") as file:
        file.seek(start)
        if file.read(len(BOM_UTF8)) == BOM_UTF8:
            return False  # a cell's first character, which the quick parser takes for the file's mark
        if check is None:
            return True
        file.seek(start)
        while check.holds and (piece := file.read(BLOCK_BYTES)):
            check.feed(piece)
    return check.end()


def copy_plain(
    path: Path, start: int, dialect: Dialect, writer: TableWriter, aside: Aside, limits: Limits
) -> Account:
    """Read rows with the quick parser; those of another width are set aside.

    Raises Mendable where only the careful reader does a row justice.
    """
    width = len(writer.names)

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        if not row.text.strip() and dialect.delimiter not in row.text:
            return "skip"  # a line of blanks is no row
        if _is_mendable(row, width, dialect.delimiter):
            return "error"
        aside.row(row.number or "", row.actual_columns, width, row.text)
        return "skip"

    names = [str(place) for place in range(width)]
    with path.open("rb") as file:
        file.seek(start)
        try:
            with arrow_csv.open_csv(
                pa.PythonFile(file, mode="r"),
                arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=BLOCK_BYTES),
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
            ) as reader:
                for batch in reader:
                    _check(batch, writer.rows + batch.num_rows, limits)
                    writer.batch(batch)
        except pa.ArrowInvalid as error:
            if "Empty CSV file" in str(error):
                return Account()
            if "Expected" in str(error):
                raise Mendable from error
            raise row_too_large() from error
    return Account()


def copy_carefully(
    path: Path,
    start: int,
    dialect: Dialect,
    writer: TableWriter,
    aside: Aside,
    limits: Limits,
) -> Account:
    """Read rows one by one, mending what is badly quoted; those of another width are set aside."""
    width, account = len(writer.names), Account()
    with path.open(encoding="utf-8", errors="replace", newline="") as text:
        text.seek(start)
        records = Splitter(dialect, width).records(_lines(text))
        number = 0
        while chunk := list(islice(records, _CAREFUL_ROWS)):
            kept = []
            for record in chunk:
                number += 1
                cells = record.cells
                if len(cells) > width and not any(cells[width:]):
                    cells = cells[:width]
                    account.trimmed += 1
                if len(cells) != width:
                    aside.row(number, len(cells), width, record.text)
                    continue
                if max(map(len, cells)) > limits.cell_characters:
                    raise cell_too_long(max(map(len, cells)), limits)
                account.mended += record.mended
                kept.append(cells)
            writer.records(kept)
            check_rows(writer.rows, limits)
    return account


def _is_mendable(row: arrow_csv.InvalidRow, width: int, delimiter: str) -> bool:
    if row.actual_columns <= width:
        return False
    behind = row.text.rstrip("\r\n").rsplit(delimiter, row.actual_columns - width)[1:]
    return not any(behind)


def check_rows(rows: int, limits: Limits) -> None:
    """Raise InvalidInput where there are too many rows."""
    if rows > limits.rows:
        raise InvalidInput(
            _("The table has over {most:,} rows, which is the most that are taken.").format(most=limits.rows),
            _("Upload a part of the rows."),
        )


def row_too_large() -> InvalidInput:
    """Return the error for a row that no table has."""
    return InvalidInput(
        _("The file can't be read as CSV: a row is larger than {size} MB.").format(
            size=BLOCK_BYTES // 1024**2
        ),
        _("Look for a quote that is opened and never closed."),
    )


def cell_too_long(longest: int, limits: Limits) -> InvalidInput:
    """Return the error for a cell that no table has."""
    return InvalidInput(
        _("A cell has {count:,} characters; at most {most:,} are taken.").format(
            count=longest, most=limits.cell_characters
        ),
        _("Shorten the cell, or look for a quote that is opened and never closed."),
    )


def _check(batch: pa.RecordBatch, rows: int, limits: Limits) -> None:
    check_rows(rows, limits)
    if batch.nbytes <= limits.cell_characters:
        return
    longest = max(pc.max(pc.utf8_length(column)).as_py() or 0 for column in batch.columns)
    if longest > limits.cell_characters:
        raise cell_too_long(longest, limits)


def _lines(text: TextIO) -> Iterator[str]:
    """Yield the lines with their ends, as Python's universal newlines tell them apart."""
    while line := text.readline(_LINE_CHARACTERS):
        if len(line) >= _LINE_CHARACTERS and line[-1:] not in "\r\n":
            raise row_too_large()
        yield line
