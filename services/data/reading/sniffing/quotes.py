"""Detect the quote and the escape character of a file."""

import re
from collections.abc import Iterable

from services.data.reading.parsing.dialect import BLANK_RUNS

BACKSLASH = "\\"
SPACE = " "
SINGLE = "'"
# A cell between blanks: in single quotes, or without any but apostrophes in words.
_QUOTED_CELL = re.compile(r"('(?:[^'\\]|''|\\.)*')(?: +|$)")
_PLAIN_CELL = re.compile(r"((?:[^' ]|(?<=\w)'(?=\w))+)(?: +|$)")
_NUMBER = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?")
_MANY_ROWS = 10  # in so many rows, texts in quotes are cells rather than prose


def detect_quote(lines: list[str], delimiters: Iterable[str]) -> str:
    """Return the quote: the double quote, unless all cells are in single quotes."""
    text = "".join(lines)
    if '"' in text or "'" not in text:
        return '"'
    borders = _character_class(delimiters)
    opened = re.findall(rf"(?:^|[{borders}])'", text, re.MULTILINE)
    whole = re.findall(rf"(?:^|(?<=[{borders}]))'(?:[^'\r\n]|'')*'(?=[{borders}\r\n]|\Z)", text, re.MULTILINE)
    rows = len([line for line in lines if line.strip()])
    return "'" if len(whole) == len(opened) and len(whole) >= max(2, rows / 2) else '"'


def blanks_between_single_quotes(lines: list[str]) -> str:
    """Return the space or BLANK_RUNS where these separate cells, some in single quotes, else "".

    All lines then have as many cells; the first one may lack the name of the row names.
    """
    text = "".join(lines)
    if '"' in text or "\t" in text or not re.search("(?:^| )'", text, re.MULTILINE):
        return ""
    filled = [line.rstrip("\r\n") for line in lines if line.strip()]
    first, *rows = (_blank_cells(line.strip()) for line in filled)
    widths = {len(cells) for cells in rows}
    if len(widths) != 1 or len(first) not in {width - place for width in widths for place in (0, 1)}:
        return ""
    if min(widths) < 2 or not _have_quoted_cells(rows if len(rows) > 1 else [first, *rows]):
        return ""
    is_single = all(line == SPACE.join(cells) for line, cells in zip(filled, [first, *rows], strict=True))
    return SPACE if is_single else BLANK_RUNS


def _blank_cells(line: str) -> list[str]:
    """Return the cells of a line between blanks as they are, none if one has a quote in another place."""
    cells, place = list[str](), 0
    while place < len(line):
        cell = _QUOTED_CELL.match(line, place) or _PLAIN_CELL.match(line, place)
        if cell is None:
            return []
        cells.append(cell[1])
        place = cell.end()
    return cells


def _have_quoted_cells(rows: list[list[str]]) -> bool:
    """Return whether cells are in quotes often enough beside numbers, or throughout their columns."""
    columns = list(zip(*rows, strict=False))
    if any(all(map(_NUMBER.fullmatch, column)) for column in columns):
        with_blanks = sum(any(SPACE in cell for cell in cells) for cells in rows)
        quoted = sum(any(cell.startswith(SINGLE) for cell in cells) for cells in rows)
        return with_blanks > 1 or quoted >= max(2, len(rows) / 2)
    throughout = [all(cell.startswith(SINGLE) for cell in column) for column in columns]
    return throughout[0] or sum(throughout) > 1 or (any(throughout) and len(rows) >= _MANY_ROWS)


def detect_escape(lines: list[str], quote: str, delimiters: Iterable[str]) -> str:
    """Return a backslash if more quotes inside cells are escaped by it than doubled, else ""."""
    text, quote = "".join(lines), re.escape(quote)
    borders = _character_class(delimiters)
    escaped = len(re.findall(rf"[^{borders}\r\n]\\{quote}(?![{borders}\r\n]|\Z)", text))
    doubled = len(re.findall(rf"(?<![{borders}\r\n{quote}]){quote}{quote}(?![{borders}\r\n]|\Z)", text))
    return BACKSLASH if escaped > doubled else ""


def has_escaped_delimiter(lines: list[str], delimiter: str) -> bool:
    """Return whether a backslash, which may be an escape, precedes a delimiter."""
    return bool(delimiter) and any(f"{BACKSLASH}{delimiter}" in line for line in lines)


def _character_class(characters: Iterable[str]) -> str:
    return "".join(re.escape(character) for character in characters)
