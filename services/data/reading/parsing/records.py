"""Records: a text split into rows of cells, a bad quote staying the matter of its own row."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.data.reading.dialect import Dialect
from services.data.reading.parsing.quote_scanner import NEVER, OPEN, Closings

_BLANKS = " \t"
_SPACES = "  "  # two or more separate columns that stand below each other
_RUN = re.compile(r" {2,}")
_LINE_END = re.compile(r"[\r\n]|\Z")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FEW_LINES = re.compile(r"(?:[^\r\n]*(?:\r\n|\r|\n)){1,20}")


@dataclass(frozen=True, slots=True)
class Record:
    """One record's cells, its text as it stands in the file, and how many quotes were mended."""

    cells: list[str]
    text: str
    mended: int = 0


class Splitter:
    """Splits a text into records by a dialect.

    A quote opens a cell only at its start and closes it only before a delimiter or the line's end;
    any other is an ordinary character. A cell that would swallow whole rows was never closed. An
    escape takes its meaning from the quote, delimiter or escape behind it, and from a line's end where
    the row has all its cells only with the next line.
    """

    def __init__(self, dialect: Dialect, width: int | None = None) -> None:
        self._dialect = dialect
        self._quote, self._delimiter, self._escape = dialect.quote, dialect.delimiter, dialect.escape
        self._width = width
        self.read = 0
        self._skips_blank = bool(dialect.delimiter) and width != 1
        self._blank = re.compile("[" + "".join(each for each in _BLANKS if each != dialect.delimiter) + "]*")
        if self._escape:
            signs = (self._escape, self._quote, self._delimiter)
            special = "|".join(re.escape(each) for each in signs if each)
            self._plain = self._cells(special)
            self._joined = self._cells(rf"{special}|\r\n|[\r\n]")
            marked = rf"{re.escape(self._escape)}({special}|\r\n|[\r\n])"
            self._escaped = re.compile(marked)
            doubled = rf"{re.escape(self._quote)}({re.escape(self._quote)})" if self._quote else "()(?!)"
            self._escaped_or_doubled = re.compile(f"{marked}|{doubled}")

    def _cells(self, special: str) -> re.Pattern[str]:
        """Return the pattern of a cell without quotes, in which these signs may stand behind an escape."""
        others = rf"(?!{re.escape(self._delimiter)})[^\r\n]" if self._delimiter else r"[^\r\n]"
        return re.compile(rf"(?:{re.escape(self._escape)}(?:{special})|{others})*")

    def records(self, text: str, is_last: bool = True) -> Iterator[Record]:
        """Yield the records of a text of whole lines; blank lines are none.

        Where more lines are to come (not `is_last`), a quote still open at the end ends the records.
        `read` tells how many characters the records and blank lines so far take.
        """
        self.read = 0
        is_row = self._is_row if self._width is not None and self._width > 1 else None
        closings = Closings(text, self._dialect, is_row) if self._quote else None
        lines = io.StringIO(text, newline="")
        while line := lines.readline():
            bare = line.rstrip("\r\n")
            if not bare or (self._skips_blank and not bare.strip() and self._delimiter not in bare):
                self.read += len(line)
                continue
            quoted = closings is not None and self._quote in bare
            if not quoted and not (self._escape and self._escape in bare):
                record = Record(self._split(bare), line)
            else:
                found = self._escaped_record(text, self.read, len(bare), closings, is_last)
                if found is None:
                    return
                record = found
                taken = len(line)
                while taken < len(record.text):
                    taken += len(lines.readline())
            self.read += len(record.text)
            yield record

    def _split(self, text: str) -> list[str]:
        if self._delimiter == _SPACES:
            return _RUN.split(text.strip())
        return text.split(self._delimiter) if self._delimiter else [text]

    def _is_row(self, line: str) -> bool:
        return len(self._split(line)) == self._width

    def _escaped_record(
        self, text: str, begin: int, length: int, closings: Closings | None, is_last: bool
    ) -> Record | None:
        """Return the record at a place, over lines whose ends are escaped where it is whole only so."""
        record = self._record(text, begin, length, closings, is_last)
        if record is None or not self._escape or not self._goes_on(record.text):
            return record
        few = _FEW_LINES.match(text, begin)
        joined = few and self._record(text, begin, length, closings, is_last, few.end())
        if joined and self._width in (None, len(joined.cells)):
            return None if self._goes_on(joined.text) and not is_last else joined
        return None if begin + len(record.text) == len(text) and not is_last else record

    def _goes_on(self, line: str) -> bool:
        bare = line.rstrip("\r\n")
        return (len(bare) - len(bare.rstrip(self._escape))) % 2 == 1

    def _record(
        self,
        text: str,
        begin: int,
        length: int,
        closings: Closings | None,
        is_last: bool,
        stop: int | None = None,
    ) -> Record | None:
        """Return the record that begins at a place, None where its end may be still to come."""
        cells: list[str] = []
        at, end, mended = begin, begin + length, 0
        while True:
            if end < at:  # the cell before spans lines
                end = _line_end(text, at)
            if self._delimiter and self._delimiter != _SPACES and not self._escape:
                at = self._past_plain(text, at, end, cells)
            start = at
            opening = self._blank.match(text, at).end()  # type: ignore[union-attr]  # matches anything
            closing, strays = NEVER, 0
            if closings is not None and text.startswith(self._quote, opening):
                closing, strays = closings.after(opening)
            if closing == OPEN and not is_last:
                return None
            if closing >= 0 and closings is not None:
                at = closings.end(closing)
                cells.append(self._content(text[opening + 1 : closing]))
                mended += strays + (opening > start or at > closing + 1)
            else:
                at = self._cell_end(text, start, end, stop)
                mended += text.count(self._quote, start, at) if self._quote else 0
                cells.append(self._unescaped(text[start:at]))
            if not (self._delimiter and text.startswith(self._delimiter, at)):
                return Record(cells, text[begin : _LINE.match(text, at).end()], mended)  # type: ignore[union-attr]
            at += len(self._delimiter)

    def _past_plain(self, text: str, at: int, end: int, cells: list[str]) -> int:
        """Add the cells before the one with the next quote, all at once; return where that one begins."""
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
        found = text.find(self._delimiter, start, end) if self._delimiter else -1
        return found if found >= 0 else end

    def _content(self, quoted: str) -> str:
        if self._escape and self._escape in quoted:
            return self._escaped_or_doubled.sub(r"\1\2", quoted)
        return quoted.replace(self._quote * 2, self._quote)

    def _unescaped(self, plain: str) -> str:
        return self._escaped.sub(r"\1", plain) if self._escape and self._escape in plain else plain


def _line_end(text: str, start: int) -> int:
    return _LINE_END.search(text, start).start()  # type: ignore[union-attr]  # the text's end is one
