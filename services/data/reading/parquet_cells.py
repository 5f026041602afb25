"""Convert the typed values of a Parquet file to the texts of a CSV."""

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_TICKS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}  # in a second
RESOLUTIONS = ("day", *_TICKS)  # of timestamps, from coarse to fine


def as_texts(batch: pa.RecordBatch, resolutions: Mapping[str, str]) -> pa.RecordBatch:
    """Return a batch's columns as large strings with nulls, named "0", "1" and so on.

    `resolutions` maps timestamp columns to the resolution in which they are written.
    """
    named = zip(batch.schema.names, batch.columns, strict=True)
    arrays = [_text(column, resolutions.get(name)) for name, column in named]
    return pa.RecordBatch.from_arrays(arrays, [str(place) for place in range(len(arrays))])


def resolution(timestamps: pa.Array) -> str:
    """Return the coarsest lossless resolution of timestamps; with a time zone it is never "day"."""
    ticks = _TICKS[timestamps.type.unit]
    values = timestamps.drop_null().cast(pa.int64()).to_numpy()
    steps = {"day": 86_400 * ticks} if timestamps.type.tz is None else {}
    steps |= {unit: ticks // size for unit, size in _TICKS.items()}
    return next(name for name, step in steps.items() if step <= 1 or not (values % step).any())


def _text(column: pa.Array, finest: str | None = None) -> pa.Array:
    data_type = column.type
    if pa.types.is_dictionary(data_type):
        return _text(column.dictionary_decode())
    if pa.types.is_timestamp(data_type):
        return _timestamps(column, finest or resolution(column))
    if (
        pa.types.is_binary(data_type)
        or pa.types.is_large_binary(data_type)
        or pa.types.is_fixed_size_binary(data_type)
    ):
        return pa.array([_bytes(value) for value in column.to_pylist()], pa.large_string())
    if pa.types.is_nested(data_type):
        return pa.array([_nested(value) for value in column.to_pylist()], pa.large_string())
    return pc.cast(column, pa.large_string())


def _timestamps(column: pa.Array, finest: str) -> pa.Array:
    """Return timestamps as texts in a resolution, which may drop the fraction or the time."""
    unit = "s" if finest == "day" else finest
    whole = pc.cast(column.cast(pa.timestamp(unit, column.type.tz)), pa.large_string())
    return pc.replace_substring(whole, " 00:00:00", "") if finest == "day" else whole


def _bytes(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()


def _nested(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
