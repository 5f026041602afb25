"""Drafts: the session's unsaved recipe of a dataset, so that looking elsewhere loses nothing."""

import streamlit as st

from services.data.recipe.recipe import Recipe
from services.text.i18n import _


def of(dataset_id: str, saved: Recipe) -> Recipe:
    """Return the session's unsaved recipe of a dataset, or the saved one where nothing is changed."""
    found: tuple[Recipe, Recipe] | None = st.session_state.get(f"draft_{dataset_id}")
    if found is None:
        return saved
    start, edited = found
    if start != saved and edited != saved:
        st.warning(
            _("Somebody saved another recipe meanwhile. Saving yours replaces it."), icon=":material/group:"
        )
    return edited


def put(dataset_id: str, saved: Recipe, edited: Recipe) -> None:
    """Keep a changed recipe as the session's draft."""
    key = f"draft_{dataset_id}"
    if edited == saved:
        st.session_state.pop(key, None)
    else:
        start = st.session_state[key][0] if key in st.session_state else saved
        st.session_state[key] = (start, edited)


def edit(key: str, recipe: Recipe, edited: Recipe) -> None:
    """Keep what an editor made of the recipe that it showed; for callbacks."""
    start = st.session_state.get(f"draft_{key}", (recipe, recipe))[0]
    st.session_state[f"draft_{key}"] = (start, edited)


def change(key: str, saved: Recipe, recipe: Recipe) -> None:
    """Take another recipe as a dataset's draft, and let the widgets start from it; for callbacks."""
    put(key, saved, recipe)
    st.session_state[f"generation_{key}"] = generation(key) + 1
    for widget in [f"target_{key}", *(f"task_{key}_{each}" for each in (saved.target, recipe.target))]:
        st.session_state.pop(widget, None)


def generation(key: str) -> int:
    """Return how often the widgets of a dataset's recipe started anew."""
    return int(st.session_state.get(f"generation_{key}", 0))
