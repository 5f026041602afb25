"""Layouts: where a text's table begins, how its cells are separated, and what names its columns."""

import io
import re
from dataclasses import dataclass, field
from itertools import accumulate, islice

from services.data.reading.dialect import Dialect, Given
from services.data.reading.parsing.records import Record, Splitter
from services.data.reading.sniffing import delimiters, preamble, quotes
from services.data.reading.sniffing.delimiters import Fit
from services.data.reading.sniffing.header import check_width, is_header
from services.data.tables.numbers import NumberFormat
from services.errors import InvalidInput
from services.settings import LIMITS, Limits
from services.text.i18n import _, _n

_LINES = 1000
_TELLING = 200
_TELLING_CHARACTERS = 1024**2
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
    skip: int
    rows: list[list[str]] = field(repr=False)

    def dialect(self, encoding: str, numbers: NumberFormat) -> Dialect:
        """Return the dialect of the text in this encoding."""
        named = self.header is not None
        return Dialect(encoding, self.delimiter, self.quote, self.escape, named, numbers, self.skip)

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
    skipped_lines = _skipped(sample[first:], given.skip or 0)
    first += sum(map(len, skipped_lines))
    lines = _lines(sample[first:], whole, limits)
    fit, quote, escape = _fit(_telling(lines), told.group(1) if told else None, given)
    splitter = Splitter(Dialect("", fit.delimiter, quote, escape), fit.width)
    records = list(splitter.records("".join(lines)))
    if not any(cell.strip() for record in records for cell in record.cells):
        check_width(max(len(record.cells) for record in records), limits)
        raise _no_table()
    skipped = preamble.length(records, fit.width, fit.share) if given.skip is None else 0
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
        preamble=tuple(text for text in skipped_lines if text.strip()) or tuple(each.text for each in above),
        skip=len(skipped_lines) or len(_split_lines(sample[first : first + _end(sample[first:], above)])),
        rows=cells[1:] if named else cells,
    )


def _fit(telling: list[str], told: str | None, given: Given) -> tuple[Fit, str, str]:
    """Return the delimiter with its fit, the quote and the escape: what is given, else what is found."""
    delimiter = given.delimiter if given.delimiter is not None else told
    quote, escape = given.quote, given.escape
    if quote is None:
        found = quotes.detect(telling, delimiters.COMMON)
        quote = "" if delimiter and found in delimiter else found
    if escape is None and quote and quote != quotes.BACKSLASH:
        escape = quotes.detect_escape(telling, quote, delimiters.COMMON)

    def fitting(escape: str) -> Fit:
        if delimiter is None:
            return delimiters.detect(telling, quote, escape)
        return delimiters.fit(telling, delimiter, quote, escape)

    fit = fitting(escape or "")
    if not escape and given.escape is None and quotes.escapes(telling, fit.delimiter):
        other = fitting(quotes.BACKSLASH)
        if other.delimiter == fit.delimiter and other.share > fit.share:
            return other, quote, quotes.BACKSLASH
    return fit, quote, escape or ""


def _split_lines(text: str, most: int | None = None) -> list[str]:
    return list(islice(io.StringIO(text, newline=""), most))


def _skipped(text: str, count: int) -> list[str]:
    """Return the first lines; raises InvalidInput where there are no more."""
    lines = _split_lines(text, count)
    if count and sum(map(len, lines)) == len(text):
        raise InvalidInput(
            _n(
                "Below the first line there is no table.",
                "Below the first {count:,} lines there is no table.",
                count,
                count=count,
            ),
            _("Skip fewer lines."),
        )
    return lines


def _telling(lines: list[str]) -> list[str]:
    """Return the first lines that tell how all are written, of wide ones few."""
    sizes = accumulate(map(len, lines[:_TELLING]))
    return lines[: max(1, sum(size <= _TELLING_CHARACTERS for size in sizes))]


def _lines(text: str, whole: bool, limits: Limits) -> list[str]:
    lines = _split_lines(text, _LINES + 1)
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
