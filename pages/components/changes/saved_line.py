"""A line on what was saved last, with the button that takes it back; its height never changes."""

import streamlit as st

from components.changes import recipe_changes
from components.changes.recipe_changes import SAVE, Change
from services.data.recipe.diff import changes
from services.data.recipe.recipe import Recipe
from services.runtime.background import Stage
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.text.messages.findings import fix_label
from services.text.messages.recipe import change_text
from services.text.shorten import shorten
from services.vertex.datasets import Dataset

WIDTH = 80


def show(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Show the state of a dataset's recipe, and wait a moment for a save that is under way."""
    with st.container(key=f"saved_{dataset.id}", width="content"):
        stored = SAVE.result(_saving)
        if stored is not None:
            recipe_changes.saved(target, dataset, stored)
        if SAVE.is_running():
            return
        if recipe_changes.is_saved(dataset):
            st.markdown(_saved(recipe_changes.last(dataset, recipe)))
        else:
            st.button(
                _("Save again"),
                icon=":material/save:",
                key=f"save_{dataset.id}",
                on_click=recipe_changes.save,
                args=(target, dataset),
            )


def undo_button(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Show the button that takes the last change back."""
    st.button(
        _("Undo"),
        icon=":material/undo:",
        key=f"undo_{dataset.id}",
        disabled=recipe_changes.last(dataset, recipe) is None,
        on_click=recipe_changes.undo,
        args=(target, dataset),
    )


def _saving(_stage: Stage) -> None:
    st.markdown(_(":gray[:material/sync: Saving…]"))


def _saved(change: Change | None) -> str:
    if change is None:
        return _(":gray[:material/cloud_done: Every change is saved as you make it.]")
    return _(
        "{icon} Saved: {change}",
        icon=":green[:material/check_circle:]",
        change=escape(shorten(_title(change), WIDTH)),
    )


def _title(change: Change) -> str:
    if change.fix is not None:
        return fix_label(change.fix)
    first, *others = changes(change.before, change.after)
    if not others:
        return change_text(first)
    more = _n("{count:,} more change", "{count:,} more changes", len(others), count=len(others))
    return f"{change_text(first)} ({more})"
