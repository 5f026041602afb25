"""Prediction intervals and prediction sets, from the quantiles that the trainer calibrated on held-out rows
(services/containers/trainer/measures/conformal.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Level:
    """A level of coverage, such as 0.9, with the quantile that reaches it and the coverage measured.

    `size` is the mean width of intervals or the mean number of classes, on `rows` held-out rows; a contract
    has neither.
    """

    level: float
    quantile: float
    coverage: float
    size: float = 0.0
    rows: int = 0


@dataclass(frozen=True)
class Interval:
    """The bounds between which the actual value lies with a level of coverage; `coverage` was measured."""

    level: float
    coverage: float
    low: float
    high: float


@dataclass(frozen=True)
class ClassSet:
    """The classes among which the actual one is with a level of coverage, likeliest first."""

    level: float
    coverage: float
    classes: tuple[str, ...]


def intervals(levels: Sequence[Level], value: float) -> tuple[Interval, ...]:
    """Return the intervals around a predicted number, one a level."""
    return tuple(
        Interval(level.level, level.coverage, value - level.quantile, value + level.quantile)
        for level in levels
    )


def class_sets(levels: Sequence[Level], ranked: Sequence[tuple[str, float]]) -> tuple[ClassSet, ...]:
    """Return the sets of classes, one a level, from all classes with their probabilities, likeliest first."""
    return tuple(
        ClassSet(
            level.level,
            level.coverage,
            tuple(
                label
                for rank, (label, probability) in enumerate(ranked)
                # The likeliest class is in every set.
                if not rank or 1 - probability <= level.quantile
            ),
        )
        for level in levels
    )


def read_levels(content: Any) -> tuple[Level, ...]:
    """Read the entry of a file. Raises ValueError, KeyError or TypeError if it is invalid."""
    return tuple(
        Level(
            float(entry["level"]),
            float(entry["quantile"]),
            float(entry["coverage"]),
            float(entry.get("size", 0.0)),
            int(entry.get("rows", 0)),
        )
        for entry in content or ()
    )
