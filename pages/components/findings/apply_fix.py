"""Apply fixes to the saved recipe, and undo them."""

from collections.abc import Sequence

import streamlit as st

from components.background.form import Form
from components.shared import recipe_draft
from services import cache
from services.data.findings import Finding, Fix, all_safe
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.findings import fix_label
from services.text.shorten import shorten
from services.vertex.datasets import Dataset

FORM = Form[Recipe]("fix_recipe", "saving_recipe", timeout=2.0)
LABEL_WIDTH = 60


def outcome() -> Recipe | None:
    """Return the recipe that a fix saved, once; show progress or an error until then.

    Call it before the recipe is read, so that the page shows the new one.
    """
    return FORM.result()


def button(target: Target, dataset: Dataset, recipe: Recipe, finding: Finding) -> None:
    """Show the button that fixes a finding, if it has a fix."""
    if finding.fix:
        st.button(
            escape(_label(finding.fix)),
            icon=":material/auto_fix_high:",
            key=f"fix_{dataset.id}_{finding.key}",
            disabled=FORM.is_running(),
            on_click=_press,
            args=(target, dataset, recipe, finding.fix),
        )


def all_button(target: Target, dataset: Dataset, recipe: Recipe, findings: Sequence[Finding]) -> None:
    """Show the button that applies all safe fixes, if there are several."""
    together = all_safe(finding.fix for finding in findings)
    if together:
        st.button(
            _label(together),
            icon=":material/done_all:",
            key=f"fix_{dataset.id}_all",
            help=_("Leaves out columns without information, such as identifiers and constant columns."),
            disabled=FORM.is_running(),
            on_click=_press,
            args=(target, dataset, recipe, together),
        )


def undo(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Show the last fix with a button that restores the recipe before it, until the recipe changes again."""
    last: tuple[str, Fix, Recipe, Recipe] | None = st.session_state.get("last_fix")
    if last is None or last[0] != dataset.id or last[3] != recipe:
        return
    _id, fix, before, _after = last
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"fix_{dataset.id}_applied"
    ):
        st.markdown(_("{icon} Saved: {fix}", icon=":green[:material/check_circle:]", fix=escape(_label(fix))))
        st.button(
            _("Undo"),
            icon=":material/undo:",
            key=f"fix_{dataset.id}_undo",
            disabled=FORM.is_running(),
            on_click=_restore,
            args=(target, dataset, before),
        )


def _press(target: Target, dataset: Dataset, recipe: Recipe, fix: Fix) -> None:
    changed = fix(recipe)
    st.session_state["last_fix"] = (dataset.id, fix, recipe, changed)
    _save(target, dataset, changed)


def _restore(target: Target, dataset: Dataset, before: Recipe) -> None:
    st.session_state.pop("last_fix", None)
    _save(target, dataset, before)


def _save(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    # The editor is to show the saved recipe, which includes what was edited before.
    recipe_draft.change(dataset.id, recipe, recipe)
    FORM.submit(cache.save_recipe, target, dataset.folder, recipe)


def _label(fix: Fix) -> str:
    return shorten(fix_label(fix), LABEL_WIDTH)
