"""The recipe editor: the target and how every column is used, saved on request.

Unsaved changes are the session's draft, so that a visit to another page loses nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.background.form import Form
from components.findings import findings_view
from components.recipe import (
    association_search,
    association_view,
    plan_table,
    split_form,
    step_view,
    target_form,
)
from components.shared import recipe_draft
from services import cache
from services.data.findings import Finding, errors
from services.data.profile import Profile
from services.data.recipe.diff import Change, changes
from services.data.recipe.recipe import TASKS, Recipe, Task, propose
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.text.messages.recipe import change_text, task_title
from services.vertex.datasets import Dataset

SAVE = Form[Recipe]("save_recipe", "saving_recipe")
PAGE_ROWS = 50
SHOWN_CHANGES = 8


def section(target: Target, dataset: Dataset, profile: Profile, saved: Recipe) -> tuple[Finding, ...]:
    """Show the recipe for editing, its findings and the link to training; return the findings."""
    st.header(_("Recipe"), anchor=False)
    edited = _goal(dataset.id, profile, recipe_draft.current(dataset.id, saved))
    findings_tab, associations_tab, columns_tab, preview_tab, code_tab = st.tabs(
        [
            _("Findings"),
            _("Feature-target associations"),
            _("Columns and split"),
            _("Preview"),
            _("scikit-learn code"),
        ]
    )
    with columns_tab:
        table, split = st.columns([3, 1], gap="large")
        with split:
            key = f"{dataset.id}_{recipe_draft.generation(dataset.id)}"
            edited = target_form.edit(key, profile, split_form.edit(key, profile, edited))
        with table:
            _table(dataset.id, profile, edited)
    with preview_tab:
        step_view.before_and_after(target, dataset, edited)
    with code_tab:
        step_view.program(target, dataset, edited)
    with findings_tab:
        associations = association_search.associations(target, dataset.folder, edited.target)
        findings = cache.findings(target, dataset.folder, edited, associations)
        findings_view.section(target, dataset, edited, findings)
    with associations_tab:
        association_view.section(associations, edited.target, dataset.id)
    recipe_draft.put(dataset.id, saved, edited)
    _save(target, dataset, profile, saved, edited, trainable=not errors(findings))
    return findings


def _goal(key: str, profile: Profile, recipe: Recipe) -> Recipe:
    names = [column.name for column in profile.columns]
    left, right = st.columns(2)
    target = left.selectbox(
        _("Target (column to predict)"),
        names,
        index=names.index(recipe.target) if recipe.target in names else 0,
        key=recipe_draft.target_key(key),
    )
    if target != recipe.target:
        recipe = replace(
            propose(profile, target, recipe.numbers), test_fraction=recipe.test_fraction, seed=recipe.seed
        )
    task: Task = right.selectbox(
        _("Task"),
        TASKS,
        index=TASKS.index(recipe.task),
        format_func=task_title,
        key=recipe_draft.task_key(key, target),
    )
    return replace(recipe, task=task)


def _table(key: str, profile: Profile, recipe: Recipe) -> None:
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    search = left.text_input(
        _("Find columns"), key=f"find_plan_{key}", icon=":material/search:", placeholder=_("Part of a name")
    )
    view: plan_table.View = right.segmented_control(
        _("Show"),
        plan_table.VIEWS,
        default="all",
        format_func=plan_table.view_title,
        key=f"view_plan_{key}",
        required=True,
        wrap=True,
    )
    matching = plan_table.matching(recipe, search or "", view)
    if not matching:
        st.caption(_("No column matches. Change the search, or show all columns."))
        return
    names = _paged(matching, f"page_plan_{key}_{view}_{search}")
    # The rows of the next run hold what was edited, so the editor starts anew with them.
    plans = tuple((name, recipe.plan(name)) for name in names)
    editor = f"roles_{key}_{hash((view, plans))}"
    st.data_editor(
        plan_table.rows(profile, recipe, names, view),
        key=editor,
        hide_index=True,
        alt=_("Role and preprocessing of every column"),
        column_config=plan_table.config(),
        on_change=_apply,
        args=(editor, key, profile, recipe, names),
    )
    if view == "all":
        st.caption(_("Show the columns of one role to edit their preprocessing."))


def _paged(names: list[str], key: str) -> list[str]:
    pages = -(-len(names) // PAGE_ROWS)
    if pages == 1:
        return names
    page = int(st.number_input(_("Page (of {count:,})", count=pages), 1, pages, key=key))
    return names[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]


def _apply(editor: str, key: str, profile: Profile, recipe: Recipe, names: Sequence[str]) -> None:
    edits = st.session_state[editor]["edited_rows"]
    edited = plan_table.edited(recipe, profile, names, edits)
    recipe_draft.edit(key, recipe, edited)


def _save(
    target: Target, dataset: Dataset, profile: Profile, saved: Recipe, edited: Recipe, *, trainable: bool
) -> None:
    _unsaved(dataset.id, changes(saved, edited))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Save recipe"),
            icon=":material/save:",
            key="save_recipe",
            disabled=edited == saved or SAVE.is_running(),
            on_click=lambda: SAVE.submit(cache.save_recipe, target, dataset.folder, edited),
            type="primary" if edited != saved else "secondary",
        )
        st.button(
            _("Discard"),
            key="discard_recipe",
            icon=":material/undo:",
            disabled=edited == saved,
            on_click=recipe_draft.change,
            args=(dataset.id, saved, saved),
        )
        st.button(
            _("Reset to proposal"),
            key="reset_recipe",
            icon=":material/auto_fix_high:",
            on_click=_reset,
            args=(dataset.id, profile, saved, edited),
        )
        with st.container(key="train_link", width="content"):
            st.page_link(
                "train.py",
                label=_("Train a model"),
                icon=":material/arrow_forward:",
                query_params={"dataset": dataset.id},
                disabled=not trainable or edited != saved,
            )


def _unsaved(key: str, unsaved: Sequence[Change]) -> None:
    if not unsaved:
        return
    lines = [escape(change_text(change)) for change in unsaved[:SHOWN_CHANGES]]
    more = len(unsaved) - SHOWN_CHANGES
    if more > 0:
        lines.append(_n("{count:,} more change", "{count:,} more changes", more, count=more))
    with st.container(key=f"unsaved_{key}"):
        st.info(
            _("**Unsaved changes**") + "\n\n" + "\n".join(f"- {line}" for line in lines),
            icon=":material/edit_note:",
        )


def _reset(key: str, profile: Profile, saved: Recipe, edited: Recipe) -> None:
    # A proposal looks at every column, which is too slow to do at every run of a wide table.
    recipe_draft.change(key, saved, propose(profile, edited.target, edited.numbers))
