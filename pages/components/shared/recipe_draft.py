"""Drafts: the session's unsaved recipe of a dataset, which outlives a visit to another page."""

import streamlit as st

from services.data.recipe.recipe import Recipe
from services.text.i18n import _


def of(dataset_id: str, saved: Recipe) -> Recipe:
    """Return the session's unsaved recipe of a dataset, or the saved one where nothing has changed."""
    draft: tuple[Recipe, Recipe] | None = st.session_state.get(f"draft_{dataset_id}")
    if draft is None:
        return saved
    start, edited = draft
    if start != saved and edited != saved:
        with st.container(key=f"conflict_{dataset_id}"):
            st.warning(
                _("Somebody else has saved another recipe. Saving yours replaces it."),
                icon=":material/group:",
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


def edit(dataset_id: str, shown: Recipe, edited: Recipe) -> None:
    """Keep what an editor made of the recipe that it showed; for callbacks."""
    start = st.session_state.get(f"draft_{dataset_id}", (shown, shown))[0]
    st.session_state[f"draft_{dataset_id}"] = (start, edited)


def change(dataset_id: str, saved: Recipe, recipe: Recipe) -> None:
    """Replace a dataset's draft and let the widgets start from it; for callbacks."""
    put(dataset_id, saved, recipe)
    st.session_state[f"generation_{dataset_id}"] = generation(dataset_id) + 1
    tasks = (f"task_{dataset_id}_{target}" for target in (saved.target, recipe.target))
    for widget in (f"target_{dataset_id}", *tasks):
        st.session_state.pop(widget, None)


def generation(dataset_id: str) -> int:
    """Return how often the widgets of a dataset's recipe have started anew."""
    return int(st.session_state.get(f"generation_{dataset_id}", 0))
