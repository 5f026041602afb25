"""Find the closing quote of a cell in one look-ahead, however many quotes are open."""

import re
from bisect import bisect_left
from collections.abc import Callable

from services.data.reading.parsing.dialect import Dialect

_MOST_LINES = 10_000  # in a quoted cell
_MOST_STRAY_QUOTES = 100  # in a cell; one with more was never closed
_MOST_ROWS = 2  # a cell that spans more lines, all of them like rows, was never closed
BLANKS = " \t"
_LINE_END = re.compile(r"\r\n|\r|\n")

OPEN = -1  # the closing quote may follow after the end of the text
NEVER = -2  # there is no closing quote


class QuoteScanner:
    """Finds the closing quotes of a text's cells, from the first cell to the last.

    A run of an odd number of quotes is deciding if its last quote is before a delimiter or a line end, where
    it closes the cell, or right after one, where it opens another cell, so that this one was never closed;
    anywhere else it is stray. This doesn't depend on where the cell began, so the result for one opening
    quote holds for all opening quotes before the deciding one.
    """

    def __init__(self, text: str, dialect: Dialect, is_row: Callable[[str], bool] | None) -> None:
        quote, delimiter = dialect.quote, dialect.delimiter
        self._text = text
        self._delimiter = delimiter
        self._escape = dialect.escape
        self._is_row = is_row
        blanks = "[" + "".join(blank for blank in BLANKS if blank != delimiter) + "]*"
        before = rf"{re.escape(delimiter)}|" if delimiter else ""
        self._runs = re.compile(rf"{re.escape(quote)}+")
        self._closing = re.compile(rf"{re.escape(quote)}{blanks}(?={before}[\r\n]|\Z)")
        # The last look-ahead: its start, its deciding quote, and what it passed.
        self._start, self._deciding, self._closes = 0, -1, False
        self._strays: list[int] = []
        self._line_ends: list[int] = []
        self._rows = (0, 0)  # all lines between these positions are rows
        self._other_line = -1  # the first line after them that is no row, -1 if unknown

    def closing_quote(self, opening: int) -> tuple[int, int]:
        """Return the position of a cell's closing quote, or OPEN or NEVER, and the number of stray quotes."""
        inside = self._runs.match(self._text, opening).end()  # type: ignore[union-attr]  # a quote is there
        strays = (inside - opening + 1) % 2  # one is left beside the doubled ones
        if strays and self._closing.match(self._text, inside - 1):
            return inside - 1, 0
        self._look_ahead(inside)
        strays += len(self._strays) - bisect_left(self._strays, inside)
        first = bisect_left(self._line_ends, inside)
        lines = len(self._line_ends) - first
        if strays > _MOST_STRAY_QUOTES or lines > _MOST_LINES:
            return NEVER, 0
        if self._deciding == len(self._text):
            return OPEN, 0
        if not self._closes or (lines > _MOST_ROWS and self._spans_rows(first)):
            return NEVER, 0
        return self._deciding, strays

    def cell_end(self, closing: int) -> int:
        """Return the end of the cell of a closing quote, which includes blanks after the quote."""
        match = self._closing.match(self._text, closing)
        return match.end() if match else closing + 1

    def _look_ahead(self, start: int) -> None:
        """Find the first deciding quote from a position on, unless the last look-ahead did."""
        if self._start <= start <= self._deciding:
            return
        self._start, self._strays, self._closes = start, [], False
        self._deciding = len(self._text)
        for run in self._runs.finditer(self._text, start):
            first, last = run.start(), run.end() - 1
            is_escaped = bool(self._escape) and self._is_escaped(first)
            if (last + 1 - first - is_escaped) % 2 == 0:
                continue
            if self._closing.match(self._text, last):
                self._deciding, self._closes = last, True
                break
            if first == last and self._opens(first):
                self._deciding = last
                break
            self._strays.append(last)
        self._line_ends = [end.end() for end in _LINE_END.finditer(self._text, start, self._deciding)]

    def _opens(self, position: int) -> bool:
        before = self._text[position - 1 : position]
        return not before or before in "\r\n" or (before == self._delimiter[-1:] and bool(before))

    def _is_escaped(self, position: int) -> bool:
        count = 0
        while position > count and self._text[position - count - 1] == self._escape:
            count += 1
        return count % 2 == 1

    def _spans_rows(self, first: int) -> bool:
        """Return whether all whole lines that a cell spans are rows."""
        if self._is_row is None:
            return False
        start, stop = self._line_ends[first], self._line_ends[-1]
        if not self._rows[0] <= start <= self._rows[1]:
            self._rows = (start, start)
        elif self._other_line >= 0 and start <= self._other_line < stop:
            return False
        self._other_line = -1
        for place in range(bisect_left(self._line_ends, self._rows[1]), len(self._line_ends) - 1):
            line_start, line_end = self._line_ends[place], self._line_ends[place + 1]
            if not self._is_row(self._text[line_start:line_end]):
                self._other_line = line_start
                return False
            self._rows = (self._rows[0], line_end)
        return True
