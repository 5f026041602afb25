"""The recipe: what to predict and how each column is used, edited in one table."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import findings_view, submission, table_view
from services import cache
from services.data.findings import errors, findings
from services.data.profile import Profile
from services.data.recipe import Recipe, Role, Task, propose
from services.settings import Target
from services.vertex.datasets import Dataset
from services.words import _

ROLES: dict[Role, str] = {
    "numeric": _("number"),
    "category": _("category"),
    "text": _("text"),
    "date": _("date"),
    "ignore": _("ignore"),
}
TASKS: dict[Task, str] = {
    "classification": _("a class (classification)"),
    "regression": _("a number (regression)"),
}


def section(target: Target, dataset: Dataset, profile: Profile, saved: Recipe) -> None:
    """Show the recipe for editing, what speaks against it, and the way to training."""
    st.header(_("What to predict"), anchor=False)
    edited = _edit(dataset.id, profile, saved)
    found = findings(profile, edited, repairs=cache.repairs(target, dataset.folder))
    refused = bool(errors(found))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Save the recipe"),
            icon=":material/save:",
            key="save_recipe",
            disabled=edited == saved or submission.is_running("save_recipe"),
            on_click=submission.submit,
            args=("save_recipe", cache.save_recipe, target, dataset.folder, edited),
            type="primary" if edited != saved else "secondary",
        )
        st.page_link(
            "train.py",
            label=_("Train a model on it"),
            icon=":material/arrow_forward:",
            query_params={"dataset": dataset.id},
            disabled=refused or edited != saved,
        )
        if edited != saved:
            st.caption(_("Save the changes first; training uses the saved recipe."))
    findings_view.section(target, dataset, edited, found)


def _edit(key: str, profile: Profile, saved: Recipe) -> Recipe:
    names = [column.name for column in profile.columns]
    left, right = st.columns(2)
    chosen = left.selectbox(
        _("Column to predict (target)"),
        names,
        index=names.index(saved.target) if saved.target in names else 0,
        key=f"target_{key}_{hash(saved)}",
    )
    base = saved if chosen == saved.target else propose(profile, chosen)
    task = right.selectbox(
        _("It is"),
        list(TASKS),
        index=list(TASKS).index(base.task),
        format_func=lambda task: TASKS[task],
        key=f"task_{key}_{chosen}_{hash(saved)}",
    )
    roles = dict(base.roles)
    table = pd.DataFrame(
        {
            "name": list(roles),
            "kind": [table_view.KINDS[profile.column(name).kind] for name in roles],
            "role": [ROLES[role] for role in roles.values()],
        }
    )
    edited = st.data_editor(
        table,
        key=f"roles_{key}_{chosen}_{hash(base.roles)}",
        hide_index=True,
        disabled=["name", "kind"],
        alt=_("How each column is used"),
        column_config={
            "name": st.column_config.TextColumn(_("Column")),
            "kind": st.column_config.TextColumn(_("Type")),
            "role": st.column_config.SelectboxColumn(
                _("Used as"), options=list(ROLES.values()), required=True
            ),
        },
    )
    named = {label: role for role, label in ROLES.items()}
    picked = tuple((name, named[label]) for name, label in zip(edited["name"], edited["role"], strict=True))
    return replace(base, task=task, roles=picked)
