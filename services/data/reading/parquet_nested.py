"""Convert nested Parquet values to values of JSON, also where Python has no such date or time."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.data.reading.sniffing.header import unique_names

AsTexts = Callable[[pa.Array], pa.Array]


def nested_values(column: pa.Array, as_texts: AsTexts) -> list[Any]:
    """Return the rows of a column of lists, of maps, which become lists of pairs, or of structs.

    Numbers and booleans in it stay as they are; `as_texts` converts an array of another type.
    """
    data_type = column.type
    if isinstance(data_type, pa.BaseExtensionType) and pa.types.is_nested(data_type.storage_type):
        return nested_values(column.storage, as_texts)
    if pa.types.is_struct(data_type):
        return _structs(column, as_texts)
    if pa.types.is_map(data_type):
        return _maps(column, as_texts)
    if pa.types.is_nested(data_type):
        return _lists(column, as_texts)
    types = pa.types
    is_json = types.is_boolean(data_type) or types.is_integer(data_type) or types.is_floating(data_type)
    values: list[Any] = (column if is_json else as_texts(column)).to_pylist()
    return values


def _structs(column: pa.Array, as_texts: AsTexts) -> list[Any]:
    names, _repairs = unique_names([field.name for field in column.type])
    fields = [nested_values(column.field(place), as_texts) for place in range(len(names))]
    rows = zip(*fields, strict=True) if fields else [()] * len(column)
    present = column.is_valid().to_pylist()
    return [
        dict(zip(names, row, strict=True)) if is_present else None
        for row, is_present in zip(rows, present, strict=True)
    ]


def _maps(column: pa.Array, as_texts: AsTexts) -> list[Any]:
    start, end = column.offsets[0].as_py(), column.offsets[-1].as_py()
    parts = (part.slice(start, end - start) for part in (column.keys, column.items))
    keys, items = (nested_values(part, as_texts) for part in parts)
    pairs = [list(pair) for pair in zip(keys, items, strict=True)]
    return _split(pairs, np.diff(column.offsets.to_numpy()).tolist(), column)


def _lists(column: pa.Array, as_texts: AsTexts) -> list[Any]:
    values = nested_values(column.flatten(), as_texts)  # without those of missing lists
    return _split(values, pc.fill_null(pc.list_value_length(column), 0).to_pylist(), column)


def _split(values: list[Any], lengths: list[int], column: pa.Array) -> list[Any]:
    """Return values as one list for each row of a column of lists."""
    rest = iter(values)
    rows = [list(islice(rest, length)) for length in lengths]
    present = column.is_valid().to_pylist()
    return [row if is_present else None for row, is_present in zip(rows, present, strict=True)]
