"""Dates in texts become ISO 8601 in UTC, which numpy parses; the cells of a column have one form or a few."""

import re

import numpy
import pandas

from .date_forms import DATE_FORMS, date_shape, strptime_form

_SHAPES = {form: re.compile(date_shape(form)) for form in DATE_FORMS}
_LATER_DIGIT = re.compile(r"(?<=..)\d")  # other than the century


def read(cells: pandas.Series) -> pandas.Series:
    """Return texts as timestamps in UTC by the form that matches most of them, NaT where none matches.

    The cells that it doesn't match have the form that matches most of them, and so on. Forms that differ in
    the order of day and month alone don't occur together.
    """
    rest, shapes = cells[cells != ""], set[str]()
    read: list[pandas.Series] = []
    while len(rest):
        signatures = {_LATER_DIGIT.sub("0", text) for text in rest.unique()}
        likely = [
            form
            for form, shape in _SHAPES.items()
            if shape.pattern not in shapes and any(map(shape.fullmatch, signatures))
        ]
        best, moments = _best(rest, likely)
        unread = moments.isna()
        if unread.all():
            break
        read.append(moments.dropna())
        rest = rest[unread]
        shapes.add(_SHAPES[best].pattern)
    return pandas.concat(read or [_none(rest)]).reindex(cells.index)


def iso(moments: pandas.Series) -> pandas.Series:
    """Return timestamps as ISO 8601 texts, without the time if all are at midnight."""
    values = moments.to_numpy()
    days = values.astype("datetime64[D]")
    are_days = ((days == values) | numpy.isnat(values)).all()
    texts = numpy.datetime_as_string(days if are_days else values.astype("datetime64[s]"))
    return pandas.Series(texts.astype(object), index=moments.index)


def _best(cells: pandas.Series, forms: list[str]) -> tuple[str, pandas.Series]:
    """Return the form that matches most cells, the first of ties, and the timestamps that it reads."""
    best, moments = DATE_FORMS[0], _none(cells)
    many = 0
    for form in forms:
        timestamps = _read(cells, form)
        count = int(timestamps.notna().sum())
        if count > many:
            best, moments, many = form, timestamps, count
        if many == len(cells):
            break
    return best, moments


def _none(cells: pandas.Series) -> pandas.Series:
    return pandas.Series(pandas.NaT, index=cells.index, dtype="datetime64[s]")


def _read(cells: pandas.Series, form: str) -> pandas.Series:
    replacements, pattern = strptime_form(form)
    texts = cells.replace(replacements, regex=True) if replacements else cells
    return pandas.to_datetime(texts, format=pattern, errors="coerce", utc=True).dt.tz_localize(None)
