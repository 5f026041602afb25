"""Drafts: the session's unsaved recipe of a dataset, which survives a visit to another page."""

from dataclasses import dataclass, replace

import streamlit as st

from services.data.recipe.recipe import Recipe
from services.text.i18n import _

_STATE = "recipe_drafts"


@dataclass(frozen=True)
class _Draft:
    """An edited recipe, the recipe it started from, and the number of times the widgets were reset."""

    start: Recipe | None = None
    edited: Recipe | None = None
    generation: int = 0


def current(dataset_id: str, saved: Recipe) -> Recipe:
    """Return the session's unsaved recipe of a dataset, or the saved one if nothing has changed."""
    draft = _drafts().get(dataset_id, _Draft())
    if draft.edited is None:
        return saved
    if draft.start != saved and draft.edited != saved:
        with st.container(key=f"conflict_{dataset_id}"):
            st.warning(
                _("Someone else saved another recipe. Saving yours replaces it."),
                icon=":material/group:",
            )
    return draft.edited


def put(dataset_id: str, saved: Recipe, edited: Recipe) -> None:
    """Store a changed recipe as the session's draft."""
    draft = _drafts().get(dataset_id, _Draft())
    if edited == saved:
        _drafts()[dataset_id] = replace(draft, start=None, edited=None)
    else:
        _drafts()[dataset_id] = replace(draft, start=draft.start or saved, edited=edited)


def edit(dataset_id: str, shown: Recipe, edited: Recipe) -> None:
    """Store the result of an editor that showed `shown`; for callbacks."""
    draft = _drafts().get(dataset_id, _Draft())
    _drafts()[dataset_id] = replace(draft, start=draft.start or shown, edited=edited)


def change(dataset_id: str, saved: Recipe, recipe: Recipe) -> None:
    """Replace a dataset's draft and reset the widgets to it; for callbacks."""
    put(dataset_id, saved, recipe)
    _drafts()[dataset_id] = replace(_drafts()[dataset_id], generation=generation(dataset_id) + 1)
    tasks = (task_key(dataset_id, target) for target in (saved.target, recipe.target))
    for widget in (target_key(dataset_id), *tasks):
        st.session_state.pop(widget, None)


def generation(dataset_id: str) -> int:
    """Return how often the widgets of a dataset's recipe were reset; part of their keys."""
    return _drafts().get(dataset_id, _Draft()).generation


def target_key(dataset_id: str) -> str:
    """Return the key of the widget that chooses a dataset's target."""
    return f"target_{dataset_id}"


def task_key(dataset_id: str, target: str) -> str:
    """Return the key of the widget that chooses the task of a dataset's target."""
    return f"task_{dataset_id}_{target}"


def _drafts() -> dict[str, _Draft]:
    drafts: dict[str, _Draft] = st.session_state.setdefault(_STATE, {})
    return drafts
