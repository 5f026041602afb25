"""Limit the memory of a Parquet file, of which few bytes may hold gigabytes of texts."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from services.data.reading.parsing.limits import check_rows
from services.errors import InvalidInput
from services.settings import Limits

BATCH_BYTES = 64 * 1024**2
_BATCH_ROWS = 20_000
_BATCH_CELLS = 2_000_000
_GROUP_BYTES = 1024**3  # a row group is decompressed at once
_DELTA = {"DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"}


def check_footer(metadata: Any, limits: Limits) -> None:
    """Raise InvalidInput if a file has no rows or, by its footer, exceeds the limits."""
    check_rows(metadata.num_rows, limits)
    groups = _groups(metadata)
    sizes = [group.total_byte_size for group in groups]
    cells = metadata.num_rows * metadata.num_columns  # with a delimiter a cell takes at least one byte
    if max(sum(sizes), cells) > limits.unpacked_bytes or max(sizes, default=0) > _GROUP_BYTES:
        raise too_large(max(sum(sizes), cells))
    if metadata.num_columns == 0 or metadata.num_rows == 0:
        raise InvalidInput("no_rows")
    lists = [
        place for place in range(metadata.num_columns) if metadata.schema.column(place).max_repetition_level
    ]
    for group in groups:  # a list of a million equal values is compressed to few bytes
        values = sum(group.column(place).num_values for place in lists)
        if values * 8 > _GROUP_BYTES:
            raise too_large(values * 8)


def dictionary_columns(metadata: Any, limits: Limits) -> list[str]:
    """Return the paths of the columns of texts and bytes that can be read as dictionaries to save memory."""
    deltas = set(_delta_columns(metadata, limits))
    columns = [metadata.schema.column(place) for place in range(metadata.num_columns)]
    return [column.path for column in columns if _is_plain(column) and column.path not in deltas]


def rows_at_once(file: pq.ParquetFile, limits: Limits) -> int:
    """Return how many rows to read at once; raises InvalidInput if texts in a delta encoding are too large.

    These texts are measured first: a byte may stand for a long text, and Arrow reads no dictionary of them.
    """
    schema = file.schema
    columns: int = len(schema)
    fixed: int = sum(max(schema.column(place).length, 8) for place in range(columns))
    rows = max(1, min(_BATCH_ROWS, _BATCH_CELLS // columns, 4 * BATCH_BYTES // fixed))
    total, bytes_per_row = 0, 0.0
    for path, chunk in _delta_columns(file.metadata, limits).items():
        window = max(1, min(rows, _GROUP_BYTES // max(chunk, 1)))  # no text is larger than its chunk
        sizes = [batch.nbytes for batch in file.iter_batches(batch_size=window, columns=[path])]
        total += sum(sizes)
        bytes_per_row += max(sizes) / window
        if total > limits.unpacked_bytes:
            raise too_large(total)
    return max(1, min(rows, int(4 * BATCH_BYTES / max(bytes_per_row, 1))))


def check_text_size(file: pq.ParquetFile, rows: int, limits: Limits) -> None:
    """Raise InvalidInput if the texts take too many bytes once expanded."""
    names = [field.name for field in file.schema_arrow if _has_variable_size(field.type)]
    size = 0
    for batch in file.iter_batches(batch_size=rows, columns=names):
        size += batch_size(batch)
        if size > limits.unpacked_bytes:
            raise too_large(size)


def parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a batch in parts of limited size; a large row is a part of its own."""
    if batch.num_rows > 1 and batch_size(batch) > BATCH_BYTES:
        half = batch.num_rows // 2
        yield from parts(batch.slice(0, half))
        yield from parts(batch.slice(half))
    else:
        yield batch


def batch_size(batch: pa.RecordBatch) -> int:
    """Return the size in bytes of a batch's cells of variable size, once expanded."""
    return sum(_text_size(column) for column in batch.columns if _has_variable_size(column.type))


def too_large(size: int) -> InvalidInput:
    """Return the error for a file that holds so many bytes."""
    return InvalidInput("parquet_too_large", size=size, limit=_GROUP_BYTES)


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
    return int(column.nbytes) if _has_variable_size(column.type) else 8 * len(column)


def _has_variable_size(data_type: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_dictionary(data_type)
        or types.is_nested(data_type)
        or types.is_string(data_type)
        or types.is_large_string(data_type)
        or types.is_binary(data_type)
        or types.is_large_binary(data_type)
    )


def _delta_columns(metadata: Any, limits: Limits) -> dict[str, int]:
    """Return the paths of the columns of texts in a delta encoding, with the bytes of their largest chunk.

    Raises InvalidInput where they stand in lists that may be too large: one row may hold all of them.
    """
    chunks: dict[str, int] = {}
    columns = [metadata.schema.column(place) for place in range(metadata.num_columns)]
    texts = [place for place, column in enumerate(columns) if column.physical_type == "BYTE_ARRAY"]
    for group in _groups(metadata):
        for place in texts:
            chunk = group.column(place)
            if not _DELTA.intersection(chunk.encodings):
                continue
            path, size = columns[place].path, chunk.total_uncompressed_size
            if columns[place].max_repetition_level and chunk.num_values * size > limits.unpacked_bytes:
                raise InvalidInput("parquet_delta_lists", column=path)
            chunks[path] = max(chunks.get(path, 0), size)
    return chunks


def _groups(metadata: Any) -> list[Any]:
    return [metadata.row_group(place) for place in range(metadata.num_row_groups)]


def _is_plain(column: Any) -> bool:
    is_text = column.logical_type.type in ("NONE", "STRING", "JSON", "BSON", "ENUM")
    return column.physical_type == "BYTE_ARRAY" and is_text
