"""The recipe: what to predict and how each column is used, edited in one table and saved on request.

What isn't saved yet is kept as the session's draft, so that looking elsewhere loses nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.background.form import Form
from components.findings import findings_view
from components.recipe import association_search, association_view, plan_table, split_form, step_view
from components.shared import recipe_draft
from services import cache
from services.data.findings import Finding, errors
from services.data.profile import Profile
from services.data.recipe.diff import changes
from services.data.recipe.recipe import Recipe, Task, propose
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.datasets import Dataset

SAVE = Form[Recipe]("save_recipe", "saving_recipe")
PAGE_ROWS = 50
SHOWN_CHANGES = 8
TASKS: dict[Task, str] = {
    "classification": _("a class (classification)"),
    "regression": _("a number (regression)"),
}


def section(target: Target, dataset: Dataset, profile: Profile, saved: Recipe) -> tuple[Finding, ...]:
    """Show the recipe for editing, what speaks against it, and the way to training; return the findings."""
    st.header(_("What to predict"), anchor=False)
    edited = _goal(dataset.id, profile, recipe_draft.of(dataset.id, saved))
    against, telling, columns, steps, program = st.tabs(
        [
            _("Findings"),
            _("What tells of the target"),
            _("Recipe"),
            _("Before and after"),
            _("scikit-learn code"),
        ]
    )
    with columns:
        table, split = st.columns([3, 1], gap="large")
        with split:
            edited = split_form.edit(f"{dataset.id}_{recipe_draft.generation(dataset.id)}", profile, edited)
        with table:
            _table(dataset.id, profile, edited)
    with steps:
        step_view.before_and_after(target, dataset, edited)
    with program:
        step_view.program(target, dataset, edited)
    with against:
        links = association_search.found(target, dataset.folder, edited.target)
        found = cache.findings(target, dataset.folder, edited, links)
        findings_view.section(target, dataset, edited, found)
    with telling:
        association_view.section(links, edited.target, dataset.id)
    recipe_draft.put(dataset.id, saved, edited)
    _save(target, dataset, profile, saved, edited, bool(errors(found)))
    return found


def _goal(key: str, profile: Profile, recipe: Recipe) -> Recipe:
    names = [column.name for column in profile.columns]
    left, right = st.columns(2)
    chosen = left.selectbox(
        _("Column to predict (target)"),
        names,
        index=names.index(recipe.target) if recipe.target in names else 0,
        key=f"target_{key}",
    )
    base = recipe
    if chosen != recipe.target:
        base = replace(
            propose(profile, chosen, recipe.numbers), test_fraction=recipe.test_fraction, seed=recipe.seed
        )
    task: Task = right.selectbox(
        _("It is"),
        list(TASKS),
        index=list(TASKS).index(base.task),
        format_func=lambda task: TASKS[task],
        key=f"task_{key}_{chosen}",
    )
    return replace(base, task=task)


def _table(key: str, profile: Profile, recipe: Recipe) -> None:
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    search = left.text_input(
        _("Find columns"), key=f"find_plan_{key}", icon=":material/search:", placeholder=_("part of a name")
    )
    view: plan_table.View = right.segmented_control(
        _("Show"),
        list(plan_table.VIEWS),
        default="all",
        format_func=lambda view: plan_table.VIEWS[view],
        key=f"view_plan_{key}",
        required=True,
        wrap=True,
    )
    found = plan_table.chosen(recipe, search or "", view)
    if not found:
        st.caption(_("No column is like this. Search for something else, or show all."))
        return
    pages = -(-len(found) // PAGE_ROWS)
    page = 1
    if pages > 1:
        page = int(st.number_input(
            _("Page (of {count:,})", count=pages), 1, pages, key=f"page_plan_{key}_{view}_{search}"
        ))  # fmt: skip
    names = found[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    table = plan_table.rows(profile, recipe, names, view)
    # What was edited is in the rows themselves at the next run, so the editor starts anew with them.
    editor = f"roles_{key}_{hash((view, *table.astype(str).itertuples(index=False, name=None)))}"
    st.data_editor(
        table,
        key=editor,
        hide_index=True,
        alt=_("How each column is used"),
        column_config=plan_table.config(),
        on_change=_apply,
        args=(editor, key, profile, recipe, names),
    )
    if view == "all":
        st.caption(_("Choose a kind above to edit how its columns are filled in, scaled and encoded."))


def _apply(editor: str, key: str, profile: Profile, recipe: Recipe, names: Sequence[str]) -> None:
    edits = st.session_state[editor]["edited_rows"]
    edited = plan_table.edited(recipe, profile, names, edits)
    recipe_draft.edit(key, recipe, edited)


def _save(
    target: Target, dataset: Dataset, profile: Profile, saved: Recipe, edited: Recipe, refused: bool
) -> None:
    told = changes(saved, edited)
    if told:
        more = _("; and {count:,} more", count=len(told) - SHOWN_CHANGES) if told[SHOWN_CHANGES:] else ""
        st.info(
            _("Not saved yet: {changes}.", changes=escape("; ".join(told[:SHOWN_CHANGES])) + more),
            icon=":material/edit_note:",
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Save the recipe"),
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
            _("Reset to the proposal"),
            key="reset_recipe",
            icon=":material/auto_fix_high:",
            on_click=_reset,
            args=(dataset.id, profile, saved, edited),
        )
        st.page_link(
            "train.py",
            label=_("Train a model on it"),
            icon=":material/arrow_forward:",
            query_params={"dataset": dataset.id},
            disabled=refused or edited != saved,
        )


def _reset(key: str, profile: Profile, saved: Recipe, edited: Recipe) -> None:
    # A proposal looks at each column: too slow for a wide table to be made at each run.
    recipe_draft.change(key, saved, propose(profile, edited.target, edited.numbers))
