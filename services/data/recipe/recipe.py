"""Recipes: what is predicted from which columns, and how a run tests itself."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

from services.data.profile import ColumnProfile, Profile
from services.data.recipe import column_plans, split
from services.data.recipe.column_plans import ROLES, USUAL, CategoryPlan, NumericPlan, Plan, TextPlan
from services.data.recipe.column_plans import Role as Role
from services.data.recipe.split import STRATIFIED, Split
from services.data.tables.numbers import PLAIN, NumberFormat
from services.errors import InvalidInput
from services.text.i18n import _

Task = Literal["classification", "regression"]

TASKS: tuple[Task, ...] = get_args(Task)
VERSION = 2

_TARGET_NAMES = re.compile(r"^(target|label|labels|class|y|outcome|sentiment|churn|churned|diagnosis)$", re.I)
_FEW_NUMBERS = 10  # a target of more distinct whole numbers than this is a quantity, not a class
_SKEWED = 2.0
_MANY_LEVELS = 200
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")  # Kana, Han and Hangul


@dataclass(frozen=True)
class Recipe:
    """Names the target, the task and each other column's role; the training container reads its JSON.

    `plans` holds what is done with a column where that isn't its role's usual plan; `numbers` is how
    the table writes numbers.
    """

    target: str
    task: Task
    roles: tuple[tuple[str, Role], ...]
    test_fraction: float = 0.2
    seed: int = 0
    split: Split = STRATIFIED
    plans: tuple[tuple[str, Plan], ...] = ()
    numbers: NumberFormat = PLAIN

    def role(self, column: str) -> Role:
        """Return the role of a column; a column that the recipe doesn't name is ignored."""
        return self._roles.get(column, "ignore")

    def plan(self, column: str) -> Plan:
        """Return what is done with a column: its own plan where that suits its role, else the usual one."""
        role = self.role(column)
        own = self._plans.get(column)
        return own if own is not None and own.role == role else USUAL[role]

    def planned(self, changed: Mapping[str, Plan]) -> "Recipe":
        """Return the recipe with other plans, and so roles, for some of its columns."""
        chosen = {column: changed.get(column, self.plan(column)) for column, _role in self.roles}
        return replace(
            self,
            roles=tuple((column, plan.role) for column, plan in chosen.items()),
            plans=tuple((column, plan) for column, plan in chosen.items() if plan != USUAL[plan.role]),
        )

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that the model sees, in order."""
        return tuple(column for column, role in self.roles if role != "ignore")

    def to_json(self) -> str:
        """Return the recipe as the JSON text that `from_json` and the training container read."""
        content = {
            "version": VERSION,
            "target": self.target,
            "task": self.task,
            "roles": [
                {"column": column, "role": role, "options": column_plans.written(self.plan(column))}
                for column, role in self.roles
            ],
            "test_fraction": self.test_fraction,
            "seed": self.seed,
            "split": asdict(self.split),
            "numbers": asdict(self.numbers),
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Recipe":
        """Return the recipe that a JSON text holds; raises InvalidInput where it holds none.

        One of version 1, which knew roles alone, is read with the usual plans.
        """
        try:
            return _recipe(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput(
                _("The recipe can't be read: {reason}.", reason=error),
                _("Choose the target and the column roles again and save them."),
            ) from error

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return dict(self.roles)

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        return dict(self.plans)


def propose(profile: Profile, target: str | None = None, numbers: NumberFormat = PLAIN) -> Recipe:
    """Return a complete recipe for a table, with the target given or proposed."""
    chosen = target or propose_target(profile)
    bare = Recipe(chosen, propose_task(profile, chosen), propose_roles(profile, chosen), numbers=numbers)
    return bare.planned(
        {
            column.name: propose_plan(column, bare.role(column.name))
            for column in profile.columns
            if column.name != chosen
        }
    )


def propose_plan(column: ColumnProfile, role: Role) -> Plan:
    """Return what a column's statistics suggest to do with it in a role."""
    if role == "numeric":
        skewed = (column.skewness or 0.0) > _SKEWED and (column.minimum or 0.0) >= 0
        return NumericPlan(scaling="log") if skewed else NumericPlan()
    if role == "category":
        return CategoryPlan(encoding="target") if column.distinct > _MANY_LEVELS else CategoryPlan()
    if role == "text":
        pieces = [bool(_NO_SPACES.search(example)) for example in column.examples]
        unspaced = 2 * sum(pieces) > len(pieces)
        return TextPlan("characters", shortest=1, longest=3) if unspaced else TextPlan()
    return USUAL[role]


def propose_target(profile: Profile) -> str:
    """Return the column that is named like a target, else the last one with something to predict."""
    named = [column.name for column in profile.columns if _TARGET_NAMES.match(column.name)]
    usable = [column.name for column in profile.columns if column.kind in ("number", "category")]
    varied = [name for name in usable if profile.column(name).distinct > 1]
    return [profile.columns[-1].name, *usable, *varied, *named[:1]][-1]


def propose_task(profile: Profile, target: str) -> Task:
    """Return "regression" for a number of many values, else "classification"."""
    column = profile.column(target)
    if column.kind != "number":
        return "classification"
    return "classification" if column.whole and column.distinct <= _FEW_NUMBERS else "regression"


def propose_roles(profile: Profile, target: str) -> tuple[tuple[str, Role], ...]:
    """Return each column but the target with the role that its profile suggests."""
    return tuple((column.name, suggested(column)) for column in profile.columns if column.name != target)


def suggested(column: ColumnProfile) -> Role:
    """Return the role of a column by its kind; nothing to learn from means "ignore"."""
    if column.kind == "empty" or column.distinct < 2 or column.looks_like_id:
        return "ignore"
    return "numeric" if column.kind == "number" else column.kind


def _recipe(content: Any) -> Recipe:
    if content["version"] not in (1, VERSION):
        raise ValueError(_("its version {version} is unknown", version=content["version"]))
    _require_keys(content)
    roles = tuple((_text(each["column"]), each["role"]) for each in content["roles"])
    unknown = sorted({str(role) for _column, role in roles} - set(ROLES))
    if unknown:
        raise ValueError(_("unknown role {roles}", roles=", ".join(unknown)))
    if len(dict(roles)) < len(roles):
        raise ValueError(_("it names a column twice"))
    if content["task"] not in TASKS:
        raise ValueError(_("unknown task {task}", task=content["task"]))
    fraction = float(content["test_fraction"])
    if not 0 < fraction < 1:
        raise ValueError(_("test_fraction {fraction} isn't between 0 and 1", fraction=fraction))
    bare = Recipe(_text(content["target"]), content["task"], roles, fraction, int(content["seed"]))
    if content["version"] == 1:
        return bare
    own = {each["column"]: column_plans.read(each["role"], each["options"]) for each in content["roles"]}
    return replace(
        bare.planned(own), split=split.read(content["split"]), numbers=_numbers(**content["numbers"])
    )


def _require_keys(content: dict[str, Any]) -> None:
    known = {"version", "target", "task", "roles", "test_fraction", "seed"}
    column = {"column", "role"}
    if content["version"] == VERSION:
        known |= {"split", "numbers"}
        column |= {"options"}
    strange = sorted((set(content) - known).union(*(set(each) - column for each in content["roles"])))
    if strange:
        raise ValueError(_("it holds something unknown: {names}", names=", ".join(strange)))


def _numbers(decimal: str, thousands: str) -> NumberFormat:
    if len(_text(decimal)) != 1 or len(_text(thousands)) > 1 or decimal == thousands:
        raise ValueError(_("its way to write numbers isn't one"))
    return NumberFormat(decimal, thousands)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(_("{value} is no text", value=repr(value)[:80]))
    return value
