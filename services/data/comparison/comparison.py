"""Comparisons: what changed between two tables, column by column, worst first, from their profiles alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from services.data.comparison import drift, rename_matching
from services.data.comparison.distributions import Shares
from services.data.comparison.drift import Level
from services.data.profile import ColumnProfile, Profile

What = Literal["added", "removed", "renamed", "type changed", "drifted", "steady"]

_WEIGHT: dict[What, float] = {
    "removed": 5,
    "type changed": 4,
    "added": 3,
    "renamed": 2,
    "drifted": 0,
    "steady": 0,
}


@dataclass(frozen=True)
class Change:
    """How one column differs between an earlier and a later table.

    `distance` is the Jensen-Shannon distance of its distributions (0 alike, 1 nothing in common), None
    where both aren't known; `shift` is how far the mean moved, in the earlier table's deviations.
    `missing_before` and `missing_after` are shares of rows; `new` and `gone` are values (of text, words)
    that only one table names. `sentence` says it in words.
    """

    name: str
    what: What
    level: Level
    sentence: str
    earlier_name: str | None = None
    distance: float | None = None
    shift: float | None = None
    missing_before: float | None = None
    missing_after: float | None = None
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    shares: Shares | None = None
    is_date: bool = False


@dataclass(frozen=True)
class Comparison:
    """What changed from an earlier to a later table: one change a column, worst first."""

    rows_before: int
    rows_after: int
    changes: tuple[Change, ...]

    def count(self, *kinds: What) -> int:
        """Return how many columns changed in one of these ways."""
        return sum(change.what in kinds for change in self.changes)


def compare(before: Profile, after: Profile) -> Comparison:
    """Return what changed from one profile to another.

    A profile holds bars, quartiles and the most frequent values: a change inside a bar, between rare
    values, or in how columns go together doesn't show.
    """
    earlier = {column.name: column for column in before.columns}
    later = {column.name: column for column in after.columns}
    rows = (before.rows, after.rows)
    removed = [column for column in before.columns if column.name not in later]
    added = [column for column in after.columns if column.name not in earlier]
    renamed = rename_matching.guess(removed, added, rows)
    pairs = [(earlier[name], later[name]) for name in later if name in earlier]
    changes = [
        *(_changed(old, new, rows) for old, new in pairs),
        *(_changed(old, new, rows) for old, new in renamed),
        *_only(removed, {old.name for old, _new in renamed}, "removed", rows[0]),
        *_only(added, {new.name for _old, new in renamed}, "added", rows[1]),
    ]
    return Comparison(*rows, tuple(sorted(changes, key=_badness, reverse=True)))


def _changed(before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]) -> Change:
    found = drift.between(before, after, rows)
    what: What = "steady" if found.level == "steady" else "drifted"
    if before.name != after.name:
        what = "renamed"
    elif before.kind != after.kind:
        what = "type changed"
    return Change(
        name=after.name,
        what=what,
        level=found.level,
        sentence=drift.sentence(before, after, found),
        earlier_name=before.name,
        distance=found.distance,
        shift=found.shift,
        missing_before=found.missing[0],
        missing_after=found.missing[1],
        new=found.new,
        gone=found.gone,
        shares=found.shares,
        is_date=after.kind == "date",
    )


def _only(
    columns: Sequence[ColumnProfile], matched: set[str], what: Literal["added", "removed"], rows: int
) -> Iterable[Change]:
    for column in columns:
        if column.name not in matched:
            missing = column.missing / rows if rows else 0.0
            yield Change(
                name=column.name,
                what=what,
                level="strong" if what == "removed" else "some",
                sentence=drift.lonely(column, what),
                earlier_name=column.name if what == "removed" else None,
                missing_before=missing if what == "removed" else None,
                missing_after=missing if what == "added" else None,
            )


def _badness(change: Change) -> tuple[float, float, float]:
    levels: dict[Level, float] = {"strong": 2, "some": 1, "steady": 0}
    moved = abs((change.missing_after or 0) - (change.missing_before or 0))
    return (_WEIGHT[change.what], levels[change.level], sqrt((change.distance or 0.0) ** 2 + moved**2))
