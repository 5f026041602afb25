"""Cells as numbers, for measures that ask how a model does by them."""

from typing import Any

import numpy

from ..spec import Role

Values = numpy.ndarray[Any, Any]
Column = tuple[str, Role]

DAY = 86_400.0
_DIGITS = 5  # of a score, which is shown with three or four
_BOUND_DIGITS = 12


def numbers_of(role: Role, cells: Values) -> Values:
    """Return cells as numbers: dates in seconds since 1970, texts by their words, missing ones as NaN."""
    match role:
        case "date":
            return numpy.array([numpy.nan if cell is None else _seconds(cell) for cell in cells])
        case "text":
            return numpy.array(
                [numpy.nan if cell is None else len(cell.split()) for cell in cells], dtype=float
            )
        case _:
            return numpy.array([numpy.nan if cell is None else cell for cell in cells], dtype=float)


def dates_of(seconds: float) -> str:
    """Return the date, and the time where it has one, of a moment in seconds since 1970 (ISO 8601)."""
    return str(numpy.datetime64(round(seconds), "s")).removesuffix("T00:00:00")


def rounded(value: float) -> float:
    """Return a number with five significant digits, more than are shown."""
    return float(f"{value:.{_DIGITS}g}")


def bound(role: Role, value: float) -> float | str:
    """Return the bound of a slice: a date as text, a number without the noise of its last digits."""
    return dates_of(value) if role == "date" else float(f"{value:.{_BOUND_DIGITS}g}")


def _seconds(cell: str) -> float:
    return float(numpy.datetime64(cell, "s").astype(numpy.int64))
