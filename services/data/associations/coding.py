"""A column's cells as codes, numbers and ranks, for measures of association."""

from typing import assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile import numeric
from services.data.profile.records import ColumnProfile
from services.data.tables import dates
from services.data.tables.column_types import COLUMN_TYPES
from services.data.tables.table import Table

_BINS = 64
_CLASSES = 50


def codes(texts: pa.StringArray, column: ColumnProfile, table: Table) -> np.ndarray:
    """Return the cells as integer codes of values or of bins; missing cells have the last code."""
    if not COLUMN_TYPES[column.kind].is_ordered or column.distinct <= _BINS:
        coded = texts.dictionary_encode()
        indices = pc.fill_null(coded.indices, len(coded.dictionary))
        levels: np.ndarray = indices.to_numpy(zero_copy_only=False).astype(np.int64)
        return levels
    numbers = values(texts, column, table)
    present = numbers[~np.isnan(numbers)]
    if not len(present):
        return np.zeros(len(numbers), np.int64)
    bins = max(2, min(_BINS, len(present) // 10))
    edges = np.unique(np.quantile(present, np.linspace(0, 1, bins + 1)[1:-1]))
    binned: np.ndarray = np.searchsorted(edges, numbers, "right")
    binned[np.isnan(numbers)] = len(edges) + 1
    return binned


def values(texts: pa.StringArray, column: ColumnProfile, table: Table) -> np.ndarray:
    """Return the numbers or timestamps of a column as floats, NaN where missing."""
    match column.kind:
        case "number":
            block = numeric.parse(texts, table.numbers)
            return np.full(len(texts), np.nan) if block is None else block.values
        case "date":
            return _moments(texts)
        case "category" | "text" | "empty":
            raise ValueError(f"the values of a column of type {column.kind} have no order")
        case _:
            assert_never(column.kind)


def _moments(texts: pa.StringArray) -> np.ndarray:
    none = np.full(len(texts), np.nan)
    unmarked, _markers = numeric.null_markers(texts)
    present = unmarked.drop_null()
    forms = dates.matching_forms(present) or dates.matching_digit_forms(present)
    if not forms:
        return none
    best = _most_moments(present, forms)
    places = np.flatnonzero(pc.is_valid(unmarked).to_numpy(zero_copy_only=False))
    read = best != dates.NAT
    none[places[read]] = best[read]
    return none


def _most_moments(texts: pa.StringArray, forms: tuple[str, ...]) -> np.ndarray:
    """Return the moments by the form that reads most texts, the first of ties."""
    best = dates.timestamps(texts, forms[0])
    for form in forms[1:]:
        unread = np.count_nonzero(best == dates.NAT)
        if not unread:
            break
        moments = dates.timestamps(texts, form)
        best = moments if np.count_nonzero(moments == dates.NAT) < unread else best
    return best


def classes(texts: pa.StringArray) -> tuple[np.ndarray, tuple[str, ...], int]:
    """Return the texts as class codes, the labels of the fifty largest classes, and the number of classes.

    The smaller classes share the last code.
    """
    coded = texts.dictionary_encode()
    indices = coded.indices.to_numpy(zero_copy_only=False)
    order = np.argsort(-np.bincount(indices, minlength=len(coded.dictionary)), kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.minimum(np.arange(len(order)), _CLASSES - 1)
    labels = coded.dictionary.take(pa.array(order[:_CLASSES])).to_pylist()
    return places[indices], tuple(labels), len(order)


def ranks(values: np.ndarray) -> np.ndarray:
    """Return the ranks of values, scaled to 0 to 1; ties get the mean of their ranks."""
    distinct, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - counts / 2
    shares: np.ndarray = (middle / len(values))[places] if len(distinct) else np.empty(0)
    return shares
