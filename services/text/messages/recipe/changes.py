"""What differs between two recipes, a sentence a change."""

from typing import assert_never

from services.data.recipe.diff import (
    Change,
    PlanChange,
    RoleChange,
    SeedChange,
    SplitChange,
    TargetChange,
    TargetOptionsChange,
    TaskChange,
)
from services.data.recipe.recipe import Task
from services.data.recipe.target_options import TargetOptions
from services.text.i18n import _
from services.text.messages.recipe.options import role_title
from services.text.messages.recipe.plans import plan_text
from services.text.messages.recipe.splits import split_text


def change_text(change: Change) -> str:
    """Return a change as a sentence."""
    match change:
        case TargetChange():
            return _(
                "The target changed from “{before}” to “{after}”.", before=change.before, after=change.after
            )
        case TaskChange():
            return _task(change.after)
        case TargetOptionsChange():
            return _target(change.options)
        case SplitChange():
            return split_text(change.split, change.task, change.fraction)
        case SeedChange():
            return _("The seed changed from {before} to {after}.", before=change.before, after=change.after)
        case RoleChange():
            return _(
                "The role of “{column}” changed from {before} to {after}.",
                column=change.column,
                before=role_title(change.before),
                after=role_title(change.after),
            )
        case PlanChange():
            return _("“{column}”: {plan}", column=change.column, plan=plan_text(change.after))
        case _:
            assert_never(change)


def _target(options: TargetOptions) -> str:
    if options.merge_spellings and options.logarithm:
        return _("The spellings of the target are merged, and its logarithm is learned.")
    if options.merge_spellings:
        return _("The spellings of the target are merged.")
    if options.logarithm:
        return _("The logarithm of the target is learned.")
    return _("The target is learned as it is.")


def _task(task: Task) -> str:
    match task:
        case "classification":
            return _("The target is predicted as a class.")
        case "regression":
            return _("The target is predicted as a number.")
        case _:
            assert_never(task)
