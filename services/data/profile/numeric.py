"""Parse the numbers in a block of texts, strictly by the table's number format."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.containers.trainer.spec import LARGEST
from services.data.tables import byte_views
from services.data.tables.byte_views import TextBytes
from services.data.tables.column_types import MARKS
from services.data.tables.matching import matches
from services.data.tables.numbers import CODE, EXACT_DIGITS, INFINITE, PLAIN, NumberFormat, are_grouped_codes

HEAD = 20


@dataclass(frozen=True)
class NumberBlock:
    """The numbers of a block of a column, NaN where a cell has none, and what its other cells hold.

    `infinite` counts infinities and numbers too large to calculate with, `negative_infinite` those below
    zero, `markers` missing-value markers.
    """

    values: np.ndarray
    infinite: int = 0
    negative_infinite: int = 0
    whole: bool = True
    markers: dict[str, int] = field(default_factory=dict)


def parse_plain(texts: pl.Series, whole: bool = True) -> NumberBlock | None:
    """Return plain numbers and markers among texts with nulls, None if `parse` has to decide.

    Numbers are checked for fractions only if `whole` is true.
    """
    (numbers,) = parse_plain_columns(texts, 1, whole)
    return numbers


def parse_plain_columns(texts: pl.Series, columns: int, whole: bool = True) -> list[NumberBlock | None]:
    """Return what `parse_plain` does for the texts of equally long columns, one after the other."""
    values = texts.cast(pl.Float64, strict=False)
    if values.null_count() == len(values) > texts.null_count() == 0:
        return [None] * columns
    floats: np.ndarray = values.to_numpy().reshape(columns, -1)
    rows = floats.shape[1]
    views = byte_views.views(texts)
    lengths = byte_views.lengths(views)
    present = lengths > 0
    odd = np.isnan(floats).reshape(-1) & present
    others = odd.reshape(columns, -1).sum(1)
    # Floats represent all integers below this exactly.
    refused = np.fmax.reduce(np.abs(floats), axis=1, initial=0) >= 10**EXACT_DIGITS
    refused |= (others > 0) & (others == present.reshape(columns, -1).sum(1))
    markers = _markers(texts, np.flatnonzero(odd & ~np.repeat(refused, rows)), rows, refused)
    plain = ~odd & ~np.repeat(refused, rows)
    if not plain.all():
        views = np.where(plain[:, None], views, np.uint8(0))
    exponents = byte_views.contain_any(texts, views, "eE", columns)
    if exponents.any():
        places = np.flatnonzero(plain & np.repeat(exponents, rows) & present)
        refused[places[_codes(texts.gather(places))] // rows] = True
    leading = _has_leading_zero(lambda place: views[:, 4 + place], byte_views.lengths(views))
    refused |= leading.reshape(columns, -1).any(1)
    fractions = exponents | byte_views.contain_any(texts, views, ".", columns) if whole else ~refused
    return [
        None if no else NumberBlock(numbers.copy(), whole=not fraction, markers=markers.get(column, {}))
        for column, (numbers, no, fraction) in enumerate(
            zip(floats, refused.tolist(), fractions.tolist(), strict=True)
        )
    ]


def _markers(
    texts: pl.Series, places: np.ndarray, rows: int, refused: np.ndarray
) -> dict[int, dict[str, int]]:
    """Return the markers of columns by the places of their texts; those with other texts are refused."""
    markers: dict[int, dict[str, int]] = {}
    if len(places):
        others = texts.gather(places)
        refused[places[~others.is_in(MARKS).to_numpy()] // rows] = True
        counts = pl.DataFrame({"column": places // rows, "text": others}).group_by("column", "text").len()
        for column, text, count in counts.iter_rows():
            markers.setdefault(column, {})[text] = count
    return markers


def parse(texts: pa.StringArray, form: NumberFormat) -> NumberBlock | None:
    """Return the numbers of trimmed texts with nulls, None if a text is neither a number nor a marker."""
    first = texts.slice(0, HEAD * 10).drop_null().slice(0, HEAD).to_pylist()
    if not may_be_numbers(first, form):
        return None
    if form.thousands and are_grouped_codes([text for text in first if text not in _MARK_TEXTS]):
        return None
    if form == PLAIN:
        try:
            values = pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False)
        except pa.ArrowInvalid:
            pass
        else:
            if not _beyond_bounds(texts, values):
                return _checked(texts, values, form)
    return _parse_slowly(texts, form)


def may_be_numbers(texts: Iterable[str], form: NumberFormat) -> bool:
    """Return whether trimmed texts are numbers, infinities and markers."""
    is_number = _number_pattern(form).search
    return all(text in _MARK_TEXTS or is_number(text) for text in texts)


def null_markers(texts: pa.StringArray) -> tuple[pa.StringArray, dict[str, int]]:
    """Return the texts with missing-value markers replaced by nulls, and the count of each marker."""
    marked = pc.fill_null(pc.is_in(texts, value_set=_MARKS), False)
    if not pc.any(marked).as_py():
        return texts, {}
    counts = texts.filter(marked).value_counts().to_pylist()
    unmarked = pc.if_else(marked, pa.scalar(None, pa.string()), texts)
    return unmarked, {count["values"]: count["counts"] for count in counts}


_MARKS = pa.array(MARKS)
_MARK_TEXTS = frozenset(MARKS)


def _beyond_bounds(texts: pa.StringArray, values: np.ndarray) -> bool:
    """Tell whether a text was cast to no number that can be calculated with, such as nan, inf or 1e999."""
    with np.errstate(invalid="ignore"):
        usable = np.abs(values) < LARGEST
    return not usable.all() and bool((~usable & _valid(texts)).any())


def _parse_slowly(texts: pa.StringArray, form: NumberFormat) -> NumberBlock | None:
    numbers, markers = null_markers(texts)
    infinities = pc.fill_null(pc.match_substring_regex(numbers, INFINITE), False)
    infinite = pc.sum(infinities).as_py() or 0
    negative = pc.sum(pc.and_(infinities, pc.starts_with(numbers, "-"))).as_py() or 0
    if infinite:
        numbers = pc.if_else(infinities, pa.scalar(None, pa.string()), numbers)
    parsable = pc.all(pc.match_substring_regex(numbers, _pattern(form))).as_py()
    if not parsable and numbers.null_count < len(numbers):
        return None
    plain = numbers
    if form.thousands:
        plain = pc.replace_substring(plain, form.thousands, "")
    if form.decimal != ".":
        plain = pc.replace_substring(plain, form.decimal, ".")
    values = pc.cast(pc.utf8_ltrim(plain, "+"), pa.float64()).to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):
        huge = np.abs(values) >= LARGEST
    if huge.any():
        infinite, negative = infinite + int(huge.sum()), negative + int((values[huge] < 0).sum())
        numbers = pc.if_else(pa.array(huge), pa.scalar(None, pa.string()), numbers)
        values = np.where(huge, np.nan, values)
    return _checked(numbers, values, form, (infinite, negative), markers)


@lru_cache
def _number_pattern(form: NumberFormat) -> re.Pattern[str]:
    return re.compile(f"{_pattern(form)}|{INFINITE[4:]}", re.IGNORECASE)


def _checked(
    texts: pa.StringArray,
    values: np.ndarray,
    form: NumberFormat,
    infinite: tuple[int, int] = (0, 0),
    markers: dict[str, int] | None = None,
) -> NumberBlock | None:
    text_bytes = TextBytes(texts)
    with np.errstate(invalid="ignore"):
        large = np.abs(values) >= 10**EXACT_DIGITS
    doubtful = large | _has_leading_zero(text_bytes.byte_at, text_bytes.lengths)
    if text_bytes.contain("e") or text_bytes.contain("E"):
        doubtful |= pc.fill_null(pc.match_substring_regex(texts, "[eE]"), False).to_numpy(False)
    if doubtful.any() and _codes(pl.Series(texts.filter(pa.array(doubtful)))).any():
        return None
    return NumberBlock(values, *infinite, _whole(texts, form, text_bytes), markers or {})


def _has_leading_zero(byte_at: Callable[[int], np.ndarray], lengths: np.ndarray) -> np.ndarray:
    """Tell which texts begin with 0 and a digit, maybe after + or -, by the byte at each place."""
    first = byte_at(0)
    zero: np.ndarray = first == ord("0")
    signed = (first == ord("-")) | (first == ord("+"))
    if not (zero.any() or signed.any()):
        return zero
    leading: np.ndarray = zero & _is_digit(byte_at(1)) & (lengths > 1)
    if signed.any():
        leading |= signed & (byte_at(1) == ord("0")) & _is_digit(byte_at(2)) & (lengths > 2)
    return leading


def _is_digit(values: np.ndarray) -> np.ndarray:
    digit: np.ndarray = (values - np.uint8(ord("0"))) < 10
    return digit


def _codes(texts: pl.Series) -> np.ndarray:
    return matches(texts, CODE)


def _whole(texts: pa.StringArray, form: NumberFormat, text_bytes: TextBytes | None = None) -> bool:
    text_bytes = text_bytes or TextBytes(texts)
    if not any(text_bytes.contain(sign) for sign in (form.decimal, "e", "E")):
        return True
    # The bytes of a marker that is null now may still lie between the texts.
    return bool(texts.null_count) and _whole(pa.concat_arrays([texts.drop_null()]), form)


def _pattern(form: NumberFormat) -> str:
    return f"^{form.pattern}$"


def _valid(texts: pa.StringArray) -> np.ndarray:
    valid: np.ndarray = pc.is_valid(texts).to_numpy(zero_copy_only=False)
    return valid
