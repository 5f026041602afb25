"""Recipes: the target, the roles and plans of the columns, and the split."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, TypeVar, get_args

from services.containers.trainer.spec import IMBALANCED as IMBALANCED
from services.containers.trainer.spec import NUMBER_LIMIT as NUMBER_LIMIT
from services.containers.trainer.spec import Role as Role
from services.containers.trainer.spec import Task as Task
from services.data.profile import ColumnProfile, Profile
from services.data.recipe import split, target_options
from services.data.recipe.column_plans import DEFAULT_PLANS, PLANS, Plan
from services.data.recipe.split import STRATIFIED, Split
from services.data.recipe.target_options import AS_IT_IS, TargetOptions
from services.data.recipe.targets import propose_target, propose_task
from services.data.tables.column_types import COLUMN_TYPES
from services.data.tables.numbers import PLAIN, NumberFormat
from services.errors import InvalidInput

Choice = TypeVar("Choice", bound=str)

TASKS: tuple[Task, ...] = get_args(Task)
VERSION = 2
_MANY_NAMES = 20
_WORDS_PER_NAME = 2
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Recipe:
    """The target, the task and the roles of all other columns; the trainer reads it as JSON.

    `plans` has the plans that differ from the defaults; `numbers` is the table's number format. Texts such
    as "NA" mean missing except in the columns `marks_as_values`.
    """

    target: str
    task: Task
    roles: tuple[tuple[str, Role], ...]
    test_fraction: float = 0.2
    seed: int = 0
    split: Split = STRATIFIED
    plans: tuple[tuple[str, Plan], ...] = ()
    numbers: NumberFormat = PLAIN
    target_options: TargetOptions = AS_IT_IS
    marks_as_values: tuple[str, ...] = ()

    def role(self, column: str) -> Role:
        """Return the role of a column, "ignore" if the recipe doesn't name it."""
        return self._roles.get(column, "ignore")

    def plan(self, column: str) -> Plan:
        """Return the plan of a column, the default one of its role unless another is set."""
        role = self.role(column)
        plan = self._plans.get(column)
        return plan if plan is not None and plan.role == role else DEFAULT_PLANS[role]

    def planned(self, changes: Mapping[str, Plan]) -> "Recipe":
        """Return the recipe with new plans, and their roles, for some columns."""
        plans = {column: changes.get(column, self.plan(column)) for column, _role in self.roles}
        return replace(
            self,
            roles=tuple((column, plan.role) for column, plan in plans.items()),
            plans=tuple((column, plan) for column, plan in plans.items() if plan != DEFAULT_PLANS[plan.role]),
        )

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that the model uses, in order."""
        return tuple(column for column, role in self.roles if role != "ignore")

    def to_json(self) -> str:
        """Return the recipe as the JSON text that `from_json` and the trainer read."""
        content = {
            "version": VERSION,
            "target": self.target,
            "task": self.task,
            "roles": [
                {"column": column, "role": role, "options": self.plan(column).options()}
                for column, role in self.roles
            ],
            "test_fraction": self.test_fraction,
            "seed": self.seed,
            "split": asdict(self.split),
            "numbers": asdict(self.numbers),
            "target_options": asdict(self.target_options),
            "marks_as_values": list(self.marks_as_values),
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def to_bytes(self) -> bytes:
        """Return the content of a recipe.json."""
        return self.to_json().encode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Recipe":
        """Parse a recipe from JSON. Raises InvalidInput if it is invalid.

        Version 1 has no plans; the default ones are used.
        """
        try:
            return _recipe(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput("unreadable_recipe") from error

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return dict(self.roles)

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        return dict(self.plans)


def propose(profile: Profile, target: str | None = None, numbers: NumberFormat = PLAIN) -> Recipe:
    """Return a complete recipe for a table, for the target or a proposed one."""
    target = target or propose_target(profile)
    recipe = Recipe(target, propose_task(profile, target), propose_roles(profile, target), numbers=numbers)
    return recipe.planned(
        {
            column.name: propose_plan(column, recipe.role(column.name))
            for column in profile.columns
            if column.name != target
        }
    )


def propose_plan(column: ColumnProfile, role: Role) -> Plan:
    """Return the suggested plan of a column in a role."""
    return PLANS[role].propose(column)


def propose_roles(profile: Profile, target: str) -> tuple[tuple[str, Role], ...]:
    """Return the suggested roles of all columns except the target."""
    return tuple((column.name, suggested(column)) for column in profile.columns if column.name != target)


def suggested(column: ColumnProfile) -> Role:
    """Return the suggested role of a column by its type; constant columns and identifiers are ignored."""
    if column.distinct < 2 or column.looks_like_id:
        return "ignore"
    return "text" if _has_rare_names(column) else COLUMN_TYPES[column.kind].default_role


def _has_rare_names(column: ColumnProfile) -> bool:
    """Return whether a category has names of several words most of which occur once, as models of cars.

    Rows share the words of such names, but not the names.
    """
    if column.kind != "category" or column.distinct < _MANY_NAMES or 2 * column.once < column.distinct:
        return False
    names = (*column.examples, *(name for name, _count in column.top))
    return sum(len(_WORD.findall(name)) for name in names) >= _WORDS_PER_NAME * len(names) > 0


def _recipe(content: Any) -> Recipe:
    version = content["version"]
    if version not in (1, VERSION):
        raise InvalidInput("unknown_recipe_version", version=repr(version)[:80])
    _require_known_fields(content)
    columns = [_text("column", entry["column"]) for entry in content["roles"]]
    roles = [_choice("role", entry["role"], PLANS) for entry in content["roles"]]
    if len(set(columns)) < len(columns):
        raise _invalid("column", next(column for column in columns if columns.count(column) > 1))
    fraction = float(content["test_fraction"])
    if not 0 < fraction < 1:
        raise _invalid("test_fraction", fraction)
    recipe = Recipe(
        _text("target", content["target"]),
        _choice("task", content["task"], TASKS),
        tuple(zip(columns, roles, strict=True)),
        fraction,
        int(content["seed"]),
    )
    if version == 1:
        return recipe
    plans = {
        entry["column"]: PLANS[entry["role"]].from_options(entry["options"]) for entry in content["roles"]
    }
    return replace(
        recipe.planned(plans),
        split=split.read(content["split"]),
        numbers=_numbers(**content["numbers"]),
        target_options=target_options.read(content.get("target_options", {})),
        marks_as_values=tuple(_text("marks_as_values", name) for name in content.get("marks_as_values", ())),
    )


def _require_known_fields(content: dict[str, Any]) -> None:
    known = {"version", "target", "task", "roles", "test_fraction", "seed"}
    known_of_column = {"column", "role"}
    if content["version"] == VERSION:
        known |= {"split", "numbers", "target_options", "marks_as_values"}
        known_of_column |= {"options"}
    unknown = sorted(
        (set(content) - known).union(*(set(entry) - known_of_column for entry in content["roles"]))
    )
    if unknown:
        raise InvalidInput("unknown_recipe_field", field=unknown[0])


def _numbers(decimal: str, thousands: str) -> NumberFormat:
    if len(_text("decimal", decimal)) != 1:
        raise _invalid("decimal", decimal)
    if len(_text("thousands", thousands)) > 1 or decimal == thousands:
        raise _invalid("thousands", thousands)
    return NumberFormat(decimal, thousands)


def _text(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _invalid(field, value)
    return value


def _choice(field: str, value: Any, choices: Collection[Choice]) -> Choice:
    if value not in choices:
        raise _invalid(field, value)
    chosen: Choice = value
    return chosen


def _invalid(field: str, value: Any) -> InvalidInput:
    return InvalidInput("invalid_recipe_field", field=field, value=repr(value)[:80])
