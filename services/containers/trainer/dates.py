"""Dates in texts: one written form per column becomes ISO 8601 in UTC, which numpy reads by itself."""

import numpy
import pandas

# The app tries the same forms in the same order: services/data/tables/dates.py.
FORMS = (
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%d %H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S.%f%z",
    "%Y-%m-%d %H:%M:%S UTC",
    "%Y-%m-%d %H:%M:%S.%f UTC",
    "%Y%m%dT%H%M%S",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y.%m.%d",
    "%Y.%m.%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y. %m. %d.",
    "%Y. %m. %d",
    "%Y년 %m월 %d일",
    "%Y년%m월%d일",
    "%Y년 %m월 %d일 %H:%M",
    "%Y年%m月%d日",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m-%d-%Y",
    "%d-%m-%Y",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%a, %d %b %Y %H:%M:%S %z",
    "%G-W%V-%u",
)


def read(cells: pandas.Series) -> pandas.Series:
    """Return texts as timestamps in UTC by the form that reads most; what it can't read is NaT."""
    present = cells[cells != ""]
    best = _read(present, FORMS[0])
    for form in FORMS[1:]:
        if best.notna().all():
            break
        found = _read(present, form)
        if found.notna().sum() > best.notna().sum():
            best = found
    return best.reindex(cells.index)


def iso(moments: pandas.Series) -> pandas.Series:
    """Return timestamps as ISO 8601 texts, without the time where no row has one."""
    dated = moments.dropna()
    unit = "D" if (dated == dated.dt.normalize()).all() else "s"
    values = moments.to_numpy().astype(f"datetime64[{unit}]")
    return pandas.Series(numpy.datetime_as_string(values).astype(object), index=moments.index)


def _read(cells: pandas.Series, form: str) -> pandas.Series:
    return pandas.to_datetime(cells, format=form, errors="coerce", utc=True).dt.tz_localize(None)
