"""Parquet: typed columns become the texts that a CSV of the same table would hold."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from services.data.header import check_width, unique_names
from services.data.repairs import Repair
from services.data.rows import cell_too_long, check_rows
from services.data.spool import Spool
from services.data.table import Table
from services.data.writing import TableWriter
from services.errors import InvalidInput
from services.settings import Limits
from services.words import _

_BATCH_ROWS = 20_000
_BATCH_BYTES = 256 * 1024**2
_GROUP_BYTES = 1024**3  # a row group is unpacked at once


def read_parquet(source: Path, spool: Spool, limits: Limits) -> tuple[Table, tuple[Repair, ...]]:
    """Return the table that a Parquet file holds, and what was mended in its names.

    Raises InvalidInput for a file that is broken or beyond the limits, told from its footer.
    """
    try:
        schema = pq.read_schema(source)
        texts = [
            each.name
            for each in schema
            if pa.types.is_string(each.type) or pa.types.is_large_string(each.type)
        ]
        with pq.ParquetFile(source, read_dictionary=texts) as file:
            _check(file.metadata, limits)
            given = schema.names
            check_width(len(given), limits)
            names, repairs = unique_names(given)
            with TableWriter(names, spool) as writer:
                size = 0
                for batch in file.iter_batches(batch_size=_BATCH_ROWS):
                    size += _check_cells(batch, size, limits)
                    writer.batch(_texts(batch, limits))
                return writer.finish(), repairs
    except (pa.ArrowException, OSError, ValueError, TypeError, MemoryError) as error:
        raise InvalidInput(
            _("The Parquet file is broken or of a kind that can't be read."),
            _("Write it again, or save the table as CSV."),
        ) from error


def _too_large(size: int) -> InvalidInput:
    return InvalidInput(
        _("The Parquet file holds {size:,.0f} MB, which is more than is taken.").format(size=size / 1024**2),
        _("Upload a part of the rows, in row groups of at most {size} MB.").format(
            size=_GROUP_BYTES // 1024**2
        ),
    )


def _check(metadata: Any, limits: Limits) -> None:
    check_rows(metadata.num_rows, limits)
    groups = [metadata.row_group(place).total_byte_size for place in range(metadata.num_row_groups)]
    if sum(groups) > limits.unpacked_bytes or max(groups, default=0) > _GROUP_BYTES:
        raise _too_large(sum(groups))
    if metadata.num_columns == 0 or metadata.num_rows == 0:
        raise InvalidInput(
            _("The file has no rows."), _("Choose a file with at least one row below the header.")
        )


def _check_cells(batch: pa.RecordBatch, before: int, limits: Limits) -> int:
    """Return how many bytes a batch's texts take once each cell has its own, before they do."""
    size = 0
    for column in batch.columns:
        if pa.types.is_dictionary(column.type):
            lengths = pc.binary_length(column.dictionary)
            size += pc.sum(pc.take(lengths, column.indices)).as_py() or 0
    if before + size > limits.unpacked_bytes:
        raise _too_large(before + size)
    if size > _BATCH_BYTES:
        raise cell_too_long(size // batch.num_rows, limits)
    return size


def _texts(batch: pa.RecordBatch, limits: Limits) -> pa.RecordBatch:
    arrays = [_text(column) for column in batch.columns]
    longest = max((pc.max(pc.utf8_length(each)).as_py() or 0) for each in arrays)
    if longest > limits.cell_characters:
        raise cell_too_long(longest, limits)
    return pa.RecordBatch.from_arrays(arrays, [str(place) for place in range(len(arrays))])


def _text(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _text(column.dictionary_decode())
    if pa.types.is_timestamp(kind):
        return _trimmed(pc.cast(column, pa.large_string()))
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return pa.array([_bytes(each) for each in column.to_pylist()], pa.large_string())
    if pa.types.is_nested(kind):
        return pa.array([_nested(each) for each in column.to_pylist()], pa.large_string())
    return pc.cast(column, pa.large_string())


def _trimmed(moments: pa.Array) -> pa.Array:
    """Return timestamps without the zeros that tell nothing: no fraction, no midnight."""
    whole = pc.replace_substring_regex(moments, r"\.0+(Z|[+-]\d\d:?\d\d)?$", r"\1")
    midnight = pc.all(pc.match_substring_regex(whole, r" 00:00:00$"), min_count=0).as_py()
    return pc.replace_substring_regex(whole, r" 00:00:00$", "") if midnight else whole


def _bytes(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()


def _nested(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
