"""Read Parquet files: typed columns become the texts of an equivalent CSV."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from services.data.reading import parquet_sizes
from services.data.reading.files.archives import RATIO_FROM
from services.data.reading.parquet_cells import RESOLUTIONS, as_texts, resolution
from services.data.reading.parsing.limits import check_batch, row_too_large
from services.data.reading.parsing.repairs import Repair
from services.data.reading.sniffing.header import check_width, unique_names
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import Limits

_FAILURES = (pa.ArrowException, OSError, ValueError, TypeError, ArithmeticError, MemoryError, RecursionError)
# Spark, Hive and Impala write 9999-12-31 in 96 bits, which nanoseconds since 1970 can't hold.
_OPTIONS: Any = {"coerce_int96_timestamp_unit": "us"}


def read_parquet(source: Path, spool: Spool, limits: Limits) -> tuple[Table, tuple[Repair, ...]]:
    """Return the table in a Parquet file and the repairs of its column names.

    Raises InvalidInput for a file that is broken, that Arrow can't read or that exceeds the limits.
    """
    try:
        with pq.ParquetFile(source, **_OPTIONS) as file:
            parquet_sizes.check_footer(file.metadata, limits)
            columns = file.schema_arrow.names
            check_width(len(columns), limits)
            dictionaries = parquet_sizes.dictionary_columns(file.metadata, limits)
        names, repairs = unique_names(columns)
        with (
            pq.ParquetFile(source, read_dictionary=dictionaries, **_OPTIONS) as file,
            TableWriter(names, spool) as writer,
        ):
            _write(file, writer, source.stat().st_size, limits)
            return writer.finish(), repairs
    except _FAILURES as error:
        raise _refusal(source) from error


def _write(file: pq.ParquetFile, writer: TableWriter, packed: int, limits: Limits) -> None:
    """Write a file's rows, after checking the size of dictionary-encoded texts once expanded."""
    rows = parquet_sizes.rows_at_once(file, limits)
    resolutions = _resolutions(file, rows)
    size, is_measured = 0, False
    for batch in _batches(file, rows):
        size += parquet_sizes.batch_size(batch)
        if not is_measured and size > max(packed * limits.ratio, RATIO_FROM):
            parquet_sizes.check_text_size(file, rows, limits)  # it may expand enormously
            is_measured = True
        if size > limits.unpacked_bytes:
            raise parquet_sizes.too_large(size)
        for part in parquet_sizes.parts(batch):
            if part.num_rows == 1 and parquet_sizes.batch_size(part) > limits.row_bytes:
                raise row_too_large(limits)
            written = as_texts(part, resolutions)
            check_batch(written, limits)
            writer.batch(written)


def _batches(file: pq.ParquetFile, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows; a struct without fields, of which a file holds nothing, is a column of nulls."""
    fields = list(file.schema_arrow)
    if all(_has_values(field.type) for field in fields):
        yield from file.iter_batches(batch_size=rows)
        return
    names = [field.name for field in fields]
    for batch in file.iter_batches(batch_size=rows):
        columns = iter(batch.columns)
        arrays = [next(columns) if _has_values(field.type) else pa.nulls(len(batch)) for field in fields]
        yield pa.RecordBatch.from_arrays(arrays, names)


def _has_values(data_type: pa.DataType) -> bool:
    """Return whether a type has any values of its own, which a struct without fields hasn't."""
    if not pa.types.is_nested(data_type):
        return True
    return any(_has_values(data_type.field(place).type) for place in range(data_type.num_fields))


def _resolutions(file: pq.ParquetFile, rows: int) -> dict[str, str]:
    """Return the coarsest lossless resolution of the timestamps by column."""
    names = [field.name for field in file.schema_arrow if pa.types.is_timestamp(field.type)]
    finest = dict.fromkeys(names, RESOLUTIONS[0])
    for batch in file.iter_batches(batch_size=rows, columns=names) if names else ():
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if pa.types.is_timestamp(column.type):  # another column's name may begin with this one's
                finest[name] = max(finest[name], resolution(column), key=RESOLUTIONS.index)
    return finest


def _refusal(source: Path) -> InvalidInput:
    """Return why a file can't be read, with the first column that can't."""
    with source.open("rb") as data:
        if data.read(4) == b"PARE":
            return InvalidInput("parquet_encrypted")
    column = ""
    try:
        with pq.ParquetFile(source, **_OPTIONS) as file:
            for column in file.schema_arrow.names:
                for batch in islice(file.iter_batches(batch_size=1, columns=[column]), 1):
                    as_texts(batch, {})
    except _FAILURES as error:
        if column:
            return InvalidInput("parquet_column_unreadable", column=column, detail=str(error)[:200])
    return InvalidInput("parquet_broken")
