"""Cells of Parquet: typed values as the texts that stand for them in a CSV."""

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_TICKS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}  # in a second
GRAINS = ("day", *_TICKS)  # the coarser first


def texts(batch: pa.RecordBatch, grains: Mapping[str, str]) -> pa.RecordBatch:
    """Return a batch's columns as large strings, numbered by their place; a null stays one.

    `grains` say how finely the timestamps of a column, by its name, are written.
    """
    named = zip(batch.schema.names, batch.columns, strict=True)
    arrays = [_text(column, grains.get(name)) for name, column in named]
    return pa.RecordBatch.from_arrays(arrays, [str(place) for place in range(len(arrays))])


def grain(moments: pa.Array) -> str:
    """Return the coarsest of the grains in which some timestamps lose nothing; with a zone none is a day."""
    ticks = _TICKS[moments.type.unit]
    values = moments.drop_null().cast(pa.int64()).to_numpy()
    steps = {"day": 86_400 * ticks} if moments.type.tz is None else {}
    steps |= {unit: ticks // size for unit, size in _TICKS.items()}
    return next(name for name, step in steps.items() if step <= 1 or not (values % step).any())


def _text(column: pa.Array, fineness: str | None = None) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _text(column.dictionary_decode())
    if pa.types.is_timestamp(kind):
        return _moments(column, fineness or grain(column))
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return pa.array([_bytes(each) for each in column.to_pylist()], pa.large_string())
    if pa.types.is_nested(kind):
        return pa.array([_nested(each) for each in column.to_pylist()], pa.large_string())
    return pc.cast(column, pa.large_string())


def _moments(column: pa.Array, fineness: str) -> pa.Array:
    """Return timestamps as texts without the zeros that tell nothing: no fraction, no midnight."""
    unit = "s" if fineness == "day" else fineness
    whole = pc.cast(column.cast(pa.timestamp(unit, column.type.tz)), pa.large_string())
    return pc.replace_substring(whole, " 00:00:00", "") if fineness == "day" else whole


def _bytes(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()


def _nested(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
