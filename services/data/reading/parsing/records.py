"""Split a text into records of cells; a misplaced quote affects only its own record."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.data.reading.parsing.blank_runs import BlankRuns
from services.data.reading.parsing.dialect import BLANK_RUNS, Dialect
from services.data.reading.parsing.quote_scanner import BLANKS, NEVER, OPEN, QuoteScanner

_SPACES = "  "  # two or more separate the columns of a fixed-width table
_TWO_SPACES = re.compile(r" {2,}")
_LINE_END = re.compile(r"[\r\n]|\Z")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_WITH_RETURNS = re.compile(r"([^\r\n]*(?:\r+[^\r\n]+){1,20})(?:\r?\n|\r?\Z)")
_MOST_RETURNS = 3  # for each line feed; in a text with more, they end lines
_FEW_LINES = re.compile(r"(?:[^\r\n]*(?:\r\n|\r|\n)){1,20}")


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its cells, its text in the file, and what was read as ordinary characters."""

    cells: list[str]
    text: str
    stray_quotes: int = 0
    has_carriage_return: bool = False


class RecordSplitter:
    """Splits a text into records by a dialect; `read` is the number of characters read so far.

    A quote opens a cell only at its start and closes it only before a delimiter or a line end; any other
    is an ordinary character. A quoted cell that would span whole rows was never closed. An escape
    applies to the quote, delimiter or escape after it, and to a line end if the record has all its
    cells only with the next line. A carriage return among line feeds, of this text or of the lines before it
    (`has_line_feeds`), is part of a cell if the lines have all cells only together.
    """

    def __init__(self, dialect: Dialect, width: int | None = None, has_line_feeds: bool = False) -> None:
        self._dialect = dialect
        self._quote, self._delimiter, self._escape = dialect.quote, dialect.delimiter, dialect.escape
        self._width = width
        self._has_line_feeds = has_line_feeds
        self._blank_runs = BlankRuns(self._quote, self._escape) if self._delimiter == BLANK_RUNS else None
        self.read = 0
        self._skips_blank = bool(dialect.delimiter) and width != 1
        self._blank = re.compile(
            "[" + "".join(blank for blank in BLANKS if blank != dialect.delimiter) + "]*"
        )
        if self._escape:
            characters = (self._escape, self._quote, self._delimiter)
            special = "|".join(re.escape(character) for character in characters if character)
            self._plain = self._cell_pattern(special)
            self._joined = self._cell_pattern(rf"{special}|\r\n|[\r\n]")
            escaped = rf"{re.escape(self._escape)}({special}|\r\n|[\r\n])"
            self._escaped = re.compile(escaped)
            doubled = rf"{re.escape(self._quote)}({re.escape(self._quote)})" if self._quote else "()(?!)"
            self._escaped_or_doubled = re.compile(f"{escaped}|{doubled}")

    def _cell_pattern(self, special: str) -> re.Pattern[str]:
        """Return the pattern of an unquoted cell in which these characters can be escaped."""
        others = rf"(?!{re.escape(self._delimiter)})[^\r\n]" if self._delimiter else r"[^\r\n]"
        return re.compile(rf"(?:{re.escape(self._escape)}(?:{special})|{others})*")

    def records(self, text: str, is_last: bool = True) -> Iterator[Record]:
        """Yield the records of a text of whole lines, without blank lines.

        Unless the text is the last part of a file, a cell whose quote is still open ends the records.
        """
        self.read = 0
        is_row = self._is_row if self._width is not None and self._width > 1 else None
        is_scanned = self._quote and not self._blank_runs
        quotes = QuoteScanner(text, self._dialect, is_row) if is_scanned else None
        lines = io.StringIO(text, newline="")
        has_returns = self._has_carriage_returns(text)
        while line := lines.readline():
            bare = line.rstrip("\r\n")
            if not bare or (self._skips_blank and not bare.strip() and self._delimiter not in bare):
                self.read += len(line)
                continue
            joined = self._rejoined(text, quotes, is_last) if has_returns and line[-1] == "\r" else None
            record = joined or self._first_record(text, line, len(bare), quotes, is_last)
            if record is None:
                return
            length = len(line)
            while length < len(record.text):
                length += len(lines.readline())
            self.read += len(record.text)
            yield record

    def _has_carriage_returns(self, text: str) -> bool:
        """Return whether carriage returns may be part of cells, as many lines end with line feeds."""
        if self._width in (None, 1) or "\r" not in text:
            return False
        line_feeds = text.count("\n") + self._has_line_feeds
        return 0 < text.count("\r") - text.count("\r\n") <= _MOST_RETURNS * line_feeds

    def _rejoined(self, text: str, quotes: QuoteScanner | None, is_last: bool) -> Record | None:
        """Return the next lines up to a line feed as one record, None unless that has all its cells."""
        lines = _WITH_RETURNS.match(text, self.read)
        if lines is None:
            return None
        record = self._first_record(text, lines[0], lines.end(1) - self.read, quotes, is_last)
        if record is None or len(record.cells) != self._width or len(record.text) != len(lines[0]):
            return None
        return replace(record, has_carriage_return=True)

    def _first_record(
        self, text: str, line: str, length: int, quotes: QuoteScanner | None, is_last: bool
    ) -> Record | None:
        """Return the record that starts with a line, None if it may end after the text."""
        bare = line[:length]
        if self._blank_runs:
            cells, stray_quotes = self._blank_runs.split(bare)
            return Record(cells, line, stray_quotes)
        is_quoted = quotes is not None and self._quote in bare
        if is_quoted or (self._escape and self._escape in bare):
            return self._escaped_record(text, self.read, length, quotes, is_last)
        return Record(self._split(bare), line)

    def _split(self, text: str) -> list[str]:
        if self._delimiter == _SPACES:
            return _TWO_SPACES.split(text.strip())
        return text.split(self._delimiter) if self._delimiter else [text]

    def _is_row(self, line: str) -> bool:
        return len(self._split(line)) == self._width

    def _escaped_record(
        self, text: str, begin: int, length: int, quotes: QuoteScanner | None, is_last: bool
    ) -> Record | None:
        """Return the record at a position, joined with the next lines if its line ends are escaped."""
        record = self._record(text, begin, length, quotes, is_last)
        if record is None or not self._escape or not self._ends_escaped(record.text):
            return record
        few = _FEW_LINES.match(text, begin)
        joined = few and self._record(text, begin, length, quotes, is_last, few.end())
        if joined and self._width in (None, len(joined.cells)):
            return None if self._ends_escaped(joined.text) and not is_last else joined
        return None if begin + len(record.text) == len(text) and not is_last else record

    def _ends_escaped(self, line: str) -> bool:
        bare = line.rstrip("\r\n")
        return (len(bare) - len(bare.rstrip(self._escape))) % 2 == 1

    def _record(
        self,
        text: str,
        begin: int,
        length: int,
        quotes: QuoteScanner | None,
        is_last: bool,
        stop: int | None = None,
    ) -> Record | None:
        """Return the record at a position, None if it may end after the text."""
        cells: list[str] = []
        at, end, stray_quotes = begin, begin + length, 0
        while True:
            if end < at:  # the previous cell spans lines
                end = _LINE_END.search(text, at).start()  # type: ignore[union-attr]  # matches the end
            if self._delimiter and self._delimiter != _SPACES and not self._escape:
                at = self._add_plain_cells(text, at, end, cells)
            start = at
            opening = self._blank.match(text, at).end()  # type: ignore[union-attr]  # matches anything
            closing, strays = NEVER, 0
            if quotes is not None and text.startswith(self._quote, opening):
                closing, strays = quotes.closing_quote(opening)
            if closing == OPEN and not is_last:
                return None
            if closing >= 0 and quotes is not None:
                at = quotes.cell_end(closing)
                cells.append(self._content(text[opening + 1 : closing]))
                stray_quotes += strays + (opening > start or at > closing + 1)
            else:
                at = self._cell_end(text, start, end, stop)
                stray_quotes += text.count(self._quote, start, at) if self._quote else 0
                cells.append(self._unescaped(text[start:at]))
            if not (self._delimiter and text.startswith(self._delimiter, at)):
                return Record(cells, text[begin : _LINE.match(text, at).end()], stray_quotes)  # type: ignore[union-attr]
            at += len(self._delimiter)

    def _add_plain_cells(self, text: str, at: int, end: int, cells: list[str]) -> int:
        """Add all cells before the next quoted one and return the start of that one."""
        quote = text.find(self._quote, at, end)
        last = text.rfind(self._delimiter, at, end if quote < 0 else quote)
        if last < 0:
            return at
        cells.extend(text[at:last].split(self._delimiter))
        return last + len(self._delimiter)

    def _cell_end(self, text: str, start: int, end: int, stop: int | None) -> int:
        if stop is not None:
            return self._joined.match(text, start, stop).end()  # type: ignore[union-attr]  # matches anything
        if self._escape:
            return self._plain.match(text, start, end).end()  # type: ignore[union-attr]  # matches anything
        delimiter = text.find(self._delimiter, start, end) if self._delimiter else -1
        return delimiter if delimiter >= 0 else end

    def _content(self, quoted: str) -> str:
        if self._escape and self._escape in quoted:
            return self._escaped_or_doubled.sub(r"\1\2", quoted)
        return quoted.replace(self._quote * 2, self._quote)

    def _unescaped(self, plain: str) -> str:
        return self._escaped.sub(r"\1", plain) if self._escape and self._escape in plain else plain
