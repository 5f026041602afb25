"""Dates in texts: one written form per column, read into timestamps in UTC without a zone."""

import pandas as pd

# The training container tries the same forms in the same order: services/containers/trainer/dates.py.
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
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
)

_SAMPLE = 100


def parse(cells: pd.Series) -> pd.Series | None:
    """Return the cells as timestamps if one form reads each of them, else None."""
    if cells.empty or not cells.iloc[0][:1].isdigit():
        return None
    head = cells.head(_SAMPLE)
    for form in FORMS:
        if read(head, form).notna().all():
            whole = read(cells, form)
            if whole.notna().all():
                return whole
    return None


def read(cells: pd.Series, form: str) -> pd.Series:
    """Return the cells as timestamps in UTC, with NaT where the form doesn't fit."""
    found = pd.to_datetime(cells, format=form, errors="coerce", utc=True)
    return found.dt.tz_localize(None)


def iso(moment: pd.Timestamp) -> str:
    """Return a timestamp as ISO 8601: only the date where the time is midnight."""
    return str(moment.date()) if moment == moment.normalize() else moment.isoformat(timespec="seconds")
