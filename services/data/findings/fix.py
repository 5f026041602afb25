"""Fixes: what cures a finding, as data that changes a recipe in one press."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from services.data.profile import Profile
from services.data.recipe.column_plans import DEFAULT_PLANS, Plan
from services.data.recipe.recipe import Recipe, Role, Task, propose, suggested
from services.data.recipe.split import STRATIFIED, Split
from services.text.i18n import _

Value = str | bool | int


@dataclass(frozen=True)
class SetRoles:
    """Gives columns other roles."""

    roles: tuple[tuple[str, Role], ...]

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with these roles and their usual plans; what it doesn't name stays unnamed."""
        return recipe.planned(
            {column: DEFAULT_PLANS[role] for column, role in self.roles if recipe.role(column) != role}
        )


@dataclass(frozen=True)
class SetOption:
    """Gives columns another option of their plans, where their role has it."""

    columns: tuple[str, ...]
    option: str
    value: Value

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with this option."""
        return recipe.planned({column: self._changed(recipe.plan(column)) for column in self.columns})

    def _changed(self, plan: Plan) -> Plan:
        return replace(plan, **{self.option: self.value}) if hasattr(plan, self.option) else plan  # type: ignore[arg-type]


@dataclass(frozen=True)
class SetSplit:
    """Chooses the rows to test with in another way."""

    split: Split

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with this split."""
        return replace(recipe, split=self.split)


@dataclass(frozen=True)
class DropColumns:
    """Takes columns out of the recipe that it may not name."""

    columns: frozenset[str]

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe without these columns."""
        return replace(
            recipe,
            roles=tuple(each for each in recipe.roles if each[0] not in self.columns),
            plans=tuple(each for each in recipe.plans if each[0] not in self.columns),
        )


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
        """Return the proposal, with as many rows held out and numbers read as the recipe has it."""
        return replace(
            self.proposed, test_fraction=recipe.test_fraction, seed=recipe.seed, numbers=recipe.numbers
        )


Change = SetRoles | SetOption | SetSplit | DropColumns | SetTask | Propose


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
        _("Leave out “{column}”", column=columns[0])
        if len(columns) == 1
        else _("Leave out {many:,} columns", many=len(columns))
    )
    return Fix(label, (SetRoles(tuple((column, "ignore") for column in columns)),), safe)


def use_as(role: Role, *columns: str) -> Fix:
    """Return the fix that gives columns another role."""
    if role == "ignore":
        return leave_out(*columns)
    labels = {
        "numeric": (_("Use “{column}” as a number"), _("Use {many:,} columns as numbers")),
        "category": (_("Use “{column}” as a category"), _("Use {many:,} columns as categories")),
        "text": (_("Use “{column}” as text"), _("Use {many:,} columns as text")),
        "date": (_("Use “{column}” as a date"), _("Use {many:,} columns as dates")),
    }
    label = labels[role][len(columns) > 1].format(column=columns[0], many=len(columns))
    return Fix(label, (SetRoles(tuple((column, role) for column in columns)),))


def predict(profile: Profile, target: str) -> Fix:
    """Return the fix that predicts another column, with what is proposed for it."""
    return Fix(_("Predict “{column}” instead", column=target), (Propose(propose(profile, target)),))


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


def scale(scaling: str, *columns: str) -> Fix:
    """Return the fix that scales numbers in another way: "log" or "robust"."""
    labels = {
        "log": (_("Take the logarithm of “{column}”"), _("Take the logarithm of {many:,} columns")),
        "robust": (
            _("Scale “{column}” by its middle half"),
            _("Scale {many:,} columns by their middle half"),
        ),
    }
    label = labels[scaling][len(columns) > 1].format(column=columns[0], many=len(columns))
    return Fix(label, (SetOption(columns, "scaling", scaling),))


def encode_by_target(*columns: str) -> Fix:
    """Return the fix that writes each category as what the target was in its rows."""
    label = (
        _("Write “{column}” as what the target was")
        if len(columns) == 1
        else _("Write {many:,} columns as what the target was")
    ).format(column=columns[0], many=len(columns))
    return Fix(label, (SetOption(columns, "encoding", "target"),))


def split_by_time(column: str) -> Fix:
    """Return the fix that tests the latest rows by a column of dates."""
    return Fix(_("Test the latest rows by “{column}”", column=column), (SetSplit(Split("time", column)),))


def stratify() -> Fix:
    """Return the fix that holds out each class in proportion, by no column."""
    return Fix(_("Hold out each class in proportion"), (SetSplit(STRATIFIED),))


def joined(fixes: Iterable[Fix | None]) -> Fix | None:
    """Return one fix that does the same thing to each column of several, None where they differ."""
    given = tuple(fixes)
    changes = [fix.changes[0] if fix and len(fix.changes) == 1 else None for fix in given]
    safe = all(fix.safe for fix in given if fix)
    roles = [pair for change in changes if isinstance(change, SetRoles) for pair in change.roles]
    if (
        changes
        and all(isinstance(change, SetRoles) for change in changes)
        and len({r for _c, r in roles}) == 1
    ):
        return replace(use_as(roles[0][1], *(column for column, _role in roles)), safe=safe)
    options = [change for change in changes if isinstance(change, SetOption)]
    if not options or len(options) < len(changes) or len({(o.option, o.value) for o in options}) > 1:
        return None
    columns = tuple(column for option in options for column in option.columns)
    first = options[0]
    if first.option == "scaling":
        return scale(str(first.value), *columns)
    return encode_by_target(*columns) if first.option == "encoding" else None
