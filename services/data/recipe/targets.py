"""Targets: the columns that someone is likely to want to predict, with the reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, assert_never

from services.containers.trainer.spec import Task as Task
from services.data.profile import ColumnProfile, Profile
from services.data.recipe.target_names import match_name, match_other
from services.data.tables.column_types import COLUMN_TYPES

Reason = Literal["named", "first", "last", "two_classes", "few_classes", "number", "beside_text"]

PROPOSALS = 3

_FEW_NUMBERS = 10  # a target with more distinct whole numbers is predicted as a number
_FEW_LEVELS = 5  # of a class that is written as a number
_SEVERAL = 3  # other columns
_FEW_CLASSES, _MANY_CLASSES = 20, 50
_YEARS = range(1850, 2101)
_WEIGHTS: dict[Reason, float] = {
    "last": 3.0,
    "first": 1.5,
    "two_classes": 1.5,
    "beside_text": 1.0,
    "number": 0.75,
    "few_classes": 0.5,
}
_CLEAR_NAME = 2.4  # the weight of a name that is worth mentioning
_OUTRIGHT = 4.0  # the weight of one that outweighs what else it says, as in "default payment next month"
_PHRASE = 5.5  # the weight of one that says nothing else, as in "delivery time"
_OTHER_TYPE = 0.5
_ONLY_CLASSES = 2.0
_TRAIT, _UNLIKELY = -2.0, -4.0


@dataclass(frozen=True)
class TargetProposal:
    """A column that can be predicted, the task that suits it, and the reasons for it."""

    column: str
    task: Task
    reasons: tuple[Reason, ...]


def propose_targets(profile: Profile) -> tuple[TargetProposal, ...]:
    """Return up to three columns that someone is likely to want to predict, the likeliest first.

    Empty and constant columns, texts, dates, ids, years, times and places are none. A later column comes
    before an earlier one of the same rank, as results follow what they depend on.
    """
    search = _Search(profile)
    ranked = sorted(
        (
            (search.score(place), place)
            for place, column in enumerate(profile.columns)
            if search.offers(column)
        ),
        reverse=True,
    )
    return tuple(search.proposal(place) for _score, place in ranked[:PROPOSALS])


def propose_target(profile: Profile) -> str:
    """Return the likeliest target, else the last column with something to predict, else the last column."""
    proposals = propose_targets(profile)
    if proposals:
        return proposals[0].column
    usable = [column for column in profile.columns if COLUMN_TYPES[column.kind].is_target]
    varied = [column for column in usable if column.distinct > 1]
    return [profile.columns[-1], *usable, *varied][-1].name


def propose_task(profile: Profile, target: str) -> Task:
    """Return "regression" for a number with many values, else "classification"."""
    column = profile.column(target)
    many = column.distinct > _FEW_NUMBERS
    match column.kind:
        case "number":
            return "regression" if many or not _are_integers(column) else "classification"
        case "category" | "text":
            return "regression" if many and column.are_numbers(profile.rows) else "classification"
        case "date" | "empty":
            return "classification"
        case _:
            assert_never(column.kind)


def _are_integers(column: ColumnProfile) -> bool:
    """Return whether a column of few numbers has integers only, which may be written as 1.0."""
    return column.whole or all(float(value).is_integer() for value, _count in column.top)


class _Search:
    """The columns of one table as targets."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._columns = profile.columns
        varied = [place for place, column in enumerate(profile.columns) if column.distinct > 1]
        described = [place for place in varied if not self._is_identifier(profile.columns[place])]
        self._described = [profile.columns[place] for place in described]
        self._first, self._last = min(described, default=-1), max(varied, default=-1)
        self._texts = any(column.kind == "text" for column in profile.columns)

    def offers(self, column: ColumnProfile) -> bool:
        """Return whether a column can be a target at all."""
        if not COLUMN_TYPES[column.kind].is_target or column.distinct < 2 or column.personal:
            return False
        if self._is_identifier(column) or _is_year(column):
            return False
        other = match_other(column.name)
        weight = match_name(column.name).weight
        is_outright = weight > _PHRASE or (weight >= _OUTRIGHT and column.distinct == 2)
        return other in (None, "trait") or (is_outright and other in ("time", "identifier", "part"))

    def score(self, place: int) -> float:
        """Return the rank of a column among the others."""
        column = self._columns[place]
        score = self._name_weight(place) + sum(_WEIGHTS[reason] for reason in self._structure(place))
        if place == self._first and self._are_only_classes(column):
            score += _ONLY_CLASSES
        if match_other(column.name) == "trait" and place != self._last:
            score += _TRAIT
        if self._is_naming(column) or column.missing > self._profile.rows / 2:
            score += _UNLIKELY
        return score

    def proposal(self, place: int) -> TargetProposal:
        """Return the proposal of a column with its reasons."""
        column = self._columns[place]
        named: tuple[Reason, ...] = ("named",) if self._name_weight(place) >= _CLEAR_NAME else ()
        return TargetProposal(
            column.name, propose_task(self._profile, column.name), (*named, *self._structure(place))
        )

    def _structure(self, place: int) -> Iterator[Reason]:
        """Yield the reasons of a column other than its name."""
        column = self._columns[place]
        if place == self._last:
            yield "last"
        elif place == self._first:
            yield "first"
        if column.distinct == 2:
            yield "two_classes"
        elif propose_task(self._profile, column.name) == "regression":
            yield "number"
        elif column.distinct <= _FEW_CLASSES:
            yield "few_classes"
        if self._texts and column.distinct <= _FEW_CLASSES:
            yield "beside_text"

    def _are_only_classes(self, column: ColumnProfile) -> bool:
        """Return whether a column is the only one of few values, among several columns of numbers."""
        others = [other for other in self._described if other.name != column.name]
        are_numbers = all(other.kind == "number" and other.distinct > _FEW_CLASSES for other in others)
        few = _FEW_LEVELS if column.kind == "number" else _FEW_NUMBERS
        return column.distinct <= few and len(others) >= _SEVERAL and are_numbers

    def _name_weight(self, place: int) -> float:
        column = self._columns[place]
        found = match_name(column.name)
        if self._is_coordinate(place):
            return 0.0
        is_number = column.kind == "number" or column.decorated > (self._profile.rows - column.missing) / 2
        misfits = (found.is_number and not is_number) or (
            found.is_event and column.kind == "number" and column.distinct > _FEW_NUMBERS
        )
        return found.weight * (_OTHER_TYPE if misfits else 1.0)

    def _is_coordinate(self, place: int) -> bool:
        """Return whether a column named y is a width or a coordinate: it follows x and isn't the last."""
        before = self._columns[place - 1].name.casefold() if place else ""
        here = self._columns[place].name.casefold()
        return (before, here) == ("x", "y") and place not in (self._first, self._last)

    def _is_identifier(self, column: ColumnProfile) -> bool:
        if column.looks_like_id and column.kind != "number":
            return True
        by_name = match_other(column.name) == "identifier"
        return (column.looks_like_id or by_name) and match_name(column.name).weight < _OUTRIGHT

    def _is_naming(self, column: ColumnProfile) -> bool:
        """Return whether a category names its rows rather than groups them."""
        many = max(2, min(_MANY_CLASSES, self._profile.rows // 2))
        is_number = column.are_numbers(self._profile.rows)
        return column.kind == "category" and not is_number and column.distinct > many


def _is_year(column: ColumnProfile) -> bool:
    if column.kind != "number" or not column.whole or column.minimum is None or column.maximum is None:
        return False
    return column.minimum >= _YEARS.start and column.maximum < _YEARS.stop
