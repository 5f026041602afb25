"""Convert the typed values of a Parquet file to the texts of a CSV."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.data.reading.parquet_nested import nested_values

_TICKS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}  # in a second
RESOLUTIONS = ("day", *_TICKS)  # of timestamps, from coarse to fine
_LAST_SECOND = 32_000 * 31_556_952  # Arrow writes no year from 32,768 on


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
    if isinstance(data_type, pa.UuidType):
        return pa.array([value and str(value) for value in column.to_pylist()], pa.large_string())
    if isinstance(data_type, pa.Bool8Type):
        return _text(pc.cast(column.storage, pa.bool_()))
    if isinstance(data_type, pa.BaseExtensionType):
        return _text(column.storage, finest)
    if pa.types.is_dictionary(data_type):
        return pc.take(_text(column.dictionary, finest), column.indices)
    if pa.types.is_timestamp(data_type):
        return _timestamps(column, finest or resolution(column))
    if pa.types.is_date(data_type):
        return _with_far_years(column, pc.cast(column, pa.large_string()))
    if pa.types.is_nested(data_type):
        return pa.array([_json(value) for value in nested_values(column, _text)], pa.large_string())
    if _is_bytes(data_type):
        return pa.array(map(_bytes, column.to_pylist()), pa.large_string())
    if _is_string(data_type):
        return _strings(column.cast(pa.large_binary()))
    return pc.cast(column, pa.large_string())


def _timestamps(column: pa.Array, finest: str) -> pa.Array:
    """Return timestamps as texts in a resolution, which may drop the fraction or the time."""
    unit = "s" if finest == "day" else finest
    cut = column.cast(pa.timestamp(unit, column.type.tz))
    whole = _with_far_years(cut, _zoned_texts(cut))
    return pc.replace_substring(whole, " 00:00:00", "") if finest == "day" else whole


def _zoned_texts(timestamps: pa.Array) -> pa.Array:
    try:
        return pc.cast(timestamps, pa.large_string())
    except pa.ArrowInvalid:  # a time zone that this machine doesn't know
        utc = timestamps.cast(pa.timestamp(timestamps.type.unit, "UTC"))
        return pc.cast(utc, pa.large_string())


def _with_far_years(moments: pa.Array, texts: pa.Array) -> pa.Array:
    """Return texts of dates or timestamps in which numpy writes the years that Arrow can't write."""
    unit = "D" if pa.types.is_date32(moments.type) else getattr(moments.type, "unit", "ms")
    values = moments.cast(pa.int32() if unit == "D" else pa.int64())
    last = _LAST_SECOND // 86_400 if unit == "D" else min(_LAST_SECOND * _TICKS[unit], 2**63 - 1)
    are_far = pc.fill_null(pc.or_(pc.greater(values, last), pc.less(values, -last)), False)
    if not pc.any(are_far).as_py():
        return texts
    far = values.filter(are_far).to_numpy().astype(f"datetime64[{unit}]")
    if pa.types.is_date64(moments.type):
        far = far.astype("datetime64[D]")
    zone = "Z" if getattr(moments.type, "tz", None) else ""
    written = [moment.replace("T", " ") + zone for moment in np.datetime_as_string(far).tolist()]
    return pc.replace_with_mask(texts, are_far, pa.array(written, texts.type))


def _is_string(data_type: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_string(data_type) or types.is_large_string(data_type) or types.is_string_view(data_type)
    )


def _is_bytes(data_type: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_binary(data_type)
        or types.is_large_binary(data_type)
        or types.is_fixed_size_binary(data_type)
        or types.is_binary_view(data_type)
    )


def _strings(encoded: pa.Array) -> pa.Array:
    """Return texts from their bytes; some programs write Latin-1 as if it were UTF-8."""
    try:
        return encoded.cast(pa.large_string())
    except pa.ArrowInvalid:
        return pa.array(map(_utf8_or_latin, encoded.to_pylist()), pa.large_string())


def _utf8_or_latin(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _bytes(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
