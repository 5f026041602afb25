"""Changes to a recipe, of which fixes consist."""

from dataclasses import dataclass, replace
from typing import Literal

from services.data.recipe.column_plans import DEFAULT_PLANS, Plan
from services.data.recipe.recipe import Recipe, Role, Task
from services.data.recipe.split import Split

Value = str | bool | int


@dataclass(frozen=True)
class SetRoles:
    """Change the roles of columns."""

    roles: tuple[tuple[str, Role], ...]

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with these roles and their default plans; it names no new column."""
        return recipe.planned(
            {column: DEFAULT_PLANS[role] for column, role in self.roles if recipe.role(column) != role}
        )


@dataclass(frozen=True)
class SetOption:
    """Set an option of the plans of columns, if their role has it."""

    columns: tuple[str, ...]
    option: str
    value: Value

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with this option."""
        return recipe.planned({column: self._changed(recipe.plan(column)) for column in self.columns})

    def _changed(self, plan: Plan) -> Plan:
        return replace(plan, **{self.option: self.value}) if hasattr(plan, self.option) else plan  # type: ignore[arg-type]


@dataclass(frozen=True)
class KeepMarks:
    """Take texts such as "NA" for values in some columns."""

    columns: tuple[str, ...]

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe in which these columns have no texts that mean missing."""
        return replace(recipe, marks_as_values=tuple(dict.fromkeys((*recipe.marks_as_values, *self.columns))))


@dataclass(frozen=True)
class SetSplit:
    """Change which rows are held out."""

    split: Split

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with this split."""
        return replace(recipe, split=self.split)


@dataclass(frozen=True)
class HoldOutMore:
    """Hold out at least a share of the rows."""

    fraction: float

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with this share, or its own if that is larger."""
        return replace(recipe, test_fraction=max(self.fraction, recipe.test_fraction))


@dataclass(frozen=True)
class DropColumns:
    """Remove columns from the recipe."""

    columns: frozenset[str]

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe without these columns."""
        return replace(
            recipe,
            roles=tuple((column, role) for column, role in recipe.roles if column not in self.columns),
            plans=tuple((column, plan) for column, plan in recipe.plans if column not in self.columns),
        )


@dataclass(frozen=True)
class SetTask:
    """Switch between classification and regression."""

    task: Task

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with this task."""
        return replace(recipe, task=self.task)


@dataclass(frozen=True)
class SetTargetOptions:
    """Change how the target is prepared for training."""

    options: tuple[tuple[Literal["merge_spellings", "logarithm"], bool], ...]

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with these options."""
        return replace(recipe, target_options=replace(recipe.target_options, **dict(self.options)))


@dataclass(frozen=True)
class Propose:
    """Replace the recipe by the one proposed for another target."""

    proposed: Recipe

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the proposal with the recipe's test fraction, seed and number format."""
        return replace(
            self.proposed, test_fraction=recipe.test_fraction, seed=recipe.seed, numbers=recipe.numbers
        )


Change = (
    SetRoles
    | SetOption
    | KeepMarks
    | SetTargetOptions
    | SetSplit
    | HoldOutMore
    | DropColumns
    | SetTask
    | Propose
)
