"""Renames: which column of a later table seems to be one of an earlier table under another name."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from services.data.comparison import distributions
from services.data.profile import ColumnProfile

_LIKE = 0.1  # a Jensen-Shannon distance below which two distributions count as one
_ALIKE_NAMES = 0.6
_PAIRS = 5_000  # as many are compared at most: the work grows with the square of the columns

Pair = tuple[ColumnProfile, ColumnProfile]


def guess(
    removed: Sequence[ColumnProfile], added: Sequence[ColumnProfile], rows: tuple[int, int]
) -> tuple[Pair, ...]:
    """Return the pairs of a removed and an added column that hold the same, each column once.

    Columns with the very same statistics are paired first; then those of one kind that are spread
    alike and share their values or much of their names. It stays a guess.
    """
    same = {_contents(column): column for column in removed if column.distinct > 1}
    exact: list[Pair] = []
    for column in added:
        twin = same.pop(_contents(column), None)
        if twin is not None:
            exact.append((twin, column))
    taken = {id(column) for pair in exact for column in pair}
    left = [column for column in removed if id(column) not in taken]
    right = [column for column in added if id(column) not in taken]
    return (*exact, *_near(left, right, rows))


def _near(left: Sequence[ColumnProfile], right: Sequence[ColumnProfile], rows: tuple[int, int]) -> list[Pair]:
    if len(left) * len(right) > _PAIRS:
        return []
    scored = [(_likeness(old, new, rows), old, new) for old in left for new in right]
    pairs: list[Pair] = []
    taken: set[str] = set()
    for score, old, new in sorted(scored, key=lambda each: -each[0]):
        if score > 0 and f"- {old.name}" not in taken and f"+ {new.name}" not in taken:
            taken |= {f"- {old.name}", f"+ {new.name}"}
            pairs.append((old, new))
    return pairs


def _likeness(old: ColumnProfile, new: ColumnProfile, rows: tuple[int, int]) -> float:
    common = distributions.of(old, new, rows)
    if common is None or distributions.distance(common) > _LIKE:
        return 0.0
    names = SequenceMatcher(None, old.name.lower(), new.name.lower()).ratio()
    values = {value for value, _count in old.top} & {value for value, _count in new.top}
    known = len(values) / max(1, min(len(old.top), len(new.top)))
    if names < _ALIKE_NAMES and (old.kind != "category" or known < 0.8):
        return 0.0
    return 1 + names + known - distributions.distance(common)


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
