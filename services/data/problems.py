"""Problems: why a recipe can't be trained, or will train a poor model."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from services.data.profile import ColumnProfile, Profile
from services.data.recipe import Recipe, suggested
from services.errors import InvalidInput
from services.words import _

MINIMUM_ROWS = 10
MANY_CLASSES = 50
MANY_LEVELS = 1000
RARE_ROWS = 5


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a recipe for a table; an "error" must be cured before a run can start."""

    severity: Literal["error", "warning"]
    column: str | None
    message: str
    hint: str


def check(recipe: Recipe, profile: Profile) -> tuple[Problem, ...]:
    """Return what is wrong with a recipe for a table, errors first."""
    found = [*_table(recipe, profile), *_target(recipe, profile), *_columns(recipe, profile)]
    return tuple(sorted(found, key=lambda problem: problem.severity != "error"))


def require_trainable(recipe: Recipe, profile: Profile) -> None:
    """Raise InvalidInput with the first error that `check` finds."""
    for problem in check(recipe, profile):
        if problem.severity == "error":
            raise InvalidInput(problem.message, problem.hint)


def _table(recipe: Recipe, profile: Profile) -> Iterator[Problem]:
    names = {column.name for column in profile.columns}
    missing = [column for column in recipe.used if column not in names]
    if missing:
        yield _error(
            missing[0],
            _("The recipe uses “{column}”, which the table doesn't have.").format(column=missing[0]),
            _("Choose the column roles again."),
        )
    if not recipe.used:
        yield _error(
            None,
            _("No column is left to learn from."),
            _("Give at least one column besides the target a role other than “ignore”."),
        )
    if profile.rows < MINIMUM_ROWS:
        yield _error(
            None,
            _("The table has only {rows} rows; training needs at least {least}.").format(
                rows=profile.rows, least=MINIMUM_ROWS
            ),
            _("Add rows to the file and upload it again."),
        )


def _target(recipe: Recipe, profile: Profile) -> Iterator[Problem]:
    name = recipe.target
    column = next((each for each in profile.columns if each.name == name), None)
    if column is None:
        yield _error(
            name,
            _("The table has no column “{column}” to predict.").format(column=name),
            _("Choose another target."),
        )
    elif column.kind == "empty":
        yield _error(
            name,
            _("The target “{column}” is empty in every row.").format(column=name),
            _("Choose another target."),
        )
    elif column.distinct < 2:
        yield _error(
            name,
            _("The target “{column}” is the same in every row, so there is nothing to learn.").format(
                column=name
            ),
            _("Choose a target that differs, or add rows with other values."),
        )
    else:
        yield from _target_values(recipe, profile, column)
        if name in recipe.used:
            yield _error(
                name,
                _("“{column}” is the target and a column to learn from at once.").format(column=name),
                _("Give it the role “ignore”."),
            )


def _target_values(recipe: Recipe, profile: Profile, column: ColumnProfile) -> Iterator[Problem]:
    if profile.rows - column.missing < MINIMUM_ROWS <= profile.rows:
        yield _error(
            column.name,
            _("Only {rows} rows have a target; training needs at least {least}.").format(
                rows=profile.rows - column.missing, least=MINIMUM_ROWS
            ),
            _("Fill in “{column}” in more rows.").format(column=column.name),
        )
    elif column.missing:
        yield _warning(
            column.name,
            _("{rows} rows have no target and are left out.").format(rows=column.missing),
            _("Fill in “{column}” in these rows if you can.").format(column=column.name),
        )
    if recipe.task == "regression" and column.kind != "number":
        yield _error(
            column.name,
            _("“{column}” holds text, so no number can be predicted from it.").format(column=column.name),
            _("Predict a class instead, or choose a target of numbers."),
        )
    if recipe.task == "classification":
        yield from _classes(profile, column)


def _classes(profile: Profile, column: ColumnProfile) -> Iterator[Problem]:
    present = profile.rows - column.missing
    if column.distinct == present:
        yield _error(
            column.name,
            _("Every row has a class of its own in “{column}”.").format(column=column.name),
            _("Choose a target whose values repeat."),
        )
        return
    if column.distinct > MANY_CLASSES:
        yield _warning(
            column.name,
            _("“{column}” has {count} classes, which is a lot to tell apart.").format(
                column=column.name, count=column.distinct
            ),
            _("Group rare classes, or predict a number if the values are quantities."),
        )
    rare = [value for value, count in column.top if count == 1]
    if column.kind != "text" and rare:
        yield _warning(
            column.name,
            _("The class “{value}” has one row only, so it can't be learned and tested.").format(
                value=rare[0]
            ),
            _("Add rows of this class, or join it with another."),
        )
    elif column.kind != "text" and column.top and column.top[-1][1] < RARE_ROWS:
        yield _warning(
            column.name,
            _("The class “{value}” has {count} rows only.").format(
                value=column.top[-1][0], count=column.top[-1][1]
            ),
            _("Add rows of this class for a score that can be trusted."),
        )


def _columns(recipe: Recipe, profile: Profile) -> Iterator[Problem]:
    known = {column.name: column for column in profile.columns}
    for name, role in recipe.roles:
        column = known.get(name)
        if column is None or role == "ignore" or name == recipe.target:
            continue
        yield from _column(column, role)


def _column(column: ColumnProfile, role: str) -> Iterator[Problem]:
    if column.kind == "empty":
        yield _warning(
            column.name,
            _("“{column}” is empty in every row.").format(column=column.name),
            _("Give it the role “ignore”."),
        )
    elif column.distinct < 2:
        yield _warning(
            column.name,
            _("“{column}” is the same in every row.").format(column=column.name),
            _("Give it the role “ignore”."),
        )
    elif column.looks_like_id:
        yield _warning(
            column.name,
            _("“{column}” looks like an id: it differs in every row and teaches nothing.").format(
                column=column.name
            ),
            _("Give it the role “ignore”."),
        )
    elif (role == "numeric" and column.kind != "number") or (role == "date" and column.kind != "date"):
        yield _warning(
            column.name,
            _("“{column}” has cells that can't be read as {role}; they count as missing.").format(
                column=column.name, role=_("numbers") if role == "numeric" else _("dates")
            ),
            _("Its cells suggest the role “{role}”.").format(role=suggested(column)),
        )
    elif role == "category" and column.distinct > MANY_LEVELS:
        yield _warning(
            column.name,
            _("“{column}” has {count} categories; only the commonest are told apart.").format(
                column=column.name, count=column.distinct
            ),
            _("Treat it as text, ignore it, or group its values."),
        )


def _error(column: str | None, message: str, hint: str) -> Problem:
    return Problem("error", column, message, hint)


def _warning(column: str | None, message: str, hint: str) -> Problem:
    return Problem("warning", column, message, hint)
