"""Dates in texts: the cells of a column have one form and become ISO 8601 in UTC, which numpy parses."""

import numpy
import pandas

from .spec import DATE_FORMS


def read(cells: pandas.Series) -> pandas.Series:
    """Return texts as timestamps in UTC by the form that matches most of them, NaT for the others."""
    present = cells[cells != ""]
    best = _read(present, DATE_FORMS[0])
    for form in DATE_FORMS[1:]:
        if best.notna().all():
            break
        timestamps = _read(present, form)
        if timestamps.notna().sum() > best.notna().sum():
            best = timestamps
    return best.reindex(cells.index)


def iso(moments: pandas.Series) -> pandas.Series:
    """Return timestamps as ISO 8601 texts, without the time if all are at midnight."""
    present = moments.dropna()
    unit = "D" if (present == present.dt.normalize()).all() else "s"
    values = moments.to_numpy().astype(f"datetime64[{unit}]")
    return pandas.Series(numpy.datetime_as_string(values).astype(object), index=moments.index)


def _read(cells: pandas.Series, form: str) -> pandas.Series:
    return pandas.to_datetime(cells, format=form, errors="coerce", utc=True).dt.tz_localize(None)
