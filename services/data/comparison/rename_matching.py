"""Rename matching: detect columns that were renamed between two tables."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from services.data.comparison import distributions
from services.data.profile import ColumnProfile

_SAME = 0.1  # the largest Jensen-Shannon distance of matching columns
_SIMILAR_NAMES = 0.6
_SHARED_VALUES = 0.8
_PAIRS = 5_000  # the limit of comparisons, whose number is quadratic in the number of columns

Pair = tuple[ColumnProfile, ColumnProfile]


def match(
    removed: Sequence[ColumnProfile], added: Sequence[ColumnProfile], rows: tuple[int, int]
) -> tuple[Pair, ...]:
    """Return probable renames as pairs of a removed and an added column; a column is in one pair at most.

    Columns with identical statistics are matched first, then columns of one type with similar
    distributions and similar names or values.
    """
    same = {_contents(column): column for column in removed if column.distinct > 1}
    exact: list[Pair] = []
    for column in added:
        twin = same.pop(_contents(column), None)
        if twin is not None:
            exact.append((twin, column))
    matched = {id(column) for pair in exact for column in pair}
    left = [column for column in removed if id(column) not in matched]
    right = [column for column in added if id(column) not in matched]
    return (*exact, *_similar(left, right, rows))


def _similar(
    removed: Sequence[ColumnProfile], added: Sequence[ColumnProfile], rows: tuple[int, int]
) -> list[Pair]:
    if len(removed) * len(added) > _PAIRS:
        return []
    scored = [(_similarity(old, new, rows), old, new) for old in removed for new in added]
    pairs: list[Pair] = []
    matched: set[int] = set()
    for score, old, new in sorted(scored, key=lambda candidate: -candidate[0]):
        if score > 0 and matched.isdisjoint((id(old), id(new))):
            matched |= {id(old), id(new)}
            pairs.append((old, new))
    return pairs


def _similarity(old: ColumnProfile, new: ColumnProfile, rows: tuple[int, int]) -> float:
    common = distributions.shares(old, new, rows)
    if common is None or distributions.distance(common) > _SAME:
        return 0.0
    names = SequenceMatcher(None, old.name.lower(), new.name.lower()).ratio()
    values = {value for value, _count in old.top} & {value for value, _count in new.top}
    shared = len(values) / max(1, min(len(old.top), len(new.top)))
    if names < _SIMILAR_NAMES and (old.kind != "category" or shared < _SHARED_VALUES):
        return 0.0
    return 1 + names + shared - distributions.distance(common)


def _contents(column: ColumnProfile) -> tuple[object, ...]:
    statistics = (
        column.minimum,
        column.maximum,
        column.mean,
        column.deviation,
        column.earliest,
        column.latest,
    )
    return (column.kind, column.missing, column.distinct, *statistics, column.top, column.examples)
