"""Pearson correlation of each pair of numeric columns, over the rows where both have a number."""

import numpy as np

from services.data.profile.records import ColumnProfile, Correlation
from services.data.tables.column_store import StoredColumn

COLUMNS = 50
_PIECE = 65_536


def correlations(columns: list[tuple[ColumnProfile, StoredColumn]]) -> tuple[Correlation, ...]:
    """Return the coefficients of the first 50 columns that aren't constant; the arrays are aligned by row."""
    varying = [(profile, values) for profile, values in columns if profile.deviation][:COLUMNS]
    if len(varying) < 2:
        return ()
    matrix = _coefficients(varying)
    return tuple(
        Correlation(varying[first][0].name, varying[second][0].name, float(matrix[first, second]))
        for first in range(len(varying))
        for second in range(first + 1, len(varying))
        if np.isfinite(matrix[first, second])
    )


def _coefficients(columns: list[tuple[ColumnProfile, StoredColumn]]) -> np.ndarray:
    """Return the matrix of coefficients, NaN where two columns share too few rows."""
    size, rows = len(columns), columns[0][1].count
    # Row i of `present` is the mask of one column's numbers; columns without missing values share row 0.
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
            score[index] = _standardized(column, values.part(start, count))
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
        covariance = products - sums * sums.T / both
        variance = squares - sums * sums / both
        # A variance this small over the shared rows is a rounding error.
        variance[variance <= 1e-12 * both] = np.nan
        coefficients = covariance / np.sqrt(variance * variance.T)
    coefficients[both < 2] = np.nan
    return np.clip(coefficients, -1, 1)


def _standardized(column: ColumnProfile, values: np.ndarray) -> np.ndarray:
    """Return values as standard scores, NaN where there is none."""
    scale = column.deviation or 1.0
    scores: np.ndarray = values / scale - (column.mean or 0.0) / scale
    return scores
