"""Which part of a training pipeline's data a row belongs to: by chance, by a column, or by time."""

import random
from array import array
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from services.local_cloud.http.errors import invalid_argument

PARTS = ("training", "validation", "test")
_DEFAULT_FRACTIONS = (0.8, 0.1, 0.1)

# Returns the part's number, None for a row that is left out.
Assigner = Callable[[list[str]], int | None]


def assigner(pipeline: Any, header: list[str], rows: Callable[[], Iterable[list[str]]]) -> Assigner:
    """Return what deals rows out as a pipeline's InputDataConfig asks; `rows` reads them all anew.

    Raises a 400 ApiError where the table lacks the column that decides.
    """
    config = pipeline.input_data_config
    kind = config.WhichOneof("split")
    if kind == "predefined_split":
        return _by_column(_column(header, config.predefined_split.key))
    if kind == "timestamp_split":
        split = config.timestamp_split
        return _by_time(_column(header, split.key), _fractions(split), rows())
    return _by_chance(pipeline.name, _fractions(config.fraction_split))


def fractions_sum_to_1(split: Any) -> bool:
    """Say whether a split's fractions make sense."""
    fractions = (split.training_fraction, split.validation_fraction, split.test_fraction)
    return bool(min(fractions) >= 0 and sum(fractions) <= 1 + 1e-9)


def _by_chance(seed: str, fractions: tuple[float, float, float]) -> Assigner:
    # Seeded by the pipeline, so that a run that is begun again gets the same rows.
    dice = random.Random(seed)  # noqa: S311 - nothing secret depends on it
    return lambda _row: dice.choices((0, 1, 2), fractions)[0]


def _by_column(column: int) -> Assigner:
    return lambda row: PARTS.index(row[column]) if _cell(row, column) in PARTS else None


def _by_time(column: int, fractions: tuple[float, float, float], rows: Iterable[list[str]]) -> Assigner:
    """Give the oldest rows to training and the newest to test; rows without a time are left out."""
    moments = array("d", (moment for row in rows if (moment := _moment(_cell(row, column))) is not None))
    ordered = sorted(moments)
    total = sum(fractions)
    ends = [round(len(ordered) * sum(fractions[: part + 1]) / total) for part in (0, 1)]
    # The last moment of training and of validation; a part without rows ends before all of them.
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
