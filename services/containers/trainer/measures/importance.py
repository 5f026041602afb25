"""Permutation importance: how much worse the score gets when the cells of one column are shuffled.

After Breiman, "Random Forests" (2001), on held-out rows, so it says what the model relies on.
"""

from collections.abc import Callable
from typing import Any

import numpy

Values = numpy.ndarray[Any, Any]

REPEATS = 5
COLUMNS = 200
_ROWS = (50, 500)
_PREDICTIONS = 100_000  # rows in all, of which each column gets its share


def importance(
    values: Values, score: Callable[[Values, Values], list[float]], seed: int
) -> list[tuple[float, float]] | None:
    """Return the mean loss of score and its standard deviation by column; None for too many columns.

    `score` takes rows, a multiple of `places`, and the places of the rows among the held-out ones; it
    returns one score for as many rows as there are places.
    """
    rows, columns = values.shape
    if columns > COLUMNS:
        return None
    random = numpy.random.default_rng(seed)
    least, most = _ROWS
    count = min(rows, max(least, min(most, _PREDICTIONS // (columns * REPEATS))))
    places = numpy.sort(random.permutation(rows)[:count])
    chosen = values[places]
    [whole] = score(chosen, places)
    return [_loss(whole, score(_shuffled(chosen, column, random), places)) for column in range(columns)]


def _shuffled(rows: Values, column: int, random: numpy.random.Generator) -> Values:
    """Return the rows some times over, each time with the cells of a column in another order."""
    repeated = numpy.tile(rows, (REPEATS, 1))
    repeated[:, column] = numpy.concatenate([random.permutation(rows[:, column]) for _ in range(REPEATS)])
    return repeated


def _loss(whole: float, scores: list[float]) -> tuple[float, float]:
    losses = whole - numpy.array(scores)
    return float(losses.mean()), float(losses.std(ddof=1))
