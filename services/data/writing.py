"""Writing: a table of text as UTF-8 CSV by RFC 4180, quoted only where needed."""

import csv
import hashlib
import io
from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from services.data.numbers import PLAIN, NumberFormat
from services.data.spool import Spool
from services.data.table import Table

_ROWS = 100_000
_NEEDS_QUOTES = '[",\r\n]'


def store(frame: pd.DataFrame, numbers: NumberFormat = PLAIN) -> Table:
    """Write a frame of text to a table of its own on disk."""
    spool = Spool()
    path = spool.folder / "table.csv"
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in csv_pieces(frame):
            file.write(piece)
            digest.update(piece)
    if numbers != PLAIN:  # the same cells read another way are another table
        digest.update(f"{numbers.decimal} {numbers.thousands}".encode())
    names = tuple(str(name) for name in frame.columns)
    return Table(path, names, len(frame), digest.hexdigest()[:32], numbers, spool)


def csv_pieces(frame: pd.DataFrame) -> Iterator[bytes]:
    """Yield the header, then the rows in pieces of 100,000; a missing cell is empty."""
    header = io.StringIO()
    csv.writer(header, lineterminator="\r\n").writerow(frame.columns)
    yield header.getvalue().encode()
    for start in range(0, len(frame), _ROWS):
        yield _rows(frame.iloc[start : start + _ROWS])


def _rows(frame: pd.DataFrame) -> bytes:
    cells = [_written(frame.iloc[:, index], lonely=frame.shape[1] == 1) for index in range(frame.shape[1])]
    lines = pc.binary_join_element_wise(*cells, pa.scalar(",", pa.large_string()))
    return ("\r\n".join(lines.to_pylist()) + "\r\n").encode()


def _written(column: pd.Series, lonely: bool) -> pa.Array:
    """Return a column's cells as they stand in the file; a lonely empty cell would be a blank line."""
    array = pa.array(column, type=pa.large_string(), from_pandas=True)
    filled = pc.fill_null(array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array, "")
    needs = pc.match_substring_regex(filled, _NEEDS_QUOTES)
    if lonely:
        needs = pc.or_(needs, pc.equal(filled, ""))
    doubled = pc.replace_substring(filled, '"', '""')
    quote = pa.scalar('"', pa.large_string())
    nothing = pa.scalar("", pa.large_string())
    return pc.if_else(needs, pc.binary_join_element_wise(quote, doubled, quote, nothing), filled)
