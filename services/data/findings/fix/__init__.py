"""Fixes: changes to a recipe that resolve a finding."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from services.data.findings.fix.changes import (
    Change,
    DropColumns,
    HoldOutMore,
    KeepMarks,
    Propose,
    SetOption,
    SetRoles,
    SetSplit,
    SetTargetOptions,
    SetTask,
)
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe, Role, Task, propose, suggested
from services.data.recipe.split import STRATIFIED, Split

FixCode = Literal[
    "all_safe",
    "drop_columns",
    "hold_out_more",
    "keep_marks",
    "leave_out",
    "log_target",
    "merge_classes",
    "merge_spellings",
    "predict_class",
    "predict_column",
    "predict_number",
    "scale_log",
    "scale_robust",
    "split_by_group",
    "split_by_time",
    "stratify",
    "target_encoding",
    "use_as_category",
    "use_as_date",
    "use_as_number",
    "use_as_text",
    "use_suggested",
]


@dataclass(frozen=True)
class Fix:
    """A fix of a finding: changes to the recipe, and the code and columns of its label.

    A `safe` fix removes nothing that a model could learn from, so safe fixes can be applied together.
    """

    code: FixCode
    changes: tuple[Change, ...]
    columns: tuple[str, ...] = ()
    safe: bool = False

    def __call__(self, recipe: Recipe) -> Recipe:
        """Return the recipe with the fix."""
        for change in self.changes:
            recipe = change(recipe)
        return recipe


def leave_out(*columns: str, safe: bool = False) -> Fix:
    """Return the fix that ignores columns."""
    return Fix("leave_out", (_same_role("ignore", columns),), columns, safe)


def use_as(role: Role, *columns: str) -> Fix:
    """Return the fix that gives columns another role."""
    match role:
        case "ignore":
            return leave_out(*columns)
        case "numeric":
            code: FixCode = "use_as_number"
        case "category":
            code = "use_as_category"
        case "text":
            code = "use_as_text"
        case "date":
            code = "use_as_date"
        case _:
            assert_never(role)
    return Fix(code, (_same_role(role, columns),), columns)


def predict(profile: Profile, target: str) -> Fix:
    """Return the fix that predicts another column, with the recipe proposed for it."""
    return Fix("predict_column", (Propose(propose(profile, target)),), (target,))


def set_task(task: Task) -> Fix:
    """Return the fix that predicts a class or a number."""
    code: FixCode = "predict_class" if task == "classification" else "predict_number"
    return Fix(code, (SetTask(task),))


def use_suggested(profile: Profile, target: str) -> Fix | None:
    """Return the fix that gives every column its suggested role, None if all would be ignored."""
    roles = tuple((column.name, suggested(column)) for column in profile.columns if column.name != target)
    if all(role == "ignore" for _column, role in roles):
        return None
    return Fix("use_suggested", (SetRoles(roles),))


def drop(columns: Iterable[str]) -> Fix:
    """Return the fix that removes columns from the recipe that the table doesn't have."""
    return Fix("drop_columns", (DropColumns(frozenset(columns)),), safe=True)


def scale(scaling: Literal["log", "robust"], *columns: str) -> Fix:
    """Return the fix that scales numbers in another way."""
    code: FixCode = "scale_log" if scaling == "log" else "scale_robust"
    return Fix(code, (SetOption(columns, "scaling", scaling),), columns)


def keep_marks(*columns: str) -> Fix:
    """Return the fix that takes texts such as "NA" for values."""
    return Fix("keep_marks", (KeepMarks(columns),), columns)


def encode_by_target(*columns: str) -> Fix:
    """Return the fix that uses target encoding for categories."""
    return Fix("target_encoding", (SetOption(columns, "encoding", "target"),), columns)


def split_by_time(column: str) -> Fix:
    """Return the fix that holds out the latest rows by a date column."""
    return Fix("split_by_time", (SetSplit(Split("time", column)),), (column,))


def split_by_group(column: str) -> Fix:
    """Return the fix that keeps rows with the same cell on one side of the split."""
    return Fix("split_by_group", (SetSplit(Split("group", column)),), (column,))


def merge_spellings(*columns: str) -> Fix:
    """Return the fix that merges the spellings of categories."""
    return Fix("merge_spellings", (SetOption(columns, "merge_spellings", True),), columns)


def merge_classes(target: str) -> Fix:
    """Return the fix that merges the spellings of the target's classes."""
    return Fix("merge_classes", (SetTargetOptions((("merge_spellings", True),)),), (target,))


def log_target(target: str) -> Fix:
    """Return the fix that learns the logarithm of the target."""
    return Fix("log_target", (SetTargetOptions((("logarithm", True),)),), (target,))


def stratify() -> Fix:
    """Return the fix that stratifies the split by class."""
    return Fix("stratify", (SetSplit(STRATIFIED),))


def hold_out_more(fraction: float) -> Fix:
    """Return the fix that holds out a larger share of the rows."""
    return Fix("hold_out_more", (HoldOutMore(fraction),))


def all_safe(fixes: Iterable[Fix | None]) -> Fix | None:
    """Return one fix that applies all safe fixes, None if fewer than two are safe."""
    safe = [fix for fix in fixes if fix and fix.safe]
    if len(safe) < 2:
        return None
    return Fix("all_safe", tuple(change for fix in safe for change in fix.changes), safe=True)


def joined(fixes: Iterable[Fix | None]) -> Fix | None:
    """Return one fix for the columns of all fixes, None unless all make the same change."""
    optional = tuple(fixes)
    present = [fix for fix in optional if fix]
    columns = tuple(column for fix in present for column in fix.columns)
    if not columns or len(present) < len(optional) or len({fix.code for fix in present}) > 1:
        return None
    change = _of_columns(columns, present[0].changes[0])
    safe = all(fix.safe for fix in present)
    return replace(present[0], changes=(change,), columns=columns, safe=safe) if change else None


def _of_columns(columns: tuple[str, ...], change: Change) -> Change | None:
    """Return a change of a column applied to several columns, None if it isn't made by column."""
    match change:
        case SetRoles():
            return _same_role(change.roles[0][1], columns)
        case SetOption() | KeepMarks():
            return replace(change, columns=columns)
        case SetTargetOptions() | SetSplit() | HoldOutMore() | DropColumns() | SetTask() | Propose():
            return None
        case _:
            assert_never(change)


def _same_role(role: Role, columns: tuple[str, ...]) -> SetRoles:
    return SetRoles(tuple((column, role) for column in columns))
