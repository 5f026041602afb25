"""Read Parquet files: typed columns become the texts of an equivalent CSV."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from services.data.reading.files.archives import RATIO_FROM
from services.data.reading.parquet_cells import RESOLUTIONS, as_texts, resolution
from services.data.reading.parsing.limits import check_batch, check_rows, row_too_large
from services.data.reading.parsing.repairs import Repair
from services.data.reading.sniffing.header import check_width, unique_names
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import Limits

_BATCH_ROWS = 20_000
_BATCH_CELLS = 2_000_000
_BATCH_BYTES = 64 * 1024**2
_GROUP_BYTES = 1024**3  # a row group is decompressed at once


def read_parquet(source: Path, spool: Spool, limits: Limits) -> tuple[Table, tuple[Repair, ...]]:
    """Return the table in a Parquet file and the repairs of its column names.

    Raises InvalidInput for a file that is broken or, by its footer, exceeds the limits.
    """
    try:
        with pq.ParquetFile(source) as file:
            _check(file.metadata, limits)
            columns = file.schema_arrow.names
            check_width(len(columns), limits)
            dictionaries = _byte_arrays(file.schema)
        names, repairs = unique_names(columns)
        with (
            pq.ParquetFile(source, read_dictionary=dictionaries) as file,
            TableWriter(names, spool) as writer,
        ):
            _write(file, writer, source.stat().st_size, limits)
            return writer.finish(), repairs
    except (pa.ArrowException, OSError, ValueError, TypeError, MemoryError) as error:
        raise InvalidInput("parquet_broken") from error


def _write(file: pq.ParquetFile, writer: TableWriter, packed: int, limits: Limits) -> None:
    """Write a file's rows, after checking the size of dictionary-encoded texts once expanded."""
    resolutions = _resolutions(file)
    size, is_measured = 0, False
    for batch in file.iter_batches(batch_size=_rows_at_once(file)):
        size += _size(batch)
        if not is_measured and size > max(packed * limits.ratio, RATIO_FROM):
            _check_text_size(file, limits)  # it may expand enormously, so its size is checked first
            is_measured = True
        if size > limits.unpacked_bytes:
            raise _too_large(size)
        for part in _parts(batch):
            if part.num_rows == 1 and _size(part) > limits.row_bytes:
                raise row_too_large(limits)
            written = as_texts(part, resolutions)
            check_batch(written, limits)
            writer.batch(written)


def _resolutions(file: pq.ParquetFile) -> dict[str, str]:
    """Return the coarsest lossless resolution of the timestamps by column."""
    names = [field.name for field in file.schema_arrow if pa.types.is_timestamp(field.type)]
    finest = dict.fromkeys(names, RESOLUTIONS[0])
    for batch in file.iter_batches(batch_size=_rows_at_once(file), columns=names) if names else ():
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            finest[name] = max(finest[name], resolution(column), key=RESOLUTIONS.index)
    return finest


def _check_text_size(file: pq.ParquetFile, limits: Limits) -> None:
    """Raise InvalidInput if dictionary-encoded texts take too many bytes once expanded."""
    names = [field.name for field in file.schema_arrow if _is_long(field.type)]
    size = 0
    for batch in file.iter_batches(batch_size=_rows_at_once(file), columns=names):
        size += _size(batch)
        if size > limits.unpacked_bytes:
            raise _too_large(size)


def _parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a batch in parts of limited size; a large row is a part of its own."""
    if batch.num_rows > 1 and _size(batch) > _BATCH_BYTES:
        half = batch.num_rows // 2
        yield from _parts(batch.slice(0, half))
        yield from _parts(batch.slice(half))
    else:
        yield batch


def _size(batch: pa.RecordBatch) -> int:
    return sum(_text_size(column) for column in batch.columns if _is_long(column.type))


def _is_long(data_type: pa.DataType) -> bool:
    """Return whether the cells of a type have variable size."""
    return bool(pa.types.is_dictionary(data_type) or pa.types.is_nested(data_type))


def _text_size(column: Any) -> int:
    """Return the size of a column's texts in bytes once expanded; other values count as 8."""
    if pa.types.is_dictionary(column.type):
        lengths = pc.cast(pc.binary_length(column.dictionary), pa.int64())
        return int(pc.sum(pc.take(lengths, column.indices)).as_py() or 0)
    if pa.types.is_struct(column.type):
        return sum(map(_text_size, column.flatten()))
    if pa.types.is_map(column.type):
        start, end = column.offsets[0].as_py(), column.offsets[-1].as_py()
        return sum(_text_size(part.slice(start, end - start)) for part in (column.keys, column.items))
    if pa.types.is_nested(column.type):
        return _text_size(column.flatten())
    return 8 * len(column)


def _byte_arrays(schema: Any) -> list[str]:
    """Return the paths of the columns of texts and bytes, which are read as dictionaries to save memory."""
    columns = [schema.column(place) for place in range(len(schema))]
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY" and _is_plain(column)]


def _is_plain(column: Any) -> bool:
    return column.logical_type.type in ("NONE", "STRING", "JSON", "BSON", "ENUM")


def _rows_at_once(file: pq.ParquetFile) -> int:
    schema = file.schema
    columns: int = len(schema)
    fixed: int = sum(max(schema.column(place).length, 8) for place in range(columns))
    return max(1, min(_BATCH_ROWS, _BATCH_CELLS // columns, 4 * _BATCH_BYTES // fixed))


def _too_large(size: int) -> InvalidInput:
    return InvalidInput("parquet_too_large", size=size, limit=_GROUP_BYTES)


def _check(metadata: Any, limits: Limits) -> None:
    check_rows(metadata.num_rows, limits)
    groups = [metadata.row_group(place) for place in range(metadata.num_row_groups)]
    sizes = [group.total_byte_size for group in groups]
    cells = metadata.num_rows * metadata.num_columns  # with a delimiter a cell takes at least one byte
    if max(sum(sizes), cells) > limits.unpacked_bytes or max(sizes, default=0) > _GROUP_BYTES:
        raise _too_large(max(sum(sizes), cells))
    if metadata.num_columns == 0 or metadata.num_rows == 0:
        raise InvalidInput("no_rows")
    lists = [
        place for place in range(metadata.num_columns) if metadata.schema.column(place).max_repetition_level
    ]
    for group in groups:  # a list of a million equal values is compressed to few bytes
        values = sum(group.column(place).num_values for place in lists)
        if values * 8 > _GROUP_BYTES:
            raise _too_large(values * 8)
