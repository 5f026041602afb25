"""CSV for spreadsheets, in which cells that would run as formulas are escaped.

A spreadsheet runs a cell that starts with one of `= + - @`, in East Asian settings also in their
full-width forms, with a tab or a line break, or with these after quotes, spaces or characters that show
nothing. Such a cell gets an
apostrophe in front, as OWASP advises under "CSV injection". Plain numbers stay.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

# Control characters, blanks and characters without a glyph, which a spreadsheet may drop. Two engines use
# them: Python's for a cell, RE2 for a column.
_SPACE = (
    "\\x00- \x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\uffa0"
)
_FORMULA = f"^(?:[\t\r\n]|[{_SPACE}\"']*[=+\\-@＝＋－＠])"
_NUMBER = "^[+-]?(?:[0-9]+(?:[.,' ][0-9]+)*[.,]?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?%?$"
_HARMLESS = f"{_NUMBER}|^[+-]$"
PIECE_BYTES = 1024**2
_runs, _harmless = re.compile(_FORMULA), re.compile(_HARMLESS)


def escaped(cell: str) -> str:
    """Return a cell with an apostrophe in front where a spreadsheet would run it as a formula."""
    return f"'{cell}" if _runs.match(cell) and not _harmless.match(cell) else cell


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Any]], raw: bool = False) -> bytes:
    """Return a small table as UTF-8 CSV with a byte order mark, which tells Excel the encoding.

    None becomes an empty cell. With `raw` cells aren't escaped, and there is no mark.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (header, *rows):
        cells = ["" if cell is None else str(cell) for cell in row]
        writer.writerow(cells if raw else [escaped(cell) for cell in cells])
    return text.getvalue().encode("utf-8" if raw else "utf-8-sig", "replace")


def stream(source: IO[bytes]) -> Iterator[bytes]:
    """Yield a stored table (RFC 4180, rows end in CRLF) with escaped cells, about a megabyte at a time."""
    yield "\ufeff".encode()
    for rows in _whole_rows(source):
        # One piece at a time: Arrow's streaming reader reads dozens of blocks ahead.
        table = arrow_csv.read_csv(
            pa.BufferReader(rows),
            arrow_csv.ReadOptions(
                autogenerate_column_names=True, use_threads=False, block_size=len(rows) + 1
            ),
            arrow_csv.ParseOptions(newlines_in_values=True),
            arrow_csv.ConvertOptions(default_column_type=pa.large_string()),
        )
        columns = [_escaped(column) for column in table.columns]
        piece = pa.BufferOutputStream()
        escaped_table = pa.Table.from_arrays(columns, names=table.schema.names)
        arrow_csv.write_csv(escaped_table, piece, arrow_csv.WriteOptions(include_header=False))
        yield piece.getvalue().to_pybytes()


def _whole_rows(source: IO[bytes]) -> Iterator[bytes]:
    """Yield a CSV in pieces of whole rows; a row ends at a CRLF that follows an even number of quotes."""
    rest = b""
    while piece := source.read(PIECE_BYTES):
        rest += piece
        end, quotes = len(rest), rest.count(b'"')
        while (newline := rest.rfind(b"\r\n", 0, end)) >= 0:
            quotes -= rest.count(b'"', newline, end)
            end = newline
            if quotes % 2 == 0:
                yield rest[: newline + 2]
                rest = rest[newline + 2 :]
                break
    if rest:
        yield rest


def _escaped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    runs = pc.and_not(pc.match_substring_regex(column, _FORMULA), pc.match_substring_regex(column, _HARMLESS))
    if not pc.any(runs).as_py():
        return column
    apostrophe, nothing = (pa.scalar(text, pa.large_string()) for text in ("'", ""))
    return pc.if_else(runs, pc.binary_join_element_wise(apostrophe, column, nothing), column)
