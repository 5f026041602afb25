"""Cells that runs of spaces and tabs separate, as R, UCI and fixed-width files write them."""

import re

_LINE_BLANKS = re.compile(rb"[ \t]*(\r?\n)[ \t]*")
_CELL = re.compile(r"[^ \t]+")
_BLANKS = re.compile(rb"[ \t]+")


class BlankRuns:
    """Splits a line where blanks are, unless they are between quotes."""

    def __init__(self, quote: str, escape: str) -> None:
        self._quote, self._escape = quote, escape
        quoted = ""
        if quote:
            inside = rf"[^{re.escape(quote + escape)}]|{re.escape(quote)}{{2}}"
            if escape:
                inside += rf"|{re.escape(escape)}."
            quoted = rf"{re.escape(quote)}(?:{inside})*{re.escape(quote)}(?=[ \t]|\Z)|"
        self._cell = re.compile(rf"{quoted}[^ \t]+")

    def split(self, line: str) -> tuple[list[str], int]:
        """Return the cells of a line without its end, and the number of stray quotes."""
        if not self._quote or self._quote not in line:
            return _CELL.findall(line), 0
        cells, stray_quotes = list[str](), 0
        for cell in self._cell.findall(line):
            if len(cell) > 1 and cell[0] == cell[-1] == self._quote:
                cells.append(self._content(cell[1:-1]))
            else:
                cells.append(cell)
                stray_quotes += cell.count(self._quote)
        return cells, stray_quotes

    def _content(self, quoted: str) -> str:
        if self._escape:
            quoted = re.sub(rf"{re.escape(self._escape)}(.)", r"\1", quoted)
        return quoted.replace(self._quote * 2, self._quote)


def with_tabs(data: bytes) -> bytes:
    """Return lines without quotes with one tab for each run of blanks between cells."""
    return _BLANKS.sub(b"\t", _LINE_BLANKS.sub(rb"\1", data.strip(b" \t")))
