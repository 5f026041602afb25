"""Dates in texts become ISO 8601 in UTC, which numpy parses; the cells of a column have one form or a few."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

import numpy
import pandas

from .date_forms import DATE_FORMS, date_shape, strptime_form, strptime_text

BLOCK_CELLS = 100_000
_SHAPES = {form: re.compile(date_shape(form)) for form in DATE_FORMS}
# Other digits than those of the century; those beyond ASCII stay, which makes no difference to a shape.
_DIGITS = str.maketrans("123456789", "0" * 9)
_CENTURY = 2


def read(cells: pandas.Series) -> pandas.Series:
    """Return texts as timestamps in UTC by the form that matches most of them, NaT where none matches.

    The cells that it doesn't match have the form that matches most of them, and so on. Forms that differ in
    the order of day and month alone don't occur together.
    """
    return pandas.Series(_read([cells.to_numpy(dtype=object)])[0], index=cells.index)


def iso_columns(columns: Sequence[pandas.Series]) -> Iterator[numpy.ndarray]:
    """Yield the ISO 8601 texts of columns of trimmed texts as `read` reads them, None where none is a date.

    The columns are equally long. Short ones are read together, because the calls of pandas take longer than
    their cells do.
    """
    together = max(1, BLOCK_CELLS // max(len(columns[0]), 1)) if columns else 1
    for start in range(0, len(columns), together):
        texts = [cells.to_numpy(dtype=object) for cells in columns[start : start + together]]
        for moments in _read(texts):
            iso_texts = iso(moments).astype(object)
            iso_texts[numpy.isnat(moments)] = None
            yield iso_texts


def iso(moments: numpy.ndarray) -> numpy.ndarray:
    """Return timestamps as ISO 8601 texts, without the time if all are at midnight."""
    days = moments.astype("datetime64[D]")
    are_days = ((days == moments) | numpy.isnat(moments)).all()
    return numpy.datetime_as_string(days if are_days else moments.astype("datetime64[s]"))


def _read(columns: list[numpy.ndarray]) -> list[numpy.ndarray]:
    """Return columns as timestamps; those whose cells may have the same forms are read together."""
    result = [numpy.full(len(texts), "NaT", dtype="datetime64[s]") for texts in columns]
    rest = {place: (texts, frozenset[str]()) for place, texts in enumerate(columns)}
    while rest:
        groups = _groups({place: _likely(*unread) for place, unread in rest.items()})
        unread, rest = rest, {}
        for places, forms in groups:
            best = _best([unread[place][0] for place in places], forms)
            for place, (form, moments) in zip(places, best, strict=True):
                missing = numpy.isnat(moments)
                if not missing.all():
                    result[place] = numpy.where(missing, result[place], moments)
                    texts, shapes = unread[place]
                    rest[place] = numpy.where(missing, texts, ""), shapes | {_SHAPES[form].pattern}
    return result


def _groups(forms: dict[int, tuple[str, ...]]) -> list[tuple[list[int], tuple[str, ...]]]:
    """Return the places of columns with the same forms together, without those that have none.

    A fraction of a second makes all timestamps that are read with it finer, and narrows their range.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, likely in forms.items():
        is_fine = any("%f" in form for form in likely)
        groups[(*likely, place) if is_fine else likely].append(place)
    return [(places, forms[places[0]]) for places in groups.values() if forms[places[0]]]


def _likely(texts: numpy.ndarray, shapes: frozenset[str]) -> tuple[str, ...]:
    """Return the forms that some cell may have, in the order of all; those of the shapes are ruled out."""
    distinct = set(texts.tolist())
    signatures = {text[:_CENTURY] + text[_CENTURY:].translate(_DIGITS) for text in distinct}
    forms = set(chain.from_iterable(map(_forms_of, signatures)))
    return tuple(form for form in DATE_FORMS if form in forms and _SHAPES[form].pattern not in shapes)


@lru_cache(maxsize=4096)
def _forms_of(signature: str) -> tuple[str, ...]:
    """Return the forms of a shape; those with %N, which takes longer, for want of others."""
    forms = tuple(form for form, shape in _SHAPES.items() if shape.fullmatch(signature))
    return tuple(form for form in forms if "%N" not in form) or forms


def _best(columns: list[numpy.ndarray], forms: tuple[str, ...]) -> list[tuple[str, numpy.ndarray]]:
    """Return the form that matches most cells of each column, the first of ties, and what it reads."""
    rows = len(columns[0])
    sizes = [int((texts != "").sum()) for texts in columns]
    counts = [0] * len(columns)
    best = [(forms[0], numpy.full(rows, "NaT", dtype="datetime64[s]"))] * len(columns)
    for form in forms:
        places = [place for place, size in enumerate(sizes) if counts[place] < size]
        if not places:
            break
        moments = _timestamps(numpy.concatenate([columns[place] for place in places]), form)
        for place, part in zip(places, moments.reshape(-1, rows), strict=True):
            count = rows - int(numpy.isnat(part).sum())
            if count > counts[place]:
                counts[place], best[place] = count, (form, part)
    return best


def _timestamps(texts: numpy.ndarray, form: str) -> numpy.ndarray:
    cells = pandas.Series(texts, dtype=object)
    replacements, pattern = strptime_form(form)
    if replacements:
        cells = cells.map({text: strptime_text(text, form) for text in cells.dropna().unique()})
    moments = pandas.to_datetime(cells, format=pattern, errors="coerce", utc=True)
    timestamps: numpy.ndarray = moments.dt.tz_localize(None).to_numpy()
    return timestamps
