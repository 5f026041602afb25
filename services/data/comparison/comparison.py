"""Compare two tables by their profiles, column by column."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from services.data.comparison import rename_matching
from services.data.comparison.distributions import Shares
from services.data.comparison.drift import Difference, Level, drift
from services.data.profile import ColumnProfile, Profile
from services.data.tables.column_types import ColumnType

Status = Literal["added", "removed", "renamed", "type changed", "drifted", "steady"]

_WEIGHTS: dict[Status, float] = {
    "removed": 5,
    "type changed": 4,
    "added": 3,
    "renamed": 2,
    "drifted": 0,
    "steady": 0,
}
_LEVELS: dict[Level, float] = {"strong": 2, "some": 1, "steady": 0}


@dataclass(frozen=True)
class Change:
    """How one column differs between an earlier and a later table.

    `kind_before` is None for an added column, `kind_after` for a removed one. `distance` is the
    Jensen-Shannon distance of the two distributions (0 identical, 1 disjoint), None if a profile lacks
    one; `shift` is how far the mean moved, in standard deviations of the earlier table. `missing_before`
    and `missing_after` are shares of rows; `new` and `gone` are frequent values (of text, words) that only
    the later or only the earlier table has. `differences` lists what is reported. With
    `has_plain_numbers` its numbers are years, codes or identifiers.
    """

    name: str
    status: Status
    level: Level
    kind_before: ColumnType | None = None
    kind_after: ColumnType | None = None
    earlier_name: str | None = None
    distance: float | None = None
    shift: float | None = None
    missing_before: float | None = None
    missing_after: float | None = None
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    shares: Shares | None = None
    differences: tuple[Difference, ...] = ()
    has_plain_numbers: bool = False


@dataclass(frozen=True)
class Comparison:
    """The changes of all columns from an earlier to a later table, the most drifted first."""

    rows_before: int
    rows_after: int
    changes: tuple[Change, ...]

    def count(self, *statuses: Status) -> int:
        """Return the number of columns with one of the statuses."""
        return sum(change.status in statuses for change in self.changes)


def compare(before: Profile, after: Profile) -> Comparison:
    """Return what changed from one profile to another.

    A profile holds histograms, quartiles and the most frequent values, so changes inside a bin, among rare
    values or in correlations aren't detected.
    """
    earlier = {column.name: column for column in before.columns}
    later = {column.name: column for column in after.columns}
    rows = (before.rows, after.rows)
    removed = [column for column in before.columns if column.name not in later]
    added = [column for column in after.columns if column.name not in earlier]
    renamed = rename_matching.match(removed, added, rows)
    pairs = [(earlier[name], later[name]) for name in later if name in earlier]
    old_names = {old.name for old, _new in renamed}
    new_names = {new.name for _old, new in renamed}
    changes = [
        *(_changed(old, new, rows) for old, new in [*pairs, *renamed]),
        *(_removed(column, rows[0]) for column in removed if column.name not in old_names),
        *(_added(column, rows[1]) for column in added if column.name not in new_names),
    ]
    return Comparison(*rows, tuple(sorted(changes, key=_badness, reverse=True)))


def _changed(before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]) -> Change:
    moved = drift(before, after, rows)
    status: Status = "steady" if moved.level == "steady" else "drifted"
    if before.name != after.name:
        status = "renamed"
    elif before.kind != after.kind:
        status = "type changed"
    return Change(
        name=after.name,
        status=status,
        level=moved.level,
        kind_before=before.kind,
        kind_after=after.kind,
        earlier_name=before.name,
        distance=moved.distance,
        shift=moved.shift,
        missing_before=moved.missing[0],
        missing_after=moved.missing[1],
        new=moved.new,
        gone=moved.gone,
        shares=moved.shares,
        differences=moved.differences,
        has_plain_numbers=before.has_plain_numbers or after.has_plain_numbers,
    )


def _removed(column: ColumnProfile, rows: int) -> Change:
    return Change(
        name=column.name,
        status="removed",
        level="strong",
        kind_before=column.kind,
        earlier_name=column.name,
        missing_before=column.missing / rows if rows else 0.0,
    )


def _added(column: ColumnProfile, rows: int) -> Change:
    return Change(
        name=column.name,
        status="added",
        level="some",
        kind_after=column.kind,
        missing_after=column.missing / rows if rows else 0.0,
    )


def _badness(change: Change) -> tuple[float, float, float]:
    more_missing = abs((change.missing_after or 0) - (change.missing_before or 0))
    moved = sqrt((change.distance or 0.0) ** 2 + more_missing**2)
    return (_WEIGHTS[change.status], _LEVELS[change.level], moved)
