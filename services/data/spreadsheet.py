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

from services.data.table import BLOCK_BYTES

# Both engines read these: Python's for a cell, RE2 for columns.
_FORMULA = "^(?:[\t\r\n]|[\\s\"']*[=+\\-@＝＋－＠])"
_NUMBER = "^[+-]?(?:[0-9]+(?:[.,' ][0-9]+)*[.,]?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?%?$"
_HARMLESS = f"{_NUMBER}|^[+-]$"
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
    """Yield a table's CSV with its cells defused, some megabytes at a time; the source is read once."""
    yield "\ufeff".encode()
    options = arrow_csv.WriteOptions(include_header=False)
    with arrow_csv.open_csv(
        pa.PythonFile(source, mode="r"),
        arrow_csv.ReadOptions(autogenerate_column_names=True, use_threads=False, block_size=BLOCK_BYTES),
        arrow_csv.ParseOptions(newlines_in_values=True),
        arrow_csv.ConvertOptions(default_column_type=pa.large_string()),
    ) as batches:
        for batch in batches:
            columns = [_defused(column) for column in batch.columns]
            piece = io.BytesIO()
            arrow_csv.write_csv(pa.RecordBatch.from_arrays(columns, names=batch.schema.names), piece, options)
            yield piece.getvalue()


def _defused(column: pa.Array) -> pa.Array:
    runs = pc.and_not(pc.match_substring_regex(column, _FORMULA), pc.match_substring_regex(column, _HARMLESS))
    if not pc.any(runs).as_py():
        return column
    apostrophe, nothing = (pa.scalar(each, pa.large_string()) for each in ("'", ""))
    return pc.if_else(runs, pc.binary_join_element_wise(apostrophe, column, nothing), column)
