"""Cells of Parquet: typed values as the texts that stand for them in a CSV."""

import json
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


def texts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch's columns as large strings, numbered by their place; a null stays one."""
    arrays = [_text(column) for column in batch.columns]
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
