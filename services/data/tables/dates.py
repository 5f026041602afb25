"""Read columns of dates in one form as naive timestamps in UTC."""

import re
from typing import Any, Literal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.containers.trainer.spec import DATE_FORMS

NAT = np.iinfo(np.int64).min  # NaT as an integer

_SAMPLE = 100
_LIKE_A_DATE = r"^(\d{1,4} ?[-/.년年 ]|\d{8}T\d|[A-Z][a-z]{2,8},? \d)"
_PARTS = {"Y": r"\d{4}", "G": r"\d{4}", "b": r"\w+\.?", "B": r"\w+\.?", "a": r"\w+", "p": r"\w+", "f": r"\d+"}
# A looser pattern per form.
_SHAPES = {
    form: re.compile(
        re.sub(
            r"%(.)", lambda part: _PARTS.get(part[1], r"\S+" if part[1] == "z" else r" *\d+"), re.escape(form)
        ).replace(r"\ ", r"\s*")
    )
    for form in DATE_FORMS
}
_LONGEST = 40  # characters of a date at most
# Arrow parses these forms much faster if all cells have this length.
_LENGTHS = {"%Y-%m-%d": 10, "%Y-%m-%d %H:%M:%S": 19, "%Y-%m-%dT%H:%M:%S": 19}


def parse(cells: pd.Series) -> pd.Series | None:
    """Return the cells as timestamps if one form matches all of them, else None."""
    if cells.empty:
        return None
    texts = pa.array(cells, type=pa.string(), from_pandas=True)
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    for form in matching_forms(texts):
        whole = read(cells, form)
        if whole.notna().all():
            return whole
    return None


def matching_forms(texts: pa.StringArray, forms: tuple[str, ...] = DATE_FORMS) -> tuple[str, ...]:
    """Return the forms that match all of the first texts, which have no nulls, in the order of `forms`."""
    head = texts.slice(0, _SAMPLE)
    if not len(head) or not pc.all(pc.match_substring_regex(head, _LIKE_A_DATE)).as_py():
        return ()
    cells = head.to_pandas()
    likely = [form for form in forms if _SHAPES[form].fullmatch(cells[0])]  # faster than parsing
    return tuple(form for form in likely if read(cells, form).notna().all())


def timestamps(texts: pa.StringArray, form: str) -> np.ndarray:
    """Return the texts as microseconds since 1970 in UTC, NAT where the form doesn't match."""
    cast = _cast(texts, form)
    if cast is not None:
        return cast
    coded = texts.dictionary_encode()
    distinct: Any = read(coded.dictionary.to_pandas(), form)
    values = distinct.to_numpy().astype("datetime64[us]").astype(np.int64)
    return values[coded.indices.to_numpy(zero_copy_only=False)] if len(values) else np.empty(0, np.int64)


def may_be_dates(first: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return which texts may be dates, by their length and their first byte, a digit or a capital letter."""
    result: np.ndarray = (first < ord("[")) & (first >= ord("0")) & (lengths > 0) & (lengths <= _LONGEST)
    return result


def count_dates(texts: pl.Series, weights: np.ndarray) -> int:
    """Return the total weight of the texts that match the commonest form of a sample."""
    like = texts.str.contains(_LIKE_A_DATE)
    if not like.any():
        return 0
    cells, weights = texts.filter(like).to_arrow().cast(pa.string()), weights[like.to_numpy()]
    sample = cells.slice(0, _SAMPLE // 2).to_pandas()
    hits = {form: int(read(sample, form).notna().sum()) for form in DATE_FORMS}
    best = max(DATE_FORMS, key=lambda form: hits[form])
    return int(weights[timestamps(cells, best) != NAT].sum()) if hits[best] else 0


def read(cells: pd.Series, form: str) -> pd.Series:
    """Return the cells as timestamps in UTC, with NaT where the form doesn't match."""
    parsed = pd.to_datetime(cells, format=form, errors="coerce", utc=True)
    return parsed.dt.tz_localize(None)


def iso(moment: pd.Timestamp) -> str:
    """Return a timestamp in ISO 8601, without the time at midnight."""
    unit: Literal["D", "s"] = "D" if moment == moment.normalize() else "s"
    # In a time zone a date may lie in the year 0 or 10,000, which the standard library can't write.
    return str(np.datetime_as_string(moment.to_datetime64(), unit=unit, casting="unsafe"))


def _cast(texts: pa.StringArray, form: str) -> np.ndarray | None:
    length = _LENGTHS.get(form)
    if length is None or not len(texts):
        return None
    _valid, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int32, len(texts) + 1, texts.offset * 4)
    if not (np.diff(starts) == length).all():
        return None
    if length > 10 and not (np.frombuffer(data, np.uint8)[starts[:-1] + 10] == ord(form[8])).all():
        return None
    try:
        result: np.ndarray = pc.cast(texts, pa.timestamp("us")).cast(pa.int64()).to_numpy()
    except pa.ArrowInvalid:
        return None
    return result
