"""Layouts: where a text's table begins, how its cells are separated, and what names its columns."""

import io
import re
from dataclasses import dataclass, field
from itertools import accumulate, islice

from services.data import delimiters, quotes
from services.data.dialect import Dialect, Given
from services.data.header import check_width, evidence, is_header
from services.data.numbers import NumberFormat
from services.data.records import Record, Splitter
from services.errors import InvalidInput
from services.settings import LIMITS, Limits
from services.words import _

_LINES = 1000
_TELLING = 200
_TELLING_CHARACTERS = 1024**2
_PREAMBLE = 50
_WIDE = 500  # columns that tell how numbers are written
_SEPARATOR = re.compile(r'"?sep=(.)"?[\r\n]+', re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """How the start of a text is laid out; `start` is the place of the first row, in characters."""

    delimiter: str
    quote: str
    escape: str
    header: list[str] | None
    width: int
    start: int
    preamble: tuple[str, ...]
    rows: list[list[str]] = field(repr=False)

    def dialect(self, encoding: str, numbers: NumberFormat) -> Dialect:
        """Return the dialect of the text in this encoding."""
        return Dialect(encoding, self.delimiter, self.quote, self.escape, self.header is not None, numbers)

    def columns(self) -> list[list[str]]:
        """Return the cells of the first rows by column."""
        rows = [row[:_WIDE] for row in self.rows if len(row) == self.width]
        return [list(column) for column in zip(*rows, strict=True)]


def lay_out(sample: str, whole: bool, given: Given, limits: Limits = LIMITS) -> Layout:
    """Return how a text is laid out, told from its start; `whole` says that there is no more.

    Raises InvalidInput for what is no table or has too many columns.
    """
    told = _SEPARATOR.match(sample)
    first = told.end() if told else 0
    lines = _lines(sample[first:], whole, limits)
    telling = _telling(lines)
    quote = given.quote if given.quote is not None else quotes.detect(telling, delimiters.COMMON)
    escape = given.escape
    if escape is None:
        escape = quotes.detect_escape(telling, quote, delimiters.COMMON) if quote else ""
    delimiter = given.delimiter if given.delimiter is not None else (told.group(1) if told else None)
    if delimiter is None:
        fit = delimiters.detect(telling, quote, escape)
    else:
        fit = delimiters.fit(telling, delimiter, quote, escape)
    splitter = Splitter(Dialect("", fit.delimiter, quote, escape), fit.width)
    records = list(splitter.records("".join(lines)))
    if not any(cell.strip() for record in records for cell in record.cells):
        check_width(max(len(record.cells) for record in records), limits)
        raise _no_table()
    skipped = _preamble(records, fit.width, fit.share)
    above, table = records[:skipped], records[skipped:]
    cells = [record.cells for record in table]
    named = given.header if given.header is not None else is_header(cells[:_TELLING])
    header = _header(cells, fit.width) if named else None
    return Layout(
        delimiter=fit.delimiter,
        quote=quote,
        escape=escape,
        header=header,
        width=len(header) if header else len(cells[0]),
        start=first + _end(sample[first:], above + table[:1] if named else above),
        preamble=tuple(record.text for record in above),
        rows=cells[1:] if named else cells,
    )


def _telling(lines: list[str]) -> list[str]:
    """Return the first lines that tell how all are written, of wide ones few."""
    sizes = accumulate(map(len, lines[:_TELLING]))
    return lines[: max(1, sum(size <= _TELLING_CHARACTERS for size in sizes))]


def _lines(text: str, whole: bool, limits: Limits) -> list[str]:
    lines = list(islice(io.StringIO(text, newline=""), _LINES + 1))
    cut = len(lines) <= _LINES and not whole and len(lines) > 2
    kept = lines[:-1] if cut else lines[:_LINES]
    if not any(line.strip() for line in kept):
        raise _no_table()
    if not whole and len(lines) == 1:
        check_width(max(map(text.count, delimiters.COMMON)), limits, is_cut=True)
        raise InvalidInput(
            _("The file's first cells are too long for a table."),
            _("Start the file with one line of column names."),
        )
    return kept


def _preamble(records: list[Record], width: int, share: float) -> int:
    """Return how many records stand above the table: titles, comments and facts about it."""
    if width < 2 or share < 0.5:
        return 0
    above = _narrower(records, width)
    above += _commented(records[above:], width)
    return above or _padded(records, width)


def _narrower(records: list[Record], width: int) -> int:
    """Return how many records with fewer cells than the table stand above it."""
    place = next((place for place, each in enumerate(records) if len(each.cells) == width), 0)
    if place == 0 or place > _PREAMBLE or any(len(each.cells) > width for each in records[:place]):
        return 0
    first = records[0]
    below = [each.cells for each in records[place : place + _TELLING]]
    if place == 1 and len(first.cells) == width - 1 and not first.text.startswith("#"):
        # Names without one for the first column, as R writes its row names, stand above values.
        return 1 if _named(below) else 0
    if place == 1 and all(not any(cells[len(first.cells) :]) for cells in below):
        return 0  # the rows only end with more delimiters than the names
    return place


def _commented(records: list[Record], width: int) -> int:
    """Return how many records that begin as comments do stand above a record of names.

    A single one right above the values holds the names itself.
    """
    place = next((place for place, each in enumerate(records) if not each.text.startswith("#")), 0)
    below = [each.cells for each in records[place : place + _TELLING]]
    if not place or len(below[0]) != width:
        return 0
    named, against = evidence(below)
    return place if named > against or (place > 1 and named == against == 0) else 0


def _padded(records: list[Record], width: int) -> int:
    """Return how many records of mostly empty cells stand above a whole record of names."""
    for place, record in enumerate(records[:_PREAMBLE]):
        filled = sum(bool(cell.strip()) for cell in record.cells)
        if filled > width / 2:
            below = [each.cells for each in records[place : place + _TELLING]]
            return place if place and filled == len(record.cells) and _named(below) else 0
    return 0


def _named(records: list[list[str]]) -> bool:
    named, against = evidence(records)
    return named > against


def _header(cells: list[list[str]], width: int) -> list[str]:
    """Return the names, without an empty last one that no row has a cell for."""
    names = cells[0]
    if len(names) == width + 1 and not names[-1].strip() and len(cells) > 1:
        return names[:-1]
    if len(names) == width - 1 and not _ends_empty(cells[1:], len(names)):
        return ["", *names]
    return names


def _ends_empty(rows: list[list[str]], place: int) -> bool:
    return bool(rows) and not any(any(row[place:]) for row in rows)


def _end(text: str, records: list[Record]) -> int:
    end = 0
    for record in records:
        end = text.index(record.text, end) + len(record.text)
    return end


def _no_table() -> InvalidInput:
    return InvalidInput(_("The file is empty."), _("Choose a CSV file with a header and some rows."))
