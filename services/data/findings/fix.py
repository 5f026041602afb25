"""Fixes: what cures a finding, as data that changes a recipe in one press."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from services.data.profile import Profile
from services.data.recipe import Recipe, Role, Task, propose, suggested
from services.words import _


@dataclass(frozen=True)
class SetRoles:
    """Gives columns other roles."""

    roles: tuple[tuple[str, Role], ...]

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with these roles; a column that it doesn't name stays unnamed."""
        given = dict(self.roles)
        return replace(recipe, roles=tuple((name, given.get(name, role)) for name, role in recipe.roles))


@dataclass(frozen=True)
class DropColumns:
    """Takes columns out of the recipe that it may not name."""

    columns: frozenset[str]

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe without these columns."""
        return replace(recipe, roles=tuple(each for each in recipe.roles if each[0] not in self.columns))


@dataclass(frozen=True)
class SetTask:
    """Predicts a class instead of a number, or the other way round."""

    task: Task

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with this task."""
        return replace(recipe, task=self.task)


@dataclass(frozen=True)
class Propose:
    """Starts again from what is proposed for another target."""

    proposed: Recipe

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the proposal, held out as the recipe has it."""
        return replace(self.proposed, test_fraction=recipe.test_fraction, seed=recipe.seed)


Change = SetRoles | DropColumns | SetTask | Propose


@dataclass(frozen=True)
class Fix:
    """Cures a finding: what it changes in a recipe, and the words on its button.

    A `safe` one costs nothing that a model could learn from, so that several can be done at once.
    """

    label: str
    changes: tuple[Change, ...]
    safe: bool = False

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with the fix."""
        for change in self.changes:
            recipe = change(recipe)
        return recipe


def leave_out(*columns: str, safe: bool = False) -> Fix:
    """Return the fix that keeps columns from the model."""
    label = (
        _("Leave out “{column}”").format(column=columns[0])
        if len(columns) == 1
        else _("Leave out {count:,} columns").format(count=len(columns))
    )
    return Fix(label, (SetRoles(tuple((column, "ignore") for column in columns)),), safe)


def use_as(role: Role, *columns: str) -> Fix:
    """Return the fix that gives columns another role."""
    if role == "ignore":
        return leave_out(*columns)
    labels = {
        "numeric": (_("Use “{column}” as a number"), _("Use {count:,} columns as numbers")),
        "category": (_("Use “{column}” as a category"), _("Use {count:,} columns as categories")),
        "text": (_("Use “{column}” as text"), _("Use {count:,} columns as text")),
        "date": (_("Use “{column}” as a date"), _("Use {count:,} columns as dates")),
    }
    label = labels[role][len(columns) > 1].format(column=columns[0], count=len(columns))
    return Fix(label, (SetRoles(tuple((column, role) for column in columns)),))


def predict(profile: Profile, target: str) -> Fix:
    """Return the fix that predicts another column, with what is proposed for it."""
    return Fix(_("Predict “{column}” instead").format(column=target), (Propose(propose(profile, target)),))


def set_task(task: Task) -> Fix:
    """Return the fix that predicts a class or a number."""
    label = _("Predict a class") if task == "classification" else _("Predict a number")
    return Fix(label, (SetTask(task),))


def use_again(profile: Profile, target: str) -> Fix | None:
    """Return the fix that uses every column as its cells suggest, None where none is of use."""
    roles = tuple((each.name, suggested(each)) for each in profile.columns if each.name != target)
    if all(role == "ignore" for _column, role in roles):
        return None
    return Fix(_("Use the columns as their cells suggest"), (SetRoles(roles),))


def drop(columns: Iterable[str]) -> Fix:
    """Return the fix that takes columns out of the recipe that the table doesn't have."""
    return Fix(_("Take them out of the recipe"), (DropColumns(frozenset(columns)),), safe=True)


def joined(fixes: Iterable[Fix | None]) -> Fix | None:
    """Return one fix that does the same thing to each column of several, None where they differ."""
    given = tuple(fixes)
    changes = [change for fix in given if fix for change in fix.changes]
    roles = tuple(pair for change in changes if isinstance(change, SetRoles) for pair in change.roles)
    alike = {role for _column, role in roles}
    if None in given or len(alike) != 1 or not all(isinstance(change, SetRoles) for change in changes):
        return None
    names = tuple(column for column, _role in roles)
    (role,) = alike
    return replace(use_as(role, *names), safe=all(fix.safe for fix in given if fix))
