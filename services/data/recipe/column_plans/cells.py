"""Parse the texts of a column by its role, as the trainer does."""

from collections import Counter

import numpy as np
import pandas as pd

from services.containers.trainer.date_forms import DATE_FORMS
from services.containers.trainer.marks import marks_among
from services.containers.trainer.signed_numbers import Signs
from services.containers.trainer.signed_numbers import signs_of as signs_of_texts
from services.containers.trainer.spec import NUMBER_LIMIT, spelling_key
from services.data.tables import dates
from services.data.tables.numbers import NumberFormat


def numbers(cells: pd.Series, number_format: NumberFormat) -> pd.Series:
    """Return texts as floats, NaN where a text is no number in the table's format or too large a one."""
    trimmed = _trimmed(cells)
    if signs := signs_of(cells, number_format):
        parsed = trimmed.map({text: signs.read(text) for text in trimmed.unique()}).astype(float)
        return parsed.where(parsed.abs() <= NUMBER_LIMIT)
    plain = trimmed.where(trimmed.str.fullmatch(number_format.pattern), "")
    if number_format.thousands:
        plain = plain.str.replace(number_format.thousands, "", regex=False)
    if number_format.decimal != ".":
        plain = plain.str.replace(number_format.decimal, ".", regex=False)
    parsed = pd.to_numeric(plain, errors="coerce").astype(float)
    return parsed.where(parsed.abs() <= NUMBER_LIMIT)


def signs_of(cells: pd.Series, number_format: NumberFormat) -> Signs | None:
    """Return how the numbers of a column are written if the table's format doesn't read most of them."""
    counts = Counter(text for text in _trimmed(cells) if text)
    return signs_of_texts(counts, number_format.decimal, number_format.pattern)


def moments(cells: pd.Series) -> pd.Series:
    """Return texts as timestamps in UTC by the forms of most of them, NaT for the others."""
    trimmed = _trimmed(cells)
    first, *others = date_forms(cells)
    timestamps = dates.read(trimmed, first)
    for form in others:
        timestamps = timestamps.fillna(dates.read(trimmed, form))
    return timestamps


def date_forms(cells: pd.Series) -> tuple[str, ...]:
    """Return the date forms of a column's cells, the one that matches most of them first, at least one."""
    return dates.forms(_trimmed(cells)) or DATE_FORMS[:1]


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


def without_marks(cells: pd.Series) -> pd.Series:
    """Return texts, blank where one means missing."""
    trimmed = _trimmed(cells)
    return cells.where(~trimmed.isin(marks_among(set(trimmed) - {""})), "")


def _trimmed(cells: pd.Series) -> pd.Series:
    return cells.fillna("").astype(str).str.strip()
