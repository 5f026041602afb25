"""Numbers in texts: read strictly, by the table's own signs for decimals and thousands."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile import byte_views
from services.data.profile.byte_views import Signs
from services.data.tables.column_types import MARKS
from services.data.tables.numbers import PLAIN, NumberFormat

EXACT_DIGITS = 15  # each integer of at most this many digits is one that a float holds exactly
# Half of the largest float, so that the distance between any two numbers is one as well.
LARGEST = np.finfo(float).max / 2

_CODE = rf"^[+-]?(0\d+|\d{{{EXACT_DIGITS + 1},}})$"  # 02139 is a postal code, not the number 2139
_INFINITE = r"(?i)^[+-]?(inf|infinity|∞)$"
_DECORATION = r"(\$|€|£|¥|₩|￦|US\$|USD|EUR|KRW|원|円|元)"
_DECORATED = (
    rf"^[(+-]?\s*{_DECORATION}?\s*[+-]?(\d{{1,3}}([,.'’\s]\d{{3}})+|\d+)([.,]\d+)?"
    rf"\s*(%|‰|％)?\s*{_DECORATION}?\)?$"
)
_FRACTION = ".eE"
_LONGEST = 64
# The first bytes of what a number, decorated or not, begins with.
_BEGINS = np.zeros(256, bool)
_BEGINS[[sign.encode()[0] for sign in "0123456789+-.,iI∞($€£¥₩￦원円元UEK"]] = True
_HEAD = 20


@dataclass(frozen=True)
class Numbers:
    """A piece of a number column: its values, NaN where there is none, and what else stood there.

    `below` counts those infinities that are negative.
    """

    values: np.ndarray
    infinite: int = 0
    below: int = 0
    whole: bool = True
    marks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """How many texts are numbers, infinities, decorated numbers, and codes that are no numbers."""

    number: int = 0
    infinite: int = 0
    decorated: int = 0
    code: int = 0


def quick(texts: pl.Series, whole: bool) -> Numbers | None:
    """Return the plain numbers and marks among texts with nulls, None where more needs a closer look.

    Whether all are whole is looked at only where `whole` still asks for it.
    """
    values = texts.cast(pl.Float64, strict=False)
    if values.null_count() == len(values) > texts.null_count():
        return None
    floats: np.ndarray = values.to_numpy()
    # A float holds each integer below this.
    if np.fmax.reduce(np.abs(floats), initial=0) >= 10**EXACT_DIGITS:
        return None
    views = byte_views.views(texts)
    marked: dict[str, int] = {}
    if values.null_count() > texts.null_count() or np.isnan(floats).any():
        odd = np.isnan(floats) & (byte_views.lengths(views) > 0)
        others = texts.filter(pl.Series(odd))
        if not set(others.head(_HEAD)) <= _MARK_TEXTS:
            return None
        marked = dict(others.value_counts().iter_rows())
        if not set(marked) <= _MARK_TEXTS:
            return None
        views = views[~odd]
    if _zero_first(lambda place: views[:, 4 + place], byte_views.lengths(views)).any():
        return None
    return Numbers(floats, whole=whole and _whole_views(views, texts), marks=marked)


def read(texts: pa.StringArray, form: NumberFormat) -> Numbers | None:
    """Return the numbers of trimmed texts with nulls, None where a text is neither number nor mark."""
    head = texts.slice(0, _HEAD * 10).drop_null().slice(0, _HEAD)
    reads = _one(form).search
    if not all(text in _MARK_TEXTS or reads(text) for text in head.to_pylist()):
        return None
    if form == PLAIN:
        try:
            values = pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False)
        except pa.ArrowInvalid:
            pass
        else:
            if np.isfinite(values).all() or not _strange(texts, values):
                return _checked(texts, values, form)
    return _slowly(texts, form)


def marks(texts: pa.StringArray) -> tuple[pa.StringArray, dict[str, int]]:
    """Return the texts with nulls for marks of what is missing, and how often each mark stood there."""
    marked = pc.fill_null(pc.is_in(texts, value_set=_MARKS), False)
    if not pc.any(marked).as_py():
        return texts, {}
    counts = texts.filter(marked).value_counts().to_pylist()
    kept = pc.if_else(marked, pa.scalar(None, pa.string()), texts)
    return kept, {each["values"]: each["counts"] for each in counts}


def likely(texts: Signs) -> np.ndarray:
    """Tell which texts may be numbers, decorated or not, by how they begin."""
    found: np.ndarray = _BEGINS[texts.sign(0)] & (texts.lengths > 0) & (texts.lengths <= _LONGEST)
    return found


def digits(texts: Signs, weights: np.ndarray) -> Evidence:
    """Return the evidence that texts of nothing but digits are."""
    code = (texts.lengths > EXACT_DIGITS) | ((texts.sign(0) == ord("0")) & (texts.lengths > 1))
    return Evidence(number=int(weights[~code].sum()), code=int(weights[code].sum()))


def evidence(texts: pl.Series, weights: np.ndarray, form: NumberFormat) -> Evidence:
    """Return how much weight the texts have that read as numbers of each sort."""
    number = texts.str.contains(_pattern(form))
    plain = number.to_numpy()
    code = plain & _codes(texts) if plain.any() else plain
    others = texts.filter(~number)
    weight = weights[~number.to_numpy()]
    infinite, decorated = (
        int(weight[others.str.contains(pattern).to_numpy()].sum()) for pattern in (_INFINITE, _DECORATED)
    )
    return Evidence(int(weights[plain & ~code].sum()), infinite, decorated, int(weights[code].sum()))


_MARKS = pa.array(MARKS)
_MARK_TEXTS = frozenset(MARKS)


def _strange(texts: pa.StringArray, values: np.ndarray) -> bool:
    """Tell whether a text was read as no finite number: such as nan, inf or 1e999."""
    return bool((~np.isfinite(values) & _valid(texts)).any())


def _slowly(texts: pa.StringArray, form: NumberFormat) -> Numbers | None:
    kept, found = marks(texts)
    endless = pc.fill_null(pc.match_substring_regex(kept, _INFINITE), False)
    infinite = pc.sum(endless).as_py() or 0
    below = pc.sum(pc.and_(endless, pc.starts_with(kept, "-"))).as_py() or 0
    if infinite:
        kept = pc.if_else(endless, pa.scalar(None, pa.string()), kept)
    if not pc.all(pc.match_substring_regex(kept, _pattern(form))).as_py() and kept.null_count < len(kept):
        return None
    plain = kept
    if form.thousands:
        plain = pc.replace_substring(plain, form.thousands, "")
    if form.decimal != ".":
        plain = pc.replace_substring(plain, form.decimal, ".")
    values = pc.cast(pc.utf8_ltrim(plain, "+"), pa.float64()).to_numpy(zero_copy_only=False)
    return _checked(kept, values, form, (infinite, below), found)


@lru_cache
def _one(form: NumberFormat) -> re.Pattern[str]:
    return re.compile(f"{_pattern(form)}|{_INFINITE[4:]}", re.IGNORECASE)


def _checked(
    texts: pa.StringArray,
    values: np.ndarray,
    form: NumberFormat,
    infinite: tuple[int, int] = (0, 0),
    found: dict[str, int] | None = None,
) -> Numbers | None:
    large = np.abs(values)
    written = Signs(texts)
    with np.errstate(invalid="ignore"):
        if (large >= LARGEST).any():
            return None
        doubtful = (large >= 10**EXACT_DIGITS) | _zero_first(written.sign, written.lengths)
    if doubtful.any() and _codes(pl.Series(texts.filter(pa.array(doubtful)))).any():
        return None
    return Numbers(values, *infinite, _whole(texts, form, written), found or {})


def _zero_first(sign: Callable[[int], np.ndarray], lengths: np.ndarray) -> np.ndarray:
    """Tell which texts, by their signs at each place, begin with 0 and a digit, maybe after a sign."""
    first = sign(0)
    zero: np.ndarray = first == ord("0")
    signed = (first == ord("-")) | (first == ord("+"))
    if not (zero.any() or signed.any()):
        return zero
    found: np.ndarray = zero & _is_digit(sign(1)) & (lengths > 1)
    if signed.any():
        found |= signed & (sign(1) == ord("0")) & _is_digit(sign(2)) & (lengths > 2)
    return found


def _whole_views(views: np.ndarray, texts: pl.Series) -> bool:
    """Tell whether no number, by its view or where one is long by its text, has a part after a point."""
    fraction = byte_views.hold(views, _FRACTION)
    return _whole(texts.to_arrow(), PLAIN) if fraction is None else not fraction


def _is_digit(signs: np.ndarray) -> np.ndarray:
    digit: np.ndarray = (signs - np.uint8(ord("0"))) < 10
    return digit


def _codes(texts: pl.Series) -> np.ndarray:
    found: np.ndarray = texts.str.contains(_CODE).to_numpy()
    return found


def _whole(texts: pa.StringArray, form: NumberFormat, written: Signs | None = None) -> bool:
    written = written or Signs(texts)
    if not any(written.hold(sign) for sign in (form.decimal, "e", "E")):
        return True
    # What was nulled away, such as a mark, may still stand between the texts.
    return bool(texts.null_count) and _whole(pa.concat_arrays([texts.drop_null()]), form)


def _pattern(form: NumberFormat) -> str:
    return f"^{form.pattern}$"


def _valid(texts: pa.StringArray) -> np.ndarray:
    found: np.ndarray = pc.is_valid(texts).to_numpy(zero_copy_only=False)
    return found
