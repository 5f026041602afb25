"""Detect the layout of a text: the start of the table, its delimiter, quotes and header."""

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate, islice
from operator import itemgetter

from services.data.reading.parsing.dialect import BLANK_RUNS, Dialect, DialectOptions
from services.data.reading.parsing.records import Record, RecordSplitter
from services.data.reading.sniffing import delimiters, quotes
from services.data.reading.sniffing.delimiters import Fit
from services.data.reading.sniffing.header import check_width, is_header
from services.data.reading.sniffing.preamble import preamble_length
from services.data.reading.sniffing.second_headers import count_second_headers
from services.data.tables.numbers import NumberFormat
from services.errors import InvalidInput
from services.settings import LIMITS, Limits

_LINES = 1000
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 1024**2
_SAMPLE_COLUMNS = 500
_UNIFORM = 0.9  # the least share of rows with one width where the header has another
_SEPARATOR = re.compile(r'"?sep=(.)"?[\r\n]+', re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """The layout of a text; `start` is the position of the first row below the headers, in characters.

    `width` is the number of columns, `row_width` the number of cells that the rows have at least.
    """

    delimiter: str
    quote: str
    escape: str
    header: list[str] | None
    width: int
    row_width: int
    start: int
    preamble: tuple[str, ...]
    second_headers: tuple[Record, ...]
    skip: int
    rows: list[list[str]] = field(repr=False)

    def dialect(self, encoding: str, numbers: NumberFormat) -> Dialect:
        """Return the layout as a dialect with this encoding and number format."""
        has_header = self.header is not None
        return Dialect(encoding, self.delimiter, self.quote, self.escape, has_header, numbers, self.skip)

    def columns(self) -> list[list[str]]:
        """Return the cells of the first rows by column."""
        rows = [row[:_SAMPLE_COLUMNS] for row in self.rows if len(row) == self.row_width]
        return [list(column) for column in zip(*rows, strict=True)]


def detect_layout(sample: str, is_whole: bool, options: DialectOptions, limits: Limits = LIMITS) -> Layout:
    """Return the layout of a text by a sample of its start; if `is_whole`, the sample is the whole text.

    Raises InvalidInput if the text holds no table or the table has too many columns.
    """
    declared = _SEPARATOR.match(sample)
    first = declared.end() if declared else 0
    skipped_lines = _skipped_lines(sample[first:], options.skip or 0)
    first += sum(map(len, skipped_lines))
    lines = _lines(sample[first:], is_whole, limits)
    fit, quote, escape = _fit(_sample_lines(lines), declared.group(1) if declared else None, options)
    splitter = RecordSplitter(Dialect("", fit.delimiter, quote, escape), fit.width)
    records = list(splitter.records("".join(lines)))
    if not any(cell.strip() for record in records for cell in record.cells):
        check_width(max(len(record.cells) for record in records), limits)
        raise InvalidInput("file_empty")
    skipped = preamble_length(records, fit.width, fit.share) if options.skip is None else 0
    above, table = records[:skipped], records[skipped:]
    cells = [record.cells for record in table]
    has_header = options.header if options.header is not None else is_header(cells[:_SAMPLE_LINES])
    header = _header(cells, fit) if has_header else None
    headers = 1 + count_second_headers(cells[:_SAMPLE_LINES]) if has_header else 0
    width = len(header) if header else len(cells[0])
    table_start = _end(sample[first:], above)
    skipped_texts = tuple(line for line in skipped_lines if line.strip())
    return Layout(
        delimiter=fit.delimiter,
        quote=quote,
        escape=escape,
        header=header,
        width=width,
        row_width=_row_width(cells[headers:], width, fit),
        start=first + _end(sample[first:], above + table[:headers]),
        preamble=skipped_texts or tuple(record.text for record in above),
        second_headers=tuple(table[1:headers]),
        skip=len(skipped_lines) or len(_split_lines(sample[first : first + table_start])),
        rows=cells[headers:],
    )


def _fit(lines: list[str], declared: str | None, options: DialectOptions) -> tuple[Fit, str, str]:
    """Return the delimiter's fit, the quote and the escape, as set or else as detected.

    `declared` is the delimiter in a "sep=;" line of Excel.
    """
    delimiter = options.delimiter if options.delimiter is not None else declared
    quote, escape = options.quote, options.escape
    borders: tuple[str, ...] = delimiters.COMMON
    if quote in (None, quotes.SINGLE) and delimiter in (None, delimiters.SPACE, BLANK_RUNS):
        blanks = quotes.blanks_between_single_quotes(lines)
        if blanks:
            delimiter, quote, borders = delimiter or blanks, quotes.SINGLE, (delimiters.SPACE,)
    if quote is None:
        detected = quotes.detect_quote(lines, borders)
        quote = "" if delimiter and detected in delimiter else detected
    if escape is None and quote and quote != quotes.BACKSLASH:
        escape = quotes.detect_escape(lines, quote, borders)

    def fit_with(escape: str) -> Fit:
        if delimiter is None:
            return delimiters.detect(lines, quote, escape)
        return delimiters.fit(lines, delimiter, quote, escape)

    fit = fit_with(escape or "")
    if not escape and options.escape is None and quotes.has_escaped_delimiter(lines, fit.delimiter):
        escaped = fit_with(quotes.BACKSLASH)
        if escaped.delimiter == fit.delimiter and escaped.share > fit.share:
            return escaped, quote, quotes.BACKSLASH
    return fit, quote, escape or ""


def _split_lines(text: str, most: int | None = None) -> list[str]:
    return list(islice(io.StringIO(text, newline=""), most))


def _skipped_lines(text: str, count: int) -> list[str]:
    """Return the first lines; raises InvalidInput if no others follow."""
    lines = _split_lines(text, count)
    if count and sum(map(len, lines)) == len(text):
        raise InvalidInput("nothing_below_skipped_lines", count=count)
    return lines


def _sample_lines(lines: list[str]) -> list[str]:
    """Return the first lines from which the dialect is detected, fewer if they are long."""
    sizes = accumulate(map(len, lines[:_SAMPLE_LINES]))
    return lines[: max(1, sum(size <= _SAMPLE_CHARACTERS for size in sizes))]


def _lines(text: str, is_whole: bool, limits: Limits) -> list[str]:
    lines = _split_lines(text, _LINES + 1)
    is_last_cut = len(lines) <= _LINES and not is_whole and len(lines) > 2
    lines_read = lines[:-1] if is_last_cut else lines[:_LINES]
    if not any(line.strip() for line in lines_read):
        raise InvalidInput("file_empty")
    if not is_whole and len(lines) == 1:
        check_width(max(map(text.count, delimiters.COMMON)), limits, is_cut=True)
        raise InvalidInput("first_line_too_long")
    return lines_read


def _header(cells: list[list[str]], fit: Fit) -> list[str]:
    """Return the column names, without empty surplus last ones, and with "" for columns without a name."""
    names, rows = cells[0], cells[1:]
    while rows and len(names) > fit.width and not names[-1].strip():
        names = names[:-1]
    missing = fit.width - len(names)
    if missing <= 0 or _ends_empty(rows, len(names)):
        return names
    is_uniform = sum(len(row) == fit.width for row in rows) >= _UNIFORM * len(rows)
    if missing == 1 and not (is_uniform and _repeats([row[0] for row in rows if any(row)])):
        return ["", *names]  # R leaves out the name of the row names
    return [*names, *[""] * missing] if is_uniform else names


def _row_width(rows: list[list[str]], width: int, fit: Fit) -> int:
    """Return the number of cells that rows have at least; nearly all rows may lack the same last cells.

    Lines of prose aren't such rows.
    """
    widths = Counter(len(row) for row in rows if len(row) > 1)
    commonest, count = max(widths.items(), key=itemgetter(1), default=(width, 0))
    is_uniform = commonest < width and count >= _UNIFORM * widths.total()
    return commonest if is_uniform and not fit.spaced else width


def _repeats(cells: list[str]) -> bool:
    return len(set(cells)) < len(cells)


def _ends_empty(rows: list[list[str]], place: int) -> bool:
    return bool(rows) and not any(any(row[place:]) for row in rows)


def _end(text: str, records: list[Record]) -> int:
    end = 0
    for record in records:
        end = text.index(record.text, end) + len(record.text)
    return end
