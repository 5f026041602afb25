"""Inheritance: the recipe of an earlier version, carried over to a new version of a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from services.data.profile import ColumnProfile, Profile
from services.data.recipe.recipe import Recipe, propose_plan, suggested
from services.data.recipe.split import STRATIFIED
from services.data.recipe.target_options import TargetOptions
from services.data.recipe.targets import propose_task
from services.data.tables.numbers import NumberFormat

LossKind = Literal["target_absent", "column_absent", "column_added", "type_changed", "task", "split"]


@dataclass(frozen=True)
class Loss:
    """What could not be carried over, and the column that it is about."""

    kind: LossKind
    column: str


@dataclass(frozen=True)
class Inheritance:
    """The carried-over recipe, None if its target is absent, and what could not be carried over."""

    recipe: Recipe | None
    losses: tuple[Loss, ...] = ()


def inherit(recipe: Recipe, before: Profile | None, after: Profile, numbers: NumberFormat) -> Inheritance:
    """Return what a recipe becomes for a later table; `before` is the profile of the earlier one, if known.

    A column that is new or of another type gets the proposed plan.
    """
    columns = {column.name: column for column in after.columns}
    if recipe.target not in columns:
        return Inheritance(None, (Loss("target_absent", recipe.target),))
    types = {column.name: column.kind for column in before.columns} if before else {}
    known = dict(recipe.roles)
    plans = {
        name: recipe.plan(name)
        if name in known and not _is_other_type(types, column)
        else propose_plan(column, suggested(column))
        for name, column in columns.items()
        if name != recipe.target
    }
    task = recipe.task
    if task == "regression" and columns[recipe.target].kind != "number":
        task = propose_task(after, recipe.target)
    options = recipe.target_options if task == recipe.task else TargetOptions()
    split = recipe.split if recipe.split.column is None or recipe.split.column in columns else STRATIFIED
    roles = tuple((name, plan.role) for name, plan in plans.items())
    inherited = replace(
        recipe, task=task, roles=roles, plans=(), split=split, numbers=numbers, target_options=options
    )
    return Inheritance(inherited.planned(plans), tuple(_losses(recipe, inherited, types, columns)))


def _losses(
    recipe: Recipe, inherited: Recipe, types: Mapping[str, str], columns: Mapping[str, ColumnProfile]
) -> Iterator[Loss]:
    known = dict(recipe.roles)
    if inherited.task != recipe.task:
        yield Loss("task", recipe.target)
    if inherited.split != recipe.split:
        yield Loss("split", str(recipe.split.column))
    yield from (Loss("column_absent", name) for name in recipe.used if name not in columns)
    for name, column in columns.items():
        if name == recipe.target:
            continue
        if name not in known:
            yield Loss("column_added", name)
        elif _is_other_type(types, column):
            yield Loss("type_changed", name)


def _is_other_type(types: Mapping[str, str], column: ColumnProfile) -> bool:
    return types.get(column.name, column.kind) != column.kind
