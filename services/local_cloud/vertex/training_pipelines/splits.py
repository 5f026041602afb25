"""Split a training pipeline's data at random, by a column, or by time."""

import random
from array import array
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from services.local_cloud.http.errors import invalid_argument

PARTS = ("training", "validation", "test")
_DEFAULT_FRACTIONS = (0.8, 0.1, 0.1)

# Returns the index in PARTS for a row, None for a row in no part.
Assigner = Callable[[list[str]], int | None]


def assigner(pipeline: Any, header: list[str], rows: Callable[[], Iterable[list[str]]]) -> Assigner:
    """Return the assigner for a pipeline's InputDataConfig; `rows` reads all rows again.

    Raises a 400 ApiError if the table lacks the column to split by.
    """
    config = pipeline.input_data_config
    kind = config.WhichOneof("split")
    if kind == "predefined_split":
        return _by_column(_column(header, config.predefined_split.key))
    if kind == "timestamp_split":
        split = config.timestamp_split
        return _by_time(_column(header, split.key), _fractions(split), rows())
    return _by_fraction(pipeline.name, _fractions(config.fraction_split))


def fractions_sum_to_1(split: Any) -> bool:
    """Return whether the fractions of a split are at least 0 and sum to at most 1."""
    fractions = (split.training_fraction, split.validation_fraction, split.test_fraction)
    return bool(min(fractions) >= 0 and sum(fractions) <= 1 + 1e-9)


def _by_fraction(seed: str, fractions: tuple[float, float, float]) -> Assigner:
    # The pipeline's name is the seed, so that a repeated run gets the same rows.
    generator = random.Random(seed)  # noqa: S311 - nothing secret depends on it
    return lambda _row: generator.choices((0, 1, 2), fractions)[0]


def _by_column(column: int) -> Assigner:
    return lambda row: PARTS.index(row[column]) if _cell(row, column) in PARTS else None


def _by_time(column: int, fractions: tuple[float, float, float], rows: Iterable[list[str]]) -> Assigner:
    """Assign the oldest rows to training and the newest to test; rows without a time to no part."""
    moments = array("d", (moment for row in rows if (moment := _moment(_cell(row, column))) is not None))
    ordered = sorted(moments)
    total = sum(fractions)
    ends = [round(len(ordered) * sum(fractions[: part + 1]) / total) for part in (0, 1)]
    # The last times of training and of validation; an empty part ends before all rows.
    limits = [ordered[end - 1] if end else float("-inf") for end in ends]

    def assign(row: list[str]) -> int | None:
        moment = _moment(_cell(row, column))
        return None if moment is None else sum(moment > limit for limit in limits)

    return assign


def _column(header: list[str], key: str) -> int:
    if key not in header:
        raise invalid_argument(f'The dataset has no column "{key}" to split by.')
    return header.index(key)


def _cell(row: list[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _moment(text: str) -> float | None:
    """Return an RFC 3339 time as seconds, None for anything else; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _fractions(split: Any) -> tuple[float, float, float]:
    fractions = (split.training_fraction, split.validation_fraction, split.test_fraction)
    return fractions if sum(fractions) > 0 else _DEFAULT_FRACTIONS
