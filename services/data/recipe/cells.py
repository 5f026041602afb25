"""Cells: texts as the model takes them, by their column's role; the training container reads them alike."""

import re

import numpy as np
import pandas as pd

from services.data.tables import dates
from services.data.tables.numbers import NumberFormat


def numbers(cells: pd.Series, written: NumberFormat) -> pd.Series:
    """Return texts as floats; what is no finite number by the table's format is NaN."""
    point, comma = re.escape(written.decimal), re.escape(written.thousands)
    grouped = rf"\d{{1,3}}(?:{comma}\d{{3}})+(?:{point}\d*)?|" if written.thousands else ""
    form = rf"[+-]?(?:{grouped}\d+(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?"
    trimmed = cells.fillna("").astype(str).str.strip()
    plain = trimmed.where(trimmed.str.fullmatch(form), "")
    if written.thousands:
        plain = plain.str.replace(written.thousands, "", regex=False)
    if written.decimal != ".":
        plain = plain.str.replace(written.decimal, ".", regex=False)
    found = pd.to_numeric(plain, errors="coerce").astype(float)
    return found.where(np.isfinite(found))


def moments(cells: pd.Series) -> pd.Series:
    """Return texts as timestamps in UTC by the form that reads most of them, else NaT."""
    return dates.read(cells.fillna("").astype(str).str.strip(), date_form(cells))


def date_form(cells: pd.Series) -> str:
    """Return the form that reads most of a column's cells, the first of those that read as many."""
    trimmed = cells.fillna("").astype(str).str.strip()
    present = trimmed[trimmed != ""]
    return max(dates.FORMS, key=lambda form: int(dates.read(present, form).notna().sum()))


def texts(cells: pd.Series) -> np.ndarray:
    """Return trimmed texts as an object array, with None where nothing is written."""
    trimmed = cells.fillna("").astype(str).str.strip()
    found: np.ndarray = trimmed.to_numpy(dtype=object, copy=True)
    found[(trimmed == "").to_numpy()] = None
    return found
