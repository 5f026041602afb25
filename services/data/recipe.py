"""Recipes: what is predicted from which columns, and how a run tests itself."""

import json
import re
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from services.data.profile import ColumnProfile, Profile
from services.errors import InvalidInput
from services.words import _

Role = Literal["numeric", "category", "text", "date", "ignore"]
Task = Literal["classification", "regression"]

ROLES: tuple[Role, ...] = get_args(Role)
TASKS: tuple[Task, ...] = get_args(Task)
VERSION = 1

_TARGET_NAMES = re.compile(r"^(target|label|labels|class|y|outcome|sentiment|churn|churned|diagnosis)$", re.I)
_FEW_NUMBERS = 10  # a target of more distinct whole numbers than this is a quantity, not a class


@dataclass(frozen=True)
class Recipe:
    """Names the target, the task and each other column's role; the training container reads its JSON."""

    target: str
    task: Task
    roles: tuple[tuple[str, Role], ...]
    test_fraction: float = 0.2
    seed: int = 0

    def role(self, column: str) -> Role:
        """Return the role of a column; a column that the recipe doesn't name is ignored."""
        return dict(self.roles).get(column, "ignore")

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
            "roles": [{"column": column, "role": role} for column, role in self.roles],
            "test_fraction": self.test_fraction,
            "seed": self.seed,
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Recipe":
        """Return the recipe that a JSON text holds; raises InvalidInput where it holds none."""
        try:
            return _recipe(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput(
                _("The recipe can't be read: {reason}.").format(reason=error),
                _("Choose the target and the column roles again and save them."),
            ) from error


def propose(profile: Profile, target: str | None = None) -> Recipe:
    """Return a complete recipe for a table, with the target given or proposed."""
    chosen = target or propose_target(profile)
    return Recipe(chosen, propose_task(profile, chosen), propose_roles(profile, chosen))


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
    if content["version"] != VERSION:
        raise ValueError(_("its version {version} is unknown").format(version=content["version"]))
    roles = tuple((str(each["column"]), cast(Role, each["role"])) for each in content["roles"])
    unknown = sorted({str(role) for _column, role in roles} - set(ROLES))
    if unknown:
        raise ValueError(_("unknown role {roles}").format(roles=", ".join(unknown)))
    if content["task"] not in TASKS:
        raise ValueError(_("unknown task {task}").format(task=content["task"]))
    fraction = float(content["test_fraction"])
    if not 0 < fraction < 1:
        raise ValueError(_("test_fraction {fraction} isn't between 0 and 1").format(fraction=fraction))
    return Recipe(str(content["target"]), content["task"], roles, fraction, int(content["seed"]))
