"""Reading: a stranger's bytes become a table of text in which nothing is lost unsaid."""

from dataclasses import dataclass, replace
from pathlib import Path

from services.data.reading.dialect import DETECTED, Dialect, Given
from services.data.reading.files.archives import Packing, unpack
from services.data.reading.files.signatures import HEAD_BYTES, refuse_binary, refuse_no_table
from services.data.reading.parquet import read_parquet
from services.data.reading.parsing.row_reader import Account, Rows
from services.data.reading.rejected_rows import Aside
from services.data.reading.repairs import Repair
from services.data.reading.sniffing.encoding import Transcoded, transcode
from services.data.reading.sniffing.header import check_width, numbered, read_header
from services.data.reading.sniffing.layout import Layout, lay_out
from services.data.tables import numbers
from services.data.tables.numbers import NumberFormat
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import LIMITS, Limits
from services.text.i18n import _, _n

_SAMPLE_BYTES = 4 * 1024**2
_FEW = 10  # so few rows of another width condemn no table that has others
_EMPTY = b"\r\n\t \0\x1a\xef\xbb\xbf\xff\xfe"


@dataclass(frozen=True)
class Reading:
    """A table as it was uploaded, with how it was read and what was mended or set aside.

    rows_in = rows_kept + rows_reported, the header not counted. `set_aside` is a CSV of the rows
    that are not in the table, with the place and the reason of each, or None where there are none.
    """

    table: Table
    dialect: Dialect
    rows_reported: int
    repairs: tuple[Repair, ...]
    set_aside: Path | None = None
    packing: Packing = ""

    @property
    def rows_kept(self) -> int:
        """How many rows are in the table."""
        return self.table.rows

    @property
    def rows_in(self) -> int:
        """How many rows the file has below its header."""
        return self.rows_kept + self.rows_reported


def read_csv(data: bytes, given: Given = DETECTED, limits: Limits = LIMITS) -> Reading:
    """Return the table that a file's bytes hold (see `read`)."""
    spool = Spool()
    source = spool.folder / "source"
    source.write_bytes(data)
    return read(source, given, limits, spool)


def read(
    source: Path, given: Given = DETECTED, limits: Limits = LIMITS, spool: Spool | None = None
) -> Reading:
    """Return the table that a file on disk holds: CSV in any form, gzip, ZIP or Parquet.

    Raises InvalidInput for what is empty, no table or beyond the limits.
    """
    spool = spool or Spool()
    given.check()
    _check_size(source, limits)
    unpacked = unpack(source, spool.folder, limits)
    if unpacked.packing == "parquet":
        table, repairs = read_parquet(source, spool, limits)
        return Reading(table, Dialect("utf-8", ","), 0, repairs, packing="parquet")
    with unpacked.path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise _empty()
    refuse_binary(head)
    text = transcode(unpacked.path, spool.folder / "text", given.encoding)
    read = _read_text(text, given, limits, spool)
    return replace(read, packing=unpacked.packing)


def _read_text(text: Transcoded, given: Given, limits: Limits, spool: Spool) -> Reading:
    with text.path.open("rb") as file:
        file.seek(text.start)
        start = file.read(_SAMPLE_BYTES)
        whole = not file.read(1)
    sample = start.decode("utf-8", errors="replace" if whole else "ignore")
    if not sample.strip("\r\n\t \ufeff"):
        raise _empty()
    refuse_no_table(sample.replace(given.delimiter or "\0", " "), text.removed)
    layout = lay_out(sample, whole, given, limits)
    dialect = layout.dialect(text.encoding, _number_format(layout, given))
    names, header_repairs = _names(layout, limits)
    offset = text.start + len(sample[: layout.start].encode())
    with TableWriter(names, spool) as writer, Aside(spool.folder / "set_aside.csv") as aside:
        for line in layout.preamble:
            aside.preamble(line)
        account = Rows(dialect, writer, aside, limits).take(text.path, offset)
        _check_rows(writer.rows, aside.count)
        table = writer.finish(dialect.numbers)
    repairs = (*text.repairs, *header_repairs, *_repairs(layout, account, aside.count, len(names)))
    kept = aside.path if aside.count or layout.preamble else None
    return Reading(table, dialect, aside.count, repairs, kept)


def _names(layout: Layout, limits: Limits) -> tuple[list[str], tuple[Repair, ...]]:
    if layout.header is None:
        return numbered(layout.width, limits), ()
    check_width(len(layout.header), limits)
    return read_header(layout.header, limits)


def _number_format(layout: Layout, given: Given) -> NumberFormat:
    found = numbers.detect(layout.columns(), layout.delimiter)
    decimal = given.decimal if given.decimal is not None else found.decimal
    if given.thousands is not None:
        thousands = given.thousands
    else:
        thousands = found.thousands if found.thousands != decimal else ""
    if decimal == thousands:
        raise InvalidInput(
            _("The same sign can't stand before decimals and between thousands."),
            _("Choose another sign for one of them."),
        )
    return NumberFormat(decimal, thousands)


def _repairs(layout: Layout, account: Account, ragged: int, width: int) -> tuple[Repair, ...]:
    found = (
        Repair(
            "preamble",
            len(layout.preamble),
            _n(
                "{count:,} line above the table was left out of it.",
                "{count:,} lines above the table were left out of it.",
                len(layout.preamble),
                count=len(layout.preamble),
            ),
        ),
        Repair(
            "no header",
            layout.header is None,
            _("The first line holds values, so the columns were numbered."),
        ),
        Repair(
            "ragged row",
            ragged,
            _n(
                "{count:,} row doesn't have as many cells as the header, {width:,}, and was set aside.",
                "{count:,} rows don't have as many cells as the header, {width:,}, and were set aside.",
                ragged,
                count=ragged,
                width=width,
            ),
        ),
        Repair(
            "trailing delimiter",
            account.trimmed,
            _n(
                "{count:,} row ends with more delimiters than the header; nothing stands behind them.",
                "{count:,} rows end with more delimiters than the header; nothing stands behind them.",
                account.trimmed,
                count=account.trimmed,
            ),
        ),
        Repair(
            "stray quote",
            account.mended,
            _n(
                "{count:,} quote stands where none should and was read as it is.",
                "{count:,} quotes stand where none should and were read as they are.",
                account.mended,
                count=account.mended,
            ),
        ),
    )
    return tuple(repair for repair in found if repair.count)


def _check_size(source: Path, limits: Limits) -> None:
    size = source.stat().st_size
    if size > limits.upload_bytes:
        raise InvalidInput(
            _(
                "The file is {size:,.0f} MB; at most {most:,.0f} MB are taken.",
                size=size / 1024**2,
                most=limits.upload_bytes / 1024**2,
            ),
            _("Upload a part of the rows."),
        )
    with source.open("rb") as file:
        if size < HEAD_BYTES and not file.read().strip(_EMPTY):
            raise _empty()


def _empty() -> InvalidInput:
    return InvalidInput(_("The file is empty."), _("Choose a CSV file with a header and some rows."))


def _check_rows(rows: int, ragged: int) -> None:
    if rows + ragged == 0:
        raise InvalidInput(
            _("The file has a header and no rows."),
            _("Choose a file with at least one row below the header."),
        )
    if ragged > rows and (rows == 0 or ragged > _FEW):
        raise InvalidInput(
            _("Most rows don't have as many cells as the header, so this is no CSV table."),
            _("Check that the first line names the columns and that one separator is used throughout."),
        )
