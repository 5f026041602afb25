"""Read columns of dates in one form as naive timestamps in UTC."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.containers.trainer.date_forms import DATE_FORMS, date_shape, strptime_form, strptime_text
from services.containers.trainer.month_names import AFTER, ANY_MONTH, BEFORE, MONTH_NUMBERS
from services.data.tables.date_matching import CODE_FORMS, are_codes, forms_in_common, forms_of

NAT = np.iinfo(np.int64).min  # NaT as an integer

SAMPLE = 100
_LIKE_A_DATE = re.compile(
    r"\d{1,4} ?[-/.º°년年 ]|\d{8}T\d|[A-Z][A-Za-z]{2,8}(, |[ -])\d|\d{1,2}[A-Za-z]{3}\d|\d{4}[MQWq]\d|Q\d"
    rf"|(?u:(\d{{1,2}}{BEFORE})?{ANY_MONTH}{AFTER}\d)|1er ",
    re.A,
)
_SHAPES = {form: re.compile(date_shape(form)) for form in DATE_FORMS}
_LATER_DIGIT = re.compile(r"(?<=..)\d")  # other than the century
# Forms of digits alone and of months that may be decimals; they are tried only where all cells are numbers.
DIGIT_FORMS = ("%Y%m%d", "%Y%m%d%H%M%S")
MONTH_DIGIT_FORMS = ("%Y%m", "%Y.%m", "%m.%Y")
_YEAR_MONTH_FORMS = frozenset({"%Y-%m", "%Y/%m"})
_ORDER = {form: place for place, form in enumerate(DATE_FORMS)}
_SEASON = re.compile(r"(\d{4})[-/](\d{2})")
_UNNAMED_SHAPES = dict.fromkeys(shape.pattern for form, shape in _SHAPES.items() if "%N" not in form)
ANY_SHAPE = f"^({'|'.join(_UNNAMED_SHAPES)})$"
# That of the forms with names of any language, in which these are once.
NAMED_SHAPE = rf"^(?:[0-9]{{1,4}}{BEFORE})?{ANY_MONTH}{AFTER}(?:[0-9]|\s|[:,])*$"
# The same for texts of ASCII characters alone, which this matches many times faster.
ANY_ASCII_SHAPE = (
    ANY_SHAPE.replace(r"[^\W\d_]", "[A-Za-z]")
    .replace(r"\d", "[0-9]")
    .replace(r"\s", r"[\t-\r ]")
    .replace(r"\S", r"[^\t-\r ]")
)
FEW = 1000  # for up to this many texts a loop is faster
_MONTH_INITIALS = np.isin(
    np.arange(256), [ord(case(name[0])) for name in MONTH_NUMBERS for case in (str, str.upper)]
)
_DAY = 86_400_000_000  # microseconds
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
    if not len(texts) or not _LIKE_A_DATE.match(texts[0].as_py()):
        return ()
    return forms_of_first(texts.slice(0, SAMPLE).to_pylist(), forms)


def forms_of_first(cells: Sequence[str], forms: tuple[str, ...] = DATE_FORMS) -> tuple[str, ...]:
    """Return what `matching_forms` does for the first texts of a column."""
    if not cells or not all(map(_LIKE_A_DATE.match, cells)):
        return ()
    lengths = set(map(len, cells))
    likely = [form for form, length in _LENGTHS.items() if lengths == {length}]
    texts = pa.array(cells if likely else (), pa.string())
    certain = next((form for form in likely if _cast(texts, form) is not None), "")
    common = forms_in_common(dict.fromkeys(cells), certain)
    common -= _unlikely(cells, common)
    return tuple(form for form in forms if form in common)


def _unlikely(texts: Iterable[str], forms: Collection[str]) -> frozenset[str]:
    """Return those among some forms of months that texts such as seasons and codes have by chance."""
    unlikely = frozenset[str]()
    if not _YEAR_MONTH_FORMS.isdisjoint(forms) and are_seasons(texts):
        unlikely |= _YEAR_MONTH_FORMS
    if not CODE_FORMS.isdisjoint(forms) and are_codes(texts):
        unlikely |= CODE_FORMS
    return unlikely


def are_seasons(texts: Iterable[str]) -> bool:
    """Return whether texts such as 2009/10 are a year and the next one rather than a month."""
    seasons = [match for text in texts if (match := _SEASON.fullmatch(text))]
    return bool(seasons) and all((int(match[1]) + 1) % 100 == int(match[2]) for match in seasons)


def matching_digit_forms(texts: pa.StringArray, forms: tuple[str, ...] = DIGIT_FORMS) -> tuple[str, ...]:
    """Return the form of digits that matches all texts, which have no nulls, empty if none does."""
    for form in forms if len(texts) else ():
        alike = pc.all(pc.match_substring_regex(texts.slice(0, SAMPLE), f"^{_SHAPES[form].pattern}$")).as_py()
        if alike and not (timestamps(texts, form) == NAT).any():
            return (form,)
    return ()


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


def may_have_names(first: np.ndarray, last: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return which texts may be dates with the name of a month: those that begin or end with a digit."""
    begins, ends = (first - np.uint8(ord("0"))) < 10, (last - np.uint8(ord("0"))) < 10
    result: np.ndarray = (begins | (_MONTH_INITIALS[first] & ends)) & (lengths > 0) & (lengths <= _LONGEST)
    return result


def count_dates(texts: pl.Series, weights: np.ndarray, first: int = SAMPLE) -> dict[str, int]:
    """Return the total weight of texts of the shape of dates by their form, the commonest of a sample first.

    A text that matches several forms has the first of them. The `first` texts tell seasons from months.
    """
    counts: dict[str, int] = {}
    skipped = {"%Y.%m", "%m.%Y", *_unlikely(texts.head(first).to_list(), DATE_FORMS)}
    cells = texts.to_arrow().cast(pa.string())
    while form := _commonest(cells.slice(0, SAMPLE // 2).to_pandas(), list(counts), skipped):
        dated = timestamps(cells, form) != NAT
        counts[form] = int(weights[dated].sum())
        cells, weights = cells.filter(pa.array(~dated)), weights[~dated]
    return counts


def forms_by_text(texts: pl.Series) -> tuple[np.ndarray, list[tuple[str, ...]]]:
    """Return the forms in which texts are dates, as places in a list of these."""
    coded = texts.to_arrow().dictionary_encode()
    places: dict[tuple[str, ...], int] = {}
    distinct = [places.setdefault(forms_of(text), len(places)) for text in coded.dictionary.to_pylist()]
    return np.array(distinct, np.intp)[coded.indices.to_numpy()], list(places)


def count_few(
    texts: pl.Series, weights: np.ndarray, first: int, rest: np.ndarray, alternatives: list[tuple[str, ...]]
) -> dict[str, int]:
    """Return what `count_dates` does for few texts, by their places among the alternatives."""
    totals = dict.fromkeys(places := rest.tolist(), 0)
    for place, weight in zip(places, weights.tolist(), strict=True):
        totals[place] += weight
    likely = {form for place in totals for form in alternatives[place]}
    skipped = {"%Y.%m", "%m.%Y", *_unlikely(texts.head(first).to_list(), likely)}
    counts: dict[str, int] = {}
    shapes = set[str]()
    while True:
        hits: dict[str, int] = {}
        for place, many in Counter(places[: SAMPLE // 2]).items():
            for form in alternatives[place]:
                if form not in skipped and _SHAPES[form].pattern not in shapes:
                    hits[form] = hits.get(form, 0) + many
        if not hits:
            return counts
        best = max(hits, key=lambda form: (hits[form], -_ORDER[form]))
        read = {place for place in totals if best in alternatives[place]}
        counts[best] = sum(totals.pop(place) for place in read)
        shapes.add(_SHAPES[best].pattern)
        places = [place for place in places if place not in read]


def forms(cells: pd.Series) -> tuple[str, ...]:
    """Return the forms of a column's trimmed texts, the one that matches most of them first.

    The next one matches most of the rest, and so on. Forms that differ in the order of day and month alone
    don't occur together.
    """
    rest, result = cells[cells != ""], list[str]()
    while form := _commonest(rest, result):
        result.append(form)
        rest = rest[read(rest, form).isna()]
    return tuple(result)


def _commonest(cells: pd.Series, others: list[str], skipped: Collection[str] = ()) -> str | None:
    """Return the form that matches most cells, the first of ties and None if there is none, beside others."""
    shapes = {_SHAPES[form].pattern for form in others}
    signatures = {_LATER_DIGIT.sub("0", text) for text in cells.unique()}
    likely = [
        form
        for form in DATE_FORMS
        if form not in skipped
        and _SHAPES[form].pattern not in shapes
        and any(map(_SHAPES[form].fullmatch, signatures))
    ]
    hits = {form: int(read(cells, form).notna().sum()) for form in likely}
    best = max(likely, key=lambda form: hits[form], default=None)
    return best if best and hits[best] else None


def read(cells: pd.Series, form: str) -> pd.Series:
    """Return the cells as timestamps in UTC, with NaT where the form doesn't match."""
    replacements, pattern = strptime_form(form)
    if replacements:
        cells = cells.map({text: strptime_text(text, form) for text in cells.dropna().unique()})
    parsed = pd.to_datetime(cells, format=pattern, errors="coerce", utc=True)
    return parsed.dt.tz_localize(None)


def isos(microseconds: np.ndarray) -> list[str]:
    """Return what `iso` does for moments in microseconds since 1970."""
    moments = microseconds.astype("datetime64[us]")
    days = np.datetime_as_string(moments, unit="D", casting="unsafe")
    times = np.datetime_as_string(moments, unit="s", casting="unsafe")
    texts: list[str] = np.where(microseconds % _DAY == 0, days, times).tolist()
    return texts


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
