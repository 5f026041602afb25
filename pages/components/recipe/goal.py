"""The target and the task of a dataset, the state of its recipe, and the way to training."""

from dataclasses import replace

import streamlit as st

from components.changes import recipe_changes, saved_line
from components.changes.recipe_changes import Make
from components.context import links
from services.data.profile import Profile
from services.data.recipe.recipe import TASKS, Recipe, Task, propose
from services.settings import Target
from services.text.i18n import _
from services.text.messages.recipe import task_title
from services.vertex.datasets import Dataset


def section(dataset: Dataset, profile: Profile, recipe: Recipe, make: Make) -> None:
    """Show the target and the task; `make` gets each change of them."""
    st.header(_("Target"), anchor=False)
    left, right = st.columns(2)
    names = [column.name for column in profile.columns]
    with left:
        _target(f"target_{dataset.id}", names, profile, recipe, make)
    with right:
        _task(f"task_{dataset.id}", recipe, make)


def actions(target: Target, dataset: Dataset, profile: Profile, recipe: Recipe, *, trainable: bool) -> None:
    """Show what was saved, and the buttons that undo it, start anew or lead to training."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"goal_actions_{dataset.id}"):
        with st.container(key="train_link", width="content"):
            links.page_link(
                "train.py",
                _("Train a model"),
                icon=":material/arrow_forward:",
                disabled=not trainable,
                dataset=dataset.id,
            )
        saved_line.undo_button(target, dataset, recipe)
        st.button(
            _("Reset to proposal"),
            key="reset_recipe",
            icon=":material/auto_fix_high:",
            on_click=lambda: recipe_changes.make(
                # A proposal looks at every column, too slow for every run of a wide table.
                target,
                dataset,
                lambda now: propose(profile, now.target, now.numbers),
            ),
        )
        saved_line.show(target, dataset, recipe)


def _target(widget: str, names: list[str], profile: Profile, recipe: Recipe, make: Make) -> None:
    current = recipe.target if recipe.target in names else None
    if st.session_state.get(widget) != current:
        st.session_state[widget] = current
    st.selectbox(
        _("Target (column to predict)"),
        names,
        index=None if current is None else 0,
        key=widget,
        on_change=lambda: make(lambda now: _predicting(now, profile, st.session_state[widget])),
    )


def _task(widget: str, recipe: Recipe, make: Make) -> None:
    if st.session_state.get(widget) != recipe.task:
        st.session_state[widget] = recipe.task

    def choose() -> None:
        task: Task = st.session_state[widget]
        make(lambda now: replace(now, task=task))

    st.selectbox(_("Task"), TASKS, format_func=task_title, key=widget, on_change=choose)


def _predicting(now: Recipe, profile: Profile, column: str | None) -> Recipe:
    """Return the proposal for another target, with the share and the seed of the held-out rows."""
    if column is None:
        return now
    proposed = propose(profile, column, now.numbers)
    return replace(proposed, test_fraction=now.test_fraction, seed=now.seed)
