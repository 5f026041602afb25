"""Partial dependence: what the model predicts on average where all rows have one value in a column.

After Friedman, "Greedy Function Approximation: A Gradient Boosting Machine" (2001).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy

from ..spec import Role
from .cells import Column, bound, numbers_of, rounded
from .slices import CHARACTERS

Values = numpy.ndarray[Any, Any]

COLUMNS = 8
ROWS = 100
GRID = 10
GRID_ROWS = 2000  # that tell the commonest categories and the quantiles
CLASSES = 5
_ENDS = (0.05, 0.95)  # quantiles, beyond which rows are too few to tell


def dependence(
    columns: Sequence[Column], values: Values, answer: Callable[[Values], Values], seed: int
) -> list[dict[str, Any]]:
    """Return the mean answers over a grid of values of each of the first columns that hold no texts.

    `answer` takes rows and returns a row of answers for each, such as the probabilities of some classes.
    """
    values = values[:GRID_ROWS]
    chosen = values[numpy.random.default_rng(seed).permutation(len(values))[:ROWS]]
    entries: list[dict[str, Any]] = []
    for place, (name, role) in enumerate(columns):
        grid = _grid(role, values[:, place]) if role != "text" and len(entries) < COLUMNS else []
        if len(grid) < 2:
            continue
        rows = numpy.tile(chosen, (len(grid), 1))
        rows[:, place] = numpy.repeat(numpy.array(grid, dtype=object), len(chosen))
        answers = answer(rows).reshape(len(grid), len(chosen), -1).mean(axis=1)
        means = [[rounded(mean) for mean in line] for line in answers]
        shown = [cell[:CHARACTERS] if isinstance(cell, str) else cell for cell in grid]
        entries.append({"column": name, "role": role, "grid": shown, "means": means})
    return entries


def _grid(role: Role, cells: Values) -> list[Any]:
    """Return the commonest categories, or quantiles of numbers and dates, as cells."""
    if role == "category":
        counts = Counter(cell for cell in cells if cell is not None)
        return sorted(counts, key=lambda label: (-counts[label], label))[:GRID]
    numbers = numbers_of(role, cells)
    present = numbers[~numpy.isnan(numbers)]
    if not len(present):
        return []
    inner = numpy.quantile(present, numpy.linspace(*_ENDS, GRID), method="nearest")
    return [bound(role, float(value)) for value in numpy.unique(inner)]
