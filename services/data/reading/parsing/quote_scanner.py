"""Closings: where the cell ends that a quote opens, looked ahead for once however many quotes are open."""

import re
from bisect import bisect_left
from collections.abc import Callable

from services.data.reading.dialect import Dialect

_CELL_LINES = 10_000
_CELL_QUOTES = 100  # so many stray ones in a cell, and it was never closed
_SWALLOWED = 2  # a cell over so many lines that each look like a row was never closed
_BLANKS = " \t"
_LINE_END = re.compile(r"\r\n|\r|\n")

OPEN = -1  # it may close behind the text
NEVER = -2


class Closings:
    """Finds the closing quote of cells in a text, asked for from its start to its end.

    A run of quotes inside a cell decides where it is odd: its last one closes the cell before a
    delimiter or a line's end; right behind one of these it opens another, so that the cell was never
    closed; anywhere else it is a stray character. That doesn't depend on where the cell began, so that
    what was found for one opening quote holds for all before the quote that decides.
    """

    def __init__(self, text: str, dialect: Dialect, is_row: Callable[[str], bool] | None) -> None:
        quote, delimiter = dialect.quote, dialect.delimiter
        self._text = text
        self._delimiter = delimiter
        self._escape = dialect.escape
        self._is_row = is_row
        blanks = "[" + "".join(each for each in _BLANKS if each != delimiter) + "]*"
        after = rf"{re.escape(delimiter)}|" if delimiter else ""
        self._runs = re.compile(rf"{re.escape(quote)}+")
        self._ends = re.compile(rf"{re.escape(quote)}{blanks}(?={after}[\r\n]|\Z)")
        self._from, self._decided, self._closes = 0, -1, False
        self._strays: list[int] = []
        self._line_ends: list[int] = []
        self._even = (0, 0)  # between these places each line is a row of its own
        self._uneven = -1  # and here is the first one behind them that isn't

    def after(self, opening: int) -> tuple[int, int]:
        """Return where the cell's closing quote stands, or OPEN or NEVER, and how many strays come before.

        The place behind it is the `end` of it.
        """
        inside = self._runs.match(self._text, opening).end()  # type: ignore[union-attr]  # a quote stands there
        strays = (inside - opening + 1) % 2  # one is left beside the doubled
        if strays and self._ends.match(self._text, inside - 1):
            return inside - 1, 0
        self._look_from(inside)
        strays += len(self._strays) - bisect_left(self._strays, inside)
        first = bisect_left(self._line_ends, inside)
        lines = len(self._line_ends) - first
        if strays > _CELL_QUOTES or lines > _CELL_LINES:
            return NEVER, 0
        if self._decided == len(self._text):
            return OPEN, 0
        if not self._closes or (lines > _SWALLOWED and self._swallows(first)):
            return NEVER, 0
        return self._decided, strays

    def end(self, closing: int) -> int:
        """Return where the cell ends that this quote closes, behind blanks that follow it."""
        match = self._ends.match(self._text, closing)
        return match.end() if match else closing + 1

    def _look_from(self, start: int) -> None:
        """Find the first quote from a place on that decides, unless that is known."""
        if self._from <= start <= self._decided:
            return
        self._from, self._strays, self._closes = start, [], False
        self._decided = len(self._text)
        for run in self._runs.finditer(self._text, start):
            first, last = run.start(), run.end() - 1
            escaped = bool(self._escape) and self._is_escaped(first)
            if (last + 1 - first - escaped) % 2 == 0:
                continue
            if self._ends.match(self._text, last):
                self._decided, self._closes = last, True
                break
            if first == last and self._opens(first):
                self._decided = last
                break
            self._strays.append(last)
        self._line_ends = [each.end() for each in _LINE_END.finditer(self._text, start, self._decided)]

    def _opens(self, at: int) -> bool:
        before = self._text[at - 1 : at]
        return not before or before in "\r\n" or (before == self._delimiter[-1:] and bool(before))

    def _is_escaped(self, at: int) -> bool:
        count = 0
        while at > count and self._text[at - count - 1] == self._escape:
            count += 1
        return count % 2 == 1

    def _swallows(self, first: int) -> bool:
        """Tell whether the whole lines that a cell spans are rows of their own."""
        if self._is_row is None:
            return False
        start, stop = self._line_ends[first], self._line_ends[-1]
        if not self._even[0] <= start <= self._even[1]:
            self._even = (start, start)
        elif self._uneven >= 0 and start <= self._uneven < stop:
            return False
        self._uneven = -1
        for place in range(bisect_left(self._line_ends, self._even[1]), len(self._line_ends) - 1):
            line_start, line_end = self._line_ends[place], self._line_ends[place + 1]
            if not self._is_row(self._text[line_start:line_end]):
                self._uneven = line_start
                return False
            self._even = (self._even[0], line_end)
        return True
