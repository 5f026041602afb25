"""Spreadsheets: CSV whose cells no spreadsheet runs as formulas.

A program that opens a CSV file runs a cell that starts with one of `= + - @`, in East Asian settings
also in their full-width forms, with a tab or a line break, or with these after quotes or spaces. Such
a cell gets an apostrophe in front, as OWASP's "CSV injection" advises. Plain numbers stay.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

# Both engines read these: Python's for a cell, RE2 for columns.
_FORMULA = "^(?:[\t\r\n]|[\\s\"']*[=+\\-@＝＋－＠])"
_NUMBER = "^[+-]?(?:[0-9]+(?:[.,' ][0-9]+)*[.,]?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?%?$"
_HARMLESS = f"{_NUMBER}|^[+-]$"
PIECE_BYTES = 1024**2
_runs, _harmless = re.compile(_FORMULA), re.compile(_HARMLESS)


def defused(cell: str) -> str:
    """Return a cell as every spreadsheet shows it unchanged, as text."""
    return f"'{cell}" if _runs.match(cell) and not _harmless.match(cell) else cell


def written(header: Sequence[str], rows: Iterable[Sequence[Any]], raw: bool = False) -> bytes:
    """Return a small table as UTF-8 CSV with a byte order mark, by which Excel knows the encoding.

    None is an empty cell. With `raw` the cells are written as they are, and without the mark.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (header, *rows):
        cells = ["" if cell is None else str(cell) for cell in row]
        writer.writerow(cells if raw else [defused(cell) for cell in cells])
    return text.getvalue().encode("utf-8" if raw else "utf-8-sig", "replace")


def streamed(source: IO[bytes]) -> Iterator[bytes]:
    """Yield a table's CSV with its cells defused, about a megabyte at a time; the source is read once.

    The source is as tables are stored: RFC 4180, with CRLF between rows.
    """
    yield "\ufeff".encode()
    for rows in _whole_rows(source):
        # Piece by piece, since a streaming reader of Arrow's reads dozens of blocks ahead.
        table = arrow_csv.read_csv(
            pa.BufferReader(rows),
            arrow_csv.ReadOptions(
                autogenerate_column_names=True, use_threads=False, block_size=len(rows) + 1
            ),
            arrow_csv.ParseOptions(newlines_in_values=True),
            arrow_csv.ConvertOptions(default_column_type=pa.large_string()),
        )
        columns = [_defused(column) for column in table.columns]
        piece = pa.BufferOutputStream()
        defused_table = pa.Table.from_arrays(columns, names=table.schema.names)
        arrow_csv.write_csv(defused_table, piece, arrow_csv.WriteOptions(include_header=False))
        yield piece.getvalue().to_pybytes()


def _whole_rows(source: IO[bytes]) -> Iterator[bytes]:
    """Yield a CSV's bytes in pieces that end where a row does: at a CRLF after an even number of quotes."""
    rest = b""
    while piece := source.read(PIECE_BYTES):
        rest += piece
        end, quotes = len(rest), rest.count(b'"')
        while (found := rest.rfind(b"\r\n", 0, end)) >= 0:
            quotes -= rest.count(b'"', found, end)
            end = found
            if quotes % 2 == 0:
                yield rest[: found + 2]
                rest = rest[found + 2 :]
                break
    if rest:
        yield rest


def _defused(column: pa.ChunkedArray) -> pa.ChunkedArray:
    runs = pc.and_not(pc.match_substring_regex(column, _FORMULA), pc.match_substring_regex(column, _HARMLESS))
    if not pc.any(runs).as_py():
        return column
    apostrophe, nothing = (pa.scalar(each, pa.large_string()) for each in ("'", ""))
    return pc.if_else(runs, pc.binary_join_element_wise(apostrophe, column, nothing), column)
