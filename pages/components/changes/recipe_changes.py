"""The session's changes of recipes: each is saved as it is made, and can be undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from components.background.form import Form
from services import cache
from services.data.findings import Fix
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.vertex.datasets import Dataset

Edit = Callable[[Recipe], Recipe]
Make = Callable[[Edit], None]

SAVE = Form[Recipe]("save_recipe", "saving_recipe", timeout=2.0)
REMEMBERED = 50
_STATE = "recipe_changes"


@dataclass(frozen=True)
class Change:
    """A recipe before and after a change, and the fix that made it, if one did."""

    before: Recipe
    after: Recipe
    fix: Fix | None = None


@dataclass(frozen=True)
class _History:
    """The changes of a dataset's recipe, oldest first, and the recipe that is not yet saved."""

    changes: tuple[Change, ...] = ()
    unsaved: Recipe | None = None


def current(target: Target, dataset: Dataset) -> Recipe | None:
    """Return a dataset's recipe as this session left it, else as it is stored; None without a target."""
    history, saved = _history(dataset), cache.recipe(target, dataset.folder)
    return saved if history.unsaved is None else history.unsaved


def make(target: Target, dataset: Dataset, edit: Edit, fix: Fix | None = None) -> None:
    """Change the recipe and start to save it; for callbacks, which no other click interrupts."""
    before = current(target, dataset)
    if before is None:
        return
    after = edit(before)
    if after != before:
        changes = (*_history(dataset).changes, Change(before, after, fix))
        _put(target, dataset, _History(changes[-REMEMBERED:], after))


def undo(target: Target, dataset: Dataset) -> None:
    """Take the last change back and start to save the recipe before it; for callbacks."""
    *earlier, last = _history(dataset).changes
    _put(target, dataset, _History(tuple(earlier), last.before))


def last(dataset: Dataset, recipe: Recipe) -> Change | None:
    """Return the change that led to a recipe, None if this session made none or somebody else did since."""
    changes = _history(dataset).changes
    return changes[-1] if changes and changes[-1].after == recipe else None


def save(target: Target, dataset: Dataset) -> None:
    """Start to save what is not yet saved, unless another save is under way."""
    unsaved = _history(dataset).unsaved
    if unsaved is not None:
        SAVE.submit(cache.save_recipe, target, dataset.folder, unsaved)


def saved(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Note that a recipe is saved, and save what was changed meanwhile."""
    history = _history(dataset)
    if history.unsaved == recipe:
        _histories()[dataset.id] = replace(history, unsaved=None)
    save(target, dataset)


def is_saved(dataset: Dataset) -> bool:
    """Return whether every change of a dataset's recipe is stored."""
    return _history(dataset).unsaved is None


def _put(target: Target, dataset: Dataset, history: _History) -> None:
    _histories()[dataset.id] = history
    save(target, dataset)


def _history(dataset: Dataset) -> _History:
    return _histories().get(dataset.id, _History())


def _histories() -> dict[str, _History]:
    histories: dict[str, _History] = st.session_state.setdefault(_STATE, {})
    return histories
