"""Column kinds: what the texts of a column are, decided strictly and with the whole column."""

from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from services.data import dates

Kind = Literal["number", "category", "text", "date", "empty"]

NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
EXACT_DIGITS = 15  # each integer of at most this many digits is one that a float holds exactly

_SAMPLE = 1000
_CODE = r"[+-]?0\d+"  # 02139 is a postal code, not the number 2139
_TEXT_WORDS = 3.0
_TEXT_CHARACTERS = 25.0
_TEXT_DISTINCT = 20
_TEXT_SHARE = 0.3


def present(column: pd.Series) -> pd.Series:
    """Return the column's cells that hold more than white space, trimmed."""
    trimmed = pc.utf8_trim_whitespace(texts(column))
    kept = trimmed.filter(pc.fill_null(pc.not_equal(trimmed, ""), False))
    return pa.table({"cells": kept}).to_pandas()["cells"]


def infer(cells: pd.Series) -> Kind:
    """Return the kind of a column from its present cells."""
    if cells.empty:
        return "empty"
    if is_number(cells):
        return "number"
    if dates.parse(cells) is not None:
        return "date"
    return "text" if is_prose(cells) else "category"


def is_number(cells: pd.Series) -> bool:
    """Tell whether every cell is a number that a float holds, and none is a code such as 007."""
    head = cells.head(_SAMPLE)
    return _all_numbers(head) and (len(head) == len(cells) or _all_numbers(cells))


def is_prose(cells: pd.Series) -> bool:
    """Tell whether the cells are written text rather than names of groups."""
    head = cells.head(_SAMPLE)
    distinct = head.nunique()
    if distinct / len(head) < _TEXT_SHARE and cells.nunique() <= max(
        _TEXT_DISTINCT, _TEXT_SHARE * len(cells)
    ):
        return False
    words = head.str.count(r"\S+").mean()
    return bool(words >= _TEXT_WORDS or head.str.len().mean() >= _TEXT_CHARACTERS)


def is_whole(cells: pd.Series) -> bool:
    """Tell whether every number of a number column is written as an integer."""
    return bool(pc.all(pc.match_substring_regex(texts(cells), r"^[+-]?\d+$")).as_py())


def numbers(cells: pd.Series) -> pd.Series:
    """Return the cells of a number column as floats (pandas reads the sign that Arrow doesn't)."""
    return pd.to_numeric(cells, errors="coerce").astype(float)


def texts(column: pd.Series) -> pa.Array:
    """Return a column of text as one Arrow array, without copying where pandas keeps it so."""
    array = pa.array(column, type=pa.large_string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _all_numbers(cells: pd.Series) -> bool:
    array = texts(cells)
    numeric = pc.match_substring_regex(array, f"^{NUMBER}$")
    if not pc.all(numeric).as_py():
        return False
    code = pc.match_substring_regex(array, rf"^({_CODE}|[+-]?\d{{{EXACT_DIGITS + 1},}})$")
    return not pc.any(code).as_py() and _all_in_range(cells)


def _all_in_range(cells: pd.Series) -> bool:
    # Half of the largest float, so that the distance between any two numbers is one as well.
    return bool((numbers(cells).abs() < np.finfo(float).max / 2).all())
