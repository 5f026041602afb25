"""Read a file into a table of texts, and account for all rows."""

from dataclasses import dataclass, replace
from pathlib import Path

from services.data.reading.files.archives import Packing, unpack
from services.data.reading.files.choice import Choice
from services.data.reading.files.signatures import (
    HEAD_BYTES,
    Format,
    check_no_other_text,
    content_format,
    is_json,
)
from services.data.reading.json_files.tables import read_json
from services.data.reading.parquet import read_parquet
from services.data.reading.parsing.dialect import DETECT_ALL, Dialect, DialectOptions
from services.data.reading.parsing.rejected_rows import RejectedRows
from services.data.reading.parsing.repairs import Repair
from services.data.reading.parsing.row_reader import RepairCounts, RowReader
from services.data.reading.sniffing.decoded_text import DecodedText, decode
from services.data.reading.sniffing.header import check_width, numbered_names, read_header
from services.data.reading.sniffing.layout import Layout, detect_layout
from services.data.reading.workbooks.sheets import read_sheet
from services.data.tables import numbers
from services.data.tables.numbers import NumberFormat
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import LIMITS, Limits

_SAMPLE_BYTES = 4 * 1024**2
_FEW_RAGGED = 10  # with up to this many ragged rows, a table with any regular rows is accepted
_PLAIN = Dialect("utf-8", ",")  # of a table that isn't read from text
_BLANK_BYTES = b"\r\n\t \0\x1a\xef\xbb\xbf\xff\xfe"


@dataclass(frozen=True)
class Reading:
    """A table with the dialect of its file and what was repaired or rejected.

    rows_in = rows_kept + rows_reported, the header not counted. `rejected_rows` is a CSV of the lines
    that aren't in the table (see `RejectedRows`), None if there are none. `choice` is that of the table in a
    file that holds several, None if it holds one.
    """

    table: Table
    dialect: Dialect
    rows_reported: int
    repairs: tuple[Repair, ...]
    rejected_rows: Path | None = None
    packing: Packing = ""
    format: Format = "text"
    choice: Choice | None = None

    @property
    def rows_kept(self) -> int:
        """The number of rows in the table."""
        return self.table.rows

    @property
    def rows_in(self) -> int:
        """The number of rows that the file has below its header."""
        return self.rows_kept + self.rows_reported


@dataclass(frozen=True)
class Sample:
    """The start of a text, or the whole text."""

    text: str
    is_whole: bool


def read_csv(data: bytes, options: DialectOptions = DETECT_ALL, limits: Limits = LIMITS) -> Reading:
    """Return the table in a file's bytes (see `read`)."""
    spool = Spool()
    source = spool.folder / "source"
    source.write_bytes(data)
    return read(source, options, limits, spool)


def read(
    source: Path, options: DialectOptions = DETECT_ALL, limits: Limits = LIMITS, spool: Spool | None = None
) -> Reading:
    """Return the table in a file on disk, plain or compressed: CSV of any dialect, JSON, a sheet, or Parquet.

    Raises InvalidInput for a file that is empty, holds no table or exceeds the limits.
    """
    spool = spool or Spool()
    options.check()
    _check_size(source, limits)
    unpacked = unpack(source, spool.folder, limits, options.table)
    choice = unpacked.choice
    if choice:  # what the chosen file holds is its own first table
        reading = _read_content(unpacked.path, replace(options, table=None), limits, spool)
        repairs = (*choice.repairs, *reading.repairs)
        return replace(reading, packing=unpacked.packing, choice=choice, repairs=repairs)
    return replace(_read_content(unpacked.path, options, limits, spool), packing=unpacked.packing)


def _read_content(path: Path, options: DialectOptions, limits: Limits, spool: Spool) -> Reading:
    match content_format(path):
        case "parquet":
            table, repairs = read_parquet(path, spool, limits)
            return Reading(table, _PLAIN, 0, repairs, format="parquet")
        case "workbook":
            return _read_sheet(path, options, limits, spool)
        case _:
            return _read_any_text(path, options, limits, spool)


def _read_sheet(path: Path, options: DialectOptions, limits: Limits, spool: Spool) -> Reading:
    sheet = read_sheet(path, spool.folder, options.table, limits)
    as_csv = replace(
        options, encoding="utf-8", delimiter=",", quote='"', escape="", decimal=options.decimal or "."
    )
    if options.decimal is None and options.thousands is None:
        as_csv = replace(as_csv, thousands="")
    text = DecodedText(sheet.path, 0, "utf-8")
    reading = _read_text(text, _sample(text), as_csv, limits, spool)
    repairs = (*sheet.choice.repairs, *sheet.repairs, *reading.repairs)
    choice = sheet.choice if len(sheet.choice.names) > 1 else None
    return replace(reading, repairs=repairs, format="workbook", choice=choice)


def _read_any_text(path: Path, options: DialectOptions, limits: Limits, spool: Spool) -> Reading:
    text = decode(path, spool.folder / "text", options.encoding)
    sample = _sample(text)
    check_no_other_text(sample.text.replace(options.delimiter or "\0", " "), text.removed)
    if is_json(sample.text) and options.delimiter is None:
        return _read_json(text, sample, options, limits, spool)
    return _read_text(text, sample, options, limits, spool)


def _read_json(
    text: DecodedText, sample: Sample, options: DialectOptions, limits: Limits, spool: Spool
) -> Reading:
    read = read_json(text, sample.text, options.table, spool, limits)
    others = read.choice.repairs if read.choice else ()
    return Reading(
        read.table,
        replace(_PLAIN, encoding=text.encoding),
        read.rejected,
        (*others, *text.repairs, *read.repairs),
        read.rejected_rows if read.rejected else None,
        format="json",
        choice=read.choice,
    )


def _sample(text: DecodedText) -> Sample:
    """Return the start of a text; raises InvalidInput if it is blank."""
    with text.path.open("rb") as file:
        file.seek(text.start)
        start = file.read(_SAMPLE_BYTES)
        is_whole = not file.read(1)
    sample = start.decode("utf-8", errors="replace" if is_whole else "ignore")
    if not sample.strip("\r\n\t \ufeff"):
        raise InvalidInput("file_empty")
    return Sample(sample, is_whole)


def _read_text(
    text: DecodedText, sample: Sample, options: DialectOptions, limits: Limits, spool: Spool
) -> Reading:
    layout = detect_layout(sample.text, sample.is_whole, options, limits)
    dialect = layout.dialect(text.encoding, _number_format(layout, options))
    names, header_repairs = _names(layout, limits)
    offset = text.start + len(sample.text[: layout.start].encode())
    path = spool.folder / "rejected_rows.csv"
    with TableWriter(names, spool) as writer, RejectedRows(path) as rejected:
        for line in layout.preamble:
            rejected.add_preamble(line)
        counts = RowReader(dialect, writer, rejected, limits).read(text.path, offset)
        _check_row_counts(writer.rows, rejected.count)
        table = writer.finish(dialect.numbers)
    repairs = (*text.repairs, *header_repairs, *_repairs(layout, counts, rejected.count, len(names)))
    has_rejected = rejected.count or layout.preamble
    return Reading(table, dialect, rejected.count, repairs, path if has_rejected else None)


def _names(layout: Layout, limits: Limits) -> tuple[list[str], tuple[Repair, ...]]:
    if layout.header is None:
        return numbered_names(layout.width, limits), ()
    check_width(len(layout.header), limits)
    return read_header(layout.header, limits)


def _number_format(layout: Layout, options: DialectOptions) -> NumberFormat:
    detected = numbers.detect(layout.columns(), layout.delimiter)
    decimal = options.decimal if options.decimal is not None else detected.decimal
    if options.thousands is not None:
        thousands = options.thousands
    else:
        thousands = detected.thousands if detected.thousands != decimal else ""
    if decimal == thousands:
        raise InvalidInput("decimal_is_thousands")
    return NumberFormat(decimal, thousands)


def _repairs(layout: Layout, counts: RepairCounts, ragged: int, width: int) -> tuple[Repair, ...]:
    repairs = (
        Repair("preamble", len(layout.preamble)),
        Repair("no_header", int(layout.header is None)),
        Repair("ragged_row", ragged, width=width),
        Repair("trailing_delimiter", counts.trimmed_rows),
        Repair("stray_quote", counts.stray_quotes),
    )
    return tuple(repair for repair in repairs if repair.count)


def _check_size(source: Path, limits: Limits) -> None:
    size = source.stat().st_size
    if size > limits.upload_bytes:
        raise InvalidInput("file_too_large", size=size, limit=limits.upload_bytes)
    with source.open("rb") as file:
        if size < HEAD_BYTES and not file.read().strip(_BLANK_BYTES):
            raise InvalidInput("file_empty")


def _check_row_counts(rows: int, ragged: int) -> None:
    if rows + ragged == 0:
        raise InvalidInput("no_rows")
    if ragged > rows and (rows == 0 or ragged > _FEW_RAGGED):
        raise InvalidInput("mostly_ragged_rows")
