"""The recipe editor: how every column is used and which rows are held out, saved as it is changed."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.changes import recipe_changes
from components.changes.recipe_changes import Make
from components.recipe import (
    association_search,
    association_view,
    goal,
    inheritance_view,
    plan_table,
    split_form,
    step_view,
    target_form,
    target_question,
)
from components.shared import table_frame, tabs
from services import cache
from services.data.findings import Finding, errors
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _
from services.vertex.datasets import Dataset

PAGE_ROWS = 50


def section(
    target: Target,
    dataset: Dataset,
    datasets: Sequence[Dataset],
    profile: Profile,
    recipe: Recipe | None,
    above: DeltaGenerator,
) -> tuple[tuple[Finding, ...], DeltaGenerator | None]:
    """Show the recipe for editing, and return its findings with their place; without one, ask for the target.

    `above` is the place of the target.
    """
    if recipe is None:
        with above:
            inheritance_view.section(target, dataset, datasets, profile, recipe)
            target_question.section(target, dataset, profile)
        return (), None
    make = partial(recipe_changes.make, target, dataset)
    with above:
        goal.section(dataset, profile, recipe, make)
        actions = st.container()
        inheritance_view.section(target, dataset, datasets, profile, recipe)
    st.header(_("Recipe"), anchor=False)
    parts = tabs.shown("recipe", _titles())
    with parts["findings"]:  # always, since the page needs them
        associations = association_search.associations(target, dataset.folder, recipe.target)
        findings = cache.findings(target, dataset.folder, recipe, associations)
    if parts["associations"].open:
        with parts["associations"]:
            association_view.section(associations, recipe.target, dataset.id)
    if parts["columns"].open:
        with parts["columns"]:
            _columns(dataset.id, profile, recipe, make)
    if parts["preview"].open:
        with parts["preview"]:
            step_view.before_and_after(target, dataset, recipe)
    if parts["code"].open:
        with parts["code"]:
            step_view.program(target, dataset, recipe)
    with actions:
        goal.actions(target, dataset, profile, recipe, trainable=not errors(findings))
    return findings, parts["findings"]


def _titles() -> dict[str, str]:
    return {
        "findings": _("Findings"),
        "associations": _("Feature-target associations"),
        "columns": _("Columns and split"),
        "preview": _("Preview"),
        "code": _("scikit-learn code"),
    }


def _columns(key: str, profile: Profile, recipe: Recipe, make: Make) -> None:
    table, split = st.columns([3, 1], gap="large")
    with split:
        split_form.section(key, profile, recipe, make)
        target_form.section(key, profile, recipe, make)
    with table:
        _table(key, profile, recipe, make)


def _table(key: str, profile: Profile, recipe: Recipe, make: Make) -> None:
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    search = left.text_input(
        _("Find columns in the recipe"),
        key=f"find_plan_{key}",
        persist_state="page",
        icon=":material/search:",
        placeholder=_("Part of a name"),
    )
    view: plan_table.View = right.segmented_control(
        _("Show"),
        plan_table.VIEWS,
        default="all",
        format_func=plan_table.view_title,
        key=f"view_plan_{key}",
        persist_state="page",
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
    table_frame.room()
    st.data_editor(
        plan_table.rows(profile, recipe, names, view),
        key=editor,
        hide_index=True,
        height=table_frame.height(len(names)),
        alt=_("Role and preprocessing of every column"),
        column_config=plan_table.config(),
        on_change=_apply,
        args=(editor, profile, names, make),
    )
    if view == "all":
        st.caption(_("Show the columns of one role to edit their preprocessing."))


def _paged(names: list[str], key: str) -> list[str]:
    pages = -(-len(names) // PAGE_ROWS)
    if pages == 1:
        return names
    page = int(
        st.number_input(_("Page (of {count:,})", count=pages), 1, pages, key=key, persist_state="page")
    )
    return names[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]


def _apply(editor: str, profile: Profile, names: Sequence[str], make: Make) -> None:
    edits = st.session_state[editor]["edited_rows"]
    make(lambda recipe: plan_table.edited(recipe, profile, names, edits))
