"""Reading: a stranger's bytes become a table of text in which nothing is lost unsaid."""

import csv
import io
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from services.data.encoding import decode
from services.data.formats import refuse_binary, refuse_no_table
from services.data.header import read_header
from services.data.numbers import PLAIN, NumberFormat
from services.data.repairs import Repair
from services.data.table import Table
from services.data.writing import store
from services.errors import InvalidInput
from services.settings import LIMITS, Limits
from services.words import _

DELIMITERS = (",", ";", "\t", "|")

_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 1_000_000
_BLOCK_BYTES = 8 * 1024**2


@dataclass(frozen=True)
class Dialect:
    """How a file is written; `quote` is empty where a quote that never closes made it meaningless."""

    encoding: str
    delimiter: str
    quote: str = '"'
    escape: str = ""
    header: bool = True
    numbers: NumberFormat = PLAIN


@dataclass(frozen=True)
class Reading:
    """A table as it was uploaded, with how it was read and what was mended or set aside.

    rows_in = rows_kept + rows_reported, the header not counted.
    """

    table: Table
    dialect: Dialect
    rows_reported: int
    repairs: tuple[Repair, ...]

    @property
    def rows_kept(self) -> int:
        """How many rows are in the table."""
        return self.table.rows

    @property
    def rows_in(self) -> int:
        """How many rows the file has below its header."""
        return self.rows_kept + self.rows_reported


def read_csv(data: bytes, limits: Limits = LIMITS) -> Reading:
    """Return the table that a CSV file's bytes hold.

    Raises InvalidInput for what is empty, no CSV or beyond the limits.
    """
    _check_size(data, limits)
    refuse_binary(data)
    decoded = decode(data)
    refuse_no_table(decoded.text, decoded.removed)
    text = decoded.text.lstrip("\r\n")
    delimiter = detect_delimiter(text)
    names, header_repairs = read_header(_records(text, delimiter)[0], limits)
    parsed = _parse(text.encode(), names, Dialect(decoded.encoding, delimiter))
    _check_rows(parsed, limits)
    return Reading(
        table=store(parsed.table.to_pandas()),
        dialect=parsed.dialect,
        rows_reported=parsed.ragged,
        repairs=(*decoded.repairs, *header_repairs, *parsed.repairs),
    )


def detect_delimiter(text: str) -> str:
    """Return the delimiter whose rows agree best with the header's width, the widest among equals."""
    scores = {delimiter: _agreement(_records(text, delimiter)) for delimiter in DELIMITERS}
    return max(scores, key=lambda delimiter: scores[delimiter])


def _records(text: str, delimiter: str) -> list[list[str]]:
    """Return the first records; a last one that the end of the sample cuts is left out."""
    head = io.StringIO(text[:_SAMPLE_CHARACTERS], newline="")
    lines = list(islice(head, _SAMPLE_LINES))
    records: list[list[str]] = []
    with suppress(csv.Error):  # a cell that csv finds too long ends the sample
        records.extend(record for record in csv.reader(lines, delimiter=delimiter) if record)
    if not records:
        raise InvalidInput(
            _("The file's first cells are too long for a table."),
            _("Start the file with one line of column names."),
        )
    whole = head.read(1) == ""
    return records if whole or len(records) < 3 else records[:-1]


def _agreement(records: list[list[str]]) -> tuple[float, int]:
    width = len(records[0])
    if width < 2:
        return (0.0, 0)
    rows = records[1:] or records
    return (round(sum(len(row) == width for row in rows) / len(rows), 1), width)


@dataclass(frozen=True)
class _Parsed:
    table: pa.Table
    dialect: Dialect
    ragged: int

    @property
    def repairs(self) -> tuple[Repair, ...]:
        width = self.table.num_columns
        found = (
            Repair(
                "ragged row",
                self.ragged,
                _("{count:,} rows don't have the header's {width:,} cells and were set aside.").format(
                    count=self.ragged, width=width
                ),
            ),
            Repair(
                "stray quote",
                0 if self.dialect.quote else 1,
                _("A quote is never closed, so quotes were read as ordinary characters."),
            ),
        )
        return tuple(repair for repair in found if repair.count)


def _parse(data: bytes, names: list[str], dialect: Dialect) -> _Parsed:
    """Return the rows; where a quote never closes, quotes are ordinary characters if that saves rows."""
    parsed = _parse_as(data, names, dialect)
    if data.count(b'"') % 2 == 0:
        return parsed
    plain = _parse_as(data, names, replace(dialect, quote=""))
    return max(parsed, plain, key=lambda each: each.table.num_rows)


def _parse_as(data: bytes, names: list[str], dialect: Dialect) -> _Parsed:
    ragged: list[int] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row.number)
        return "skip"

    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(data),
            arrow_csv.ReadOptions(
                column_names=names,
                skip_rows_after_names=1,
                use_threads=False,  # the row numbers of what is set aside need one thread
                block_size=min(len(data) + 1, _BLOCK_BYTES),
            ),
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
    except pa.ArrowInvalid as error:
        raise InvalidInput(
            _("The file can't be read as CSV: a row is larger than {size} MB.").format(
                size=_BLOCK_BYTES // 1024**2
            ),
            _("Look for a quote that is opened and never closed."),
        ) from error
    return _Parsed(table, dialect, len(ragged))


def _check_size(data: bytes, limits: Limits) -> None:
    if len(data) > limits.upload_bytes:
        raise InvalidInput(
            _("The file is {size:.0f} MB; at most {most:.0f} MB are taken.").format(
                size=len(data) / 1024**2, most=limits.upload_bytes / 1024**2
            ),
            _("Upload a part of the rows."),
        )
    if not data.strip(b"\r\n\t \0\xef\xbb\xbf\xff\xfe"):
        raise InvalidInput(_("The file is empty."), _("Choose a CSV file with a header and some rows."))


def _check_rows(parsed: _Parsed, limits: Limits) -> None:
    rows = parsed.table.num_rows
    if rows + parsed.ragged == 0:
        raise InvalidInput(
            _("The file has a header and no rows."),
            _("Choose a file with at least one row below the header."),
        )
    if parsed.ragged > rows:
        raise InvalidInput(
            _("Most rows don't have as many cells as the header, so this is no CSV table."),
            _("Check that the first line names the columns and that one separator is used throughout."),
        )
    if rows > limits.rows:
        raise InvalidInput(
            _("The table has {rows:,} rows; at most {most:,} are taken.").format(rows=rows, most=limits.rows),
            _("Upload a part of the rows."),
        )
    longest = max(pc.max(pc.utf8_length(column)).as_py() or 0 for column in parsed.table.columns)
    if longest > limits.cell_characters:
        raise InvalidInput(
            _("A cell has {count:,} characters; at most {most:,} are taken.").format(
                count=longest, most=limits.cell_characters
            ),
            _("Shorten the cell, or look for a quote that is opened and never closed."),
        )
