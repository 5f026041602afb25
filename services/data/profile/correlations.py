"""Correlations: Pearson's coefficient of each pair of columns, from the rows where both are numbers."""

import numpy as np

from services.data.profile.column_store import Values
from services.data.profile.records import ColumnProfile, Correlation

COLUMNS = 50
_PIECE = 65_536


def correlations(columns: list[tuple[ColumnProfile, Values]]) -> tuple[Correlation, ...]:
    """Return the coefficients of the first 50 columns that vary; the values stand row by row."""
    varied = [each for each in columns if each[0].deviation][:COLUMNS]
    if len(varied) < 2:
        return ()
    found = _coefficients(varied)
    return tuple(
        Correlation(varied[first][0].name, varied[second][0].name, float(found[first, second]))
        for first in range(len(varied))
        for second in range(first + 1, len(varied))
        if np.isfinite(found[first, second])
    )


def _coefficients(columns: list[tuple[ColumnProfile, Values]]) -> np.ndarray:
    """Return the matrix of coefficients, NaN where two columns share too few rows."""
    size, rows = len(columns), columns[0][1].count
    # A column's row of `present` tells which of its cells are numbers; those without a gap share the first.
    gaps = [column.numeric < rows for column, _values in columns]
    place = np.where(gaps, np.cumsum(gaps), 0)
    scores, present = np.empty((size, _PIECE)), np.ones((sum(gaps) + 1, _PIECE))
    both = np.zeros((len(present), len(present)))
    sums, squares = np.zeros((2, size, len(present)))
    products = np.zeros((size, size))
    for start in range(0, rows, _PIECE):
        count = min(_PIECE, rows - start)
        score, there = scores[:, :count], present[:, :count]
        for index, (column, values) in enumerate(columns):
            score[index] = _standard(column, values.part(start, count))
            if gaps[index]:
                missing = np.isnan(score[index])
                score[index, missing] = 0.0
                there[place[index]] = ~missing
        both += there @ there.T
        sums += score @ there.T
        products += score @ score.T
        squares += np.square(score, out=score) @ there.T
    both, sums, squares = both[place][:, place], sums[:, place], squares[:, place]
    with np.errstate(invalid="ignore", divide="ignore"):
        shared = products - sums * sums.T / both
        spread = squares - sums * sums / both
        # What a column varies by in the shared rows is nothing but rounding if it is this small.
        spread[spread <= 1e-12 * both] = np.nan
        found = shared / np.sqrt(spread * spread.T)
    found[both < 2] = np.nan
    return np.clip(found, -1, 1)


def _standard(column: ColumnProfile, values: np.ndarray) -> np.ndarray:
    """Return values as deviations from their mean, NaN where there is none."""
    scale = column.deviation or 1.0
    scores: np.ndarray = values / scale - (column.mean or 0.0) / scale
    return scores
