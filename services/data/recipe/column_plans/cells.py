"""Parse the texts of a column by its role, as the trainer does."""

import numpy as np
import pandas as pd

from services.containers.trainer.spec import DATE_FORMS, NUMBER_LIMIT, spelling_key
from services.data.tables import dates
from services.data.tables.numbers import NumberFormat


def numbers(cells: pd.Series, number_format: NumberFormat) -> pd.Series:
    """Return texts as floats, NaN where a text is no number in the table's format or beyond the limit."""
    trimmed = _trimmed(cells)
    plain = trimmed.where(trimmed.str.fullmatch(number_format.pattern), "")
    if number_format.thousands:
        plain = plain.str.replace(number_format.thousands, "", regex=False)
    if number_format.decimal != ".":
        plain = plain.str.replace(number_format.decimal, ".", regex=False)
    parsed = pd.to_numeric(plain, errors="coerce").astype(float)
    return parsed.where(parsed.abs() <= NUMBER_LIMIT)


def moments(cells: pd.Series) -> pd.Series:
    """Return texts as timestamps in UTC by the form that matches most of them, NaT for the others."""
    return dates.read(_trimmed(cells), date_form(cells))


def date_form(cells: pd.Series) -> str:
    """Return the date form that matches most of a column's cells, the first one of ties."""
    trimmed = _trimmed(cells)
    present = trimmed[trimmed != ""]
    return max(DATE_FORMS, key=lambda form: int(dates.read(present, form).notna().sum()))


def texts(cells: pd.Series) -> np.ndarray:
    """Return trimmed texts as an object array, None if a cell is empty."""
    trimmed = _trimmed(cells)
    objects: np.ndarray = trimmed.to_numpy(dtype=object, copy=True)
    objects[(trimmed == "").to_numpy()] = None
    return objects


def spelling_keys(cells: pd.Series) -> np.ndarray:
    """Return what the spellings of each text share, None if a cell is empty."""
    values = pd.Series(texts(cells), dtype=object)
    keys = {text: spelling_key(text) or None for text in values.dropna().unique()}
    return np.array([keys.get(text) for text in values], dtype=object)


def _trimmed(cells: pd.Series) -> pd.Series:
    return cells.fillna("").astype(str).str.strip()
