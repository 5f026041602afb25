"""Differences between two recipes, as records."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.data.recipe.column_plans import Plan
from services.data.recipe.recipe import Recipe, Role, Task
from services.data.recipe.split import Split
from services.data.recipe.target_options import TargetOptions


@dataclass(frozen=True)
class TargetChange:
    """The target has changed."""

    before: str
    after: str


@dataclass(frozen=True)
class TaskChange:
    """The task has changed between classification and regression."""

    before: Task
    after: Task


@dataclass(frozen=True)
class TargetOptionsChange:
    """The preparation of the target has changed."""

    options: TargetOptions


@dataclass(frozen=True)
class SplitChange:
    """The held-out rows have changed; `fraction` is their share."""

    split: Split
    task: Task
    fraction: float


@dataclass(frozen=True)
class SeedChange:
    """The seed has changed."""

    before: int
    after: int


@dataclass(frozen=True)
class RoleChange:
    """The role of a column has changed."""

    column: str
    before: Role
    after: Role


@dataclass(frozen=True)
class PlanChange:
    """The plan of a column has changed within its role."""

    column: str
    before: Plan
    after: Plan


Change = TargetChange | TaskChange | TargetOptionsChange | SplitChange | SeedChange | RoleChange | PlanChange


def changes(before: Recipe, after: Recipe) -> tuple[Change, ...]:
    """Return the changes from one recipe to another."""
    return () if before == after else tuple(_changes(before, after))


def _changes(before: Recipe, after: Recipe) -> Iterator[Change]:
    if before.target != after.target:
        yield TargetChange(before.target, after.target)
    if before.task != after.task:
        yield TaskChange(before.task, after.task)
    if before.target_options != after.target_options:
        yield TargetOptionsChange(after.target_options)
    if (before.split, before.test_fraction) != (after.split, after.test_fraction):
        yield SplitChange(after.split, after.task, after.test_fraction)
    if before.seed != after.seed:
        yield SeedChange(before.seed, after.seed)
    for column, role in after.roles:
        if column == before.target:
            continue
        if role != before.role(column):
            yield RoleChange(column, before.role(column), role)
        elif before.plan(column) != after.plan(column):
            yield PlanChange(column, before.plan(column), after.plan(column))
