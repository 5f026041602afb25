"""Drift: how much the distribution of a column differs between two tables."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

from services.data.comparison import distributions
from services.data.comparison.distributions import Shares
from services.data.profile import TOP, ColumnProfile

Level = Literal["steady", "some", "strong"]

# The distances that correspond to a population stability index (PSI) of 0.1 and 0.25, the customary bounds
# of moderate and significant drift; PSI is about proportional to the squared distance.
SOME, STRONG = 0.134, 0.212
_MISSING_SOME, _MISSING_STRONG = 0.02, 0.1
_SHIFT = 0.1  # in standard deviations; a smaller shift of the mean isn't reported
_SPREAD = 1.5  # a ratio of standard deviations; a smaller one isn't reported
_LEVELS: tuple[Level, ...] = ("steady", "some", "strong")


@dataclass(frozen=True)
class NumberDifference:
    """A statistic that differs; "missing" is a share of rows, "mean_length" a number of characters."""

    measure: Literal["mean", "mean_length", "standard_deviation", "missing"]
    before: float
    after: float


@dataclass(frozen=True)
class DateDifference:
    """The first and the last date of a column, as ISO 8601, where either differs."""

    before: tuple[str, str]
    after: tuple[str, str]


@dataclass(frozen=True)
class ValueDifference:
    """Categories, or frequent words of a text column, that only one of the tables has."""

    measure: Literal["new_values", "lost_values", "new_words", "lost_words"]
    values: tuple[str, ...]


Difference = NumberDifference | DateDifference | ValueDifference


@dataclass(frozen=True)
class Drift:
    """How much a column changed; `services.data.comparison.comparison.Change` describes the fields."""

    level: Level
    shares: Shares | None
    distance: float | None
    shift: float | None
    missing: tuple[float, float]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


def drift(before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]) -> Drift:
    """Return the drift of a column; a distance within the sampling noise of `rows` rows is none."""
    common = distributions.shares(before, after, rows)
    words = distributions.word_shares(before, after) if before.kind == after.kind == "text" else None
    present = (rows[0] - before.missing, rows[1] - after.missing)
    distances = [
        (distributions.distance(shares), _noise(shares, present)) for shares in (common, words) if shares
    ]
    missing = (before.missing / max(1, rows[0]), after.missing / max(1, rows[1]))
    more_missing = _missing_level(missing, rows)
    level = _worst(more_missing, *(_level(distance, noise) for distance, noise in distances))
    if before.kind != after.kind:
        level = "strong"
    elif before.kind == "date" and level == "strong":
        level = "some"  # later tables have later dates
    moved = Drift(
        level=level,
        shares=common,
        distance=max((distance for distance, _noise in distances), default=None),
        shift=_shift(before, after),
        missing=missing,
        new=_only_in(after, before),
        gone=_only_in(before, after),
    )
    return replace(moved, differences=tuple(_differences(before, after, moved, more_missing)))


def _differences(
    before: ColumnProfile, after: ColumnProfile, moved: Drift, more_missing: Level
) -> Iterator[Difference]:
    if moved.level != "steady":
        yield from _number_differences(before, after, moved)
    spans = (_span(before), _span(after))
    if spans[0] and spans[1] and spans[0] != spans[1]:
        yield DateDifference(spans[0], spans[1])
    if more_missing != "steady":
        yield NumberDifference("missing", *moved.missing)
    yield from _value_differences(before, moved)


def _number_differences(
    before: ColumnProfile, after: ColumnProfile, moved: Drift
) -> Iterator[NumberDifference]:
    if moved.shift is not None and abs(moved.shift) >= _SHIFT:
        measure: Literal["mean", "mean_length"] = "mean_length" if before.kind == "text" else "mean"
        yield NumberDifference(measure, before.mean or 0.0, after.mean or 0.0)
    if before.kind == after.kind == "number" and before.deviation and after.deviation:
        ratio = after.deviation / before.deviation
        if max(ratio, 1 / ratio) >= _SPREAD:
            yield NumberDifference("standard_deviation", before.deviation, after.deviation)


def _value_differences(before: ColumnProfile, moved: Drift) -> Iterator[ValueDifference]:
    is_text = before.kind == "text"
    if moved.level == "steady" and (is_text or before.distinct > TOP):
        return  # the last entries of two lists of frequent values always differ
    if moved.new:
        yield ValueDifference("new_words" if is_text else "new_values", moved.new)
    if moved.gone:
        yield ValueDifference("lost_words" if is_text else "lost_values", moved.gone)


def _span(column: ColumnProfile) -> tuple[str, str] | None:
    return (column.earliest, column.latest) if column.earliest and column.latest else None


def _only_in(one: ColumnProfile, other: ColumnProfile) -> tuple[str, ...]:
    """Return the frequent values of one column that the other one lacks by its profile."""
    if one.kind != other.kind or one.kind not in ("category", "text"):
        return ()
    known = {value for value, _count in other.top}
    if one.kind == "category" and len(known) >= TOP and other.distinct > TOP:
        # The list is cut, so only values more frequent than its last entry are known to be missing from it.
        least = min(count for _value, count in other.top)
        return tuple(value for value, count in one.top if value not in known and count > least)
    return tuple(value for value, _count in one.top if value not in known)


def _noise(shares: Shares, present: tuple[int, int]) -> float:
    bars = sum(left + right > 0 for left, right in zip(shares.before, shares.after, strict=True))
    return distributions.sampling_noise(bars, *present)


def _level(distance: float, noise: float) -> Level:
    if distance <= noise or distance < SOME:
        return "steady"
    return "strong" if distance >= STRONG else "some"


def _worst(*levels: Level) -> Level:
    return max(levels, key=_LEVELS.index)


def _missing_level(missing: tuple[float, float], rows: tuple[int, int]) -> Level:
    difference = abs(missing[1] - missing[0])
    pooled = (missing[0] * rows[0] + missing[1] * rows[1]) / max(1, sum(rows))
    noise = 3 * sqrt(pooled * (1 - pooled) * (1 / max(1, rows[0]) + 1 / max(1, rows[1])))
    if difference < _MISSING_SOME or difference <= noise:
        return "steady"
    return "strong" if difference >= _MISSING_STRONG else "some"


def _shift(before: ColumnProfile, after: ColumnProfile) -> float | None:
    if before.kind != after.kind or before.mean is None or after.mean is None or not before.deviation:
        return None
    return (after.mean - before.mean) / before.deviation
