"""Records: lines of text split into cells, a bad quote staying the matter of its own row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.data.dialect import Dialect

_SWALLOWED = 2  # a cell over so many lines that each look like a row was never closed
_CELL_LINES = 10_000
_FEW_LINES = 20
_OPEN_ONES = 20  # of a row with so many quotes that never close all further ones are characters
_BLANKS = " \t"
_SPACES = "  "  # two or more separate columns that stand below each other
_RUN = re.compile(r" {2,}")
_CELL_QUOTES = 100  # so many stray ones in a cell, and it was never closed


@dataclass(frozen=True, slots=True)
class Record:
    """One record's cells, its text as it stands in the file, and how many quotes were mended."""

    cells: list[str]
    text: str
    mended: int = 0


class Splitter:
    """Splits lines into records by a dialect.

    A quote opens a cell only at its start and closes it only before a delimiter or the line's end;
    any other is an ordinary character. A cell that would swallow whole rows was never closed.
    """

    def __init__(self, dialect: Dialect, width: int | None = None) -> None:
        self._quote = dialect.quote
        self._delimiter = dialect.delimiter
        self._escape = dialect.escape
        self._width = width
        self.read = 0
        self._cell_lines = _CELL_LINES
        self._skips_blank = bool(dialect.delimiter) and width != 1
        blanks = "[" + "".join(each for each in _BLANKS if each != dialect.delimiter) + "]*"
        after = rf"{re.escape(dialect.delimiter)}|" if dialect.delimiter else ""
        self._blank = re.compile(blanks)
        self._ends = re.compile(rf"{re.escape(dialect.quote)}{blanks}(?={after}[\r\n]|\Z)")

    def records(self, lines: Iterator[str], is_last: bool = True) -> Iterator[Record]:
        """Yield the records of lines that keep their ends; blank lines are none.

        Where more lines are to come (not `is_last`), a quote still open at the end ends the records.
        `read` tells how many characters the records and blank lines so far take.
        """
        self.read = 0
        waiting = _Lines(lines)
        while (line := waiting.take()) is not None:
            bare = line.rstrip("\r\n")
            if not bare or (self._skips_blank and not bare.strip() and self._delimiter not in bare):
                self.read += len(line)
                continue
            if not self._quote or self._quote not in bare:
                record = Record(self._split(bare), line)
            else:
                record = self._record(line, waiting)
                if waiting.is_short and not is_last:
                    return
            self.read += len(record.text)
            yield record

    def _split(self, text: str) -> list[str]:
        if self._delimiter == _SPACES:
            return _RUN.split(text.strip())
        return text.split(self._delimiter) if self._delimiter else [text]

    def _record(self, line: str, waiting: "_Lines") -> Record:
        cells: list[str] = []
        text, at, mended, open_ones, end = line, 0, 0, 0, -1
        while True:
            if end < at:  # lines were taken since; looked for once a line, however many cells it has
                end = _line_end(text, at)
            if self._delimiter and self._delimiter != _SPACES:
                at = self._past_plain(text, at, end, cells)
            start = at
            opening = self._blank.match(text, at).end()  # type: ignore[union-attr]  # matches anything
            cell = None
            if open_ones < _OPEN_ONES and text.startswith(self._quote, opening):
                cell = self._quoted(text, opening, waiting)
                open_ones += cell is None
                if cell is not None:
                    text = cell.text
                    cells.append(cell.content)
                    mended += cell.mended + (opening > start)
                    at = cell.end
            if cell is None:
                at = self._cell_end(text, start, end)
                plain = text[start:at]
                mended += plain.count(self._quote)
                cells.append(plain)
            if not (self._delimiter and text.startswith(self._delimiter, at)):
                return Record(cells, text, mended)
            at += len(self._delimiter)

    def _past_plain(self, text: str, at: int, end: int, cells: list[str]) -> int:
        """Add the cells before the one with the next quote, all at once; return where that one begins."""
        quote = text.find(self._quote, at, end)
        last = text.rfind(self._delimiter, at, end if quote < 0 else quote)
        if last < 0:
            return at
        cells.extend(text[at:last].split(self._delimiter))
        return last + len(self._delimiter)

    def _cell_end(self, text: str, start: int, end: int) -> int:
        found = text.find(self._delimiter, start, end) if self._delimiter else -1
        return found if found >= 0 else end

    def _quoted(self, text: str, opening: int, waiting: "_Lines") -> "_Quoted | None":
        """Return the cell that the quote opens, or None where it never closes."""
        taken: list[str] = []
        at, mended = opening + 1, 0
        while True:
            found = text.find(self._quote, at)
            if found < 0:
                more = waiting.take() if len(taken) < self._cell_lines else None
                if more is None or self._opens_another(more):
                    waiting.give_back([*taken, more] if more is not None else taken)
                    if (
                        len(taken) >= self._cell_lines
                    ):  # the more quotes stay open, the nearer the next closes
                        self._cell_lines = max(self._cell_lines // 2, _FEW_LINES)
                    return None
                taken.append(more)
                at = len(text)
                text += more
                continue
            if self._escape and _odd_escapes(text, found, opening, self._escape):
                at = found + 1
            elif text.startswith(self._quote, found + 1):
                at = found + 2
            elif close := self._ends.match(text, found):
                if self._swallows(taken):
                    waiting.give_back(taken)
                    return None
                content = text[opening + 1 : found].replace(self._quote * 2, self._quote)
                blanks = close.end() - found - 1
                return _Quoted(self._unescaped(content), close.end(), text, mended + bool(blanks))
            else:  # inside the cell, and not doubled
                if mended >= _CELL_QUOTES or self._is_opening(text, found):
                    waiting.give_back(taken)
                    return None
                mended += 1
                at = found + 1

    def _unescaped(self, content: str) -> str:
        if not self._escape or self._escape not in content:
            return content
        escaped = re.escape(self._escape)
        return re.sub(rf"{escaped}([{escaped}{re.escape(self._quote)}])", r"\1", content)

    def _opens_another(self, line: str) -> bool:
        """Tell whether a line's first quote opens a cell, which no line inside a cell does."""
        found = line.find(self._quote)
        return found >= 0 and self._is_opening(line, found) and not self._ends.match(line, found)

    def _is_opening(self, text: str, at: int) -> bool:
        if text.startswith(self._quote, at + 1):
            return False
        before = text[at - 1 : at]
        return not before or before in "\r\n" or (before == self._delimiter[-1:] and bool(before))

    def _swallows(self, taken: list[str]) -> bool:
        """Tell whether the lines that a cell spans are rows of their own."""
        if self._width is None or self._width < 2 or len(taken) <= _SWALLOWED:
            return False
        return all(len(self._split(line)) == self._width for line in taken[:-1])


@dataclass(frozen=True, slots=True)
class _Quoted:
    content: str
    end: int
    text: str
    mended: int


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: list[str] = []
        self.is_short = False  # whether a line was asked for that isn't there

    def take(self) -> str | None:
        """Return the next line, or None at the end."""
        line = self._back.pop() if self._back else next(self._lines, None)
        self.is_short = self.is_short or line is None
        return line

    def give_back(self, lines: list[str]) -> None:
        """Let lines be taken again, in their order."""
        self._back.extend(reversed(lines))


def _line_end(text: str, start: int) -> int:
    ends = [at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0]
    return min(ends) if ends else len(text)


def _odd_escapes(text: str, at: int, start: int, escape: str) -> bool:
    count = 0
    while at - count - 1 > start and text[at - count - 1] == escape:
        count += 1
    return count % 2 == 1
