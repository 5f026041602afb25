"""One press cures a finding: the changed recipe is saved, and the one before comes back on demand."""

from collections.abc import Sequence

import streamlit as st

from components.background.form import Form
from components.shared import recipe_draft
from services import cache
from services.data.findings import Finding, Fix
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.datasets import Dataset

FORM = Form[Recipe]("fix_recipe", "saving_recipe", timeout=2.0)
LABEL_CHARACTERS = 60


def outcome() -> Recipe | None:
    """Return the recipe that a press saved, once; show its progress or its error until then.

    Call it before the recipe is read, so that the page is drawn from the new one.
    """
    return FORM.result()


def button(target: Target, dataset: Dataset, recipe: Recipe, finding: Finding) -> None:
    """Show the button that cures a finding, where the recipe can."""
    if finding.fix:
        st.button(
            escape(_cut(finding.fix.label)),
            icon=":material/auto_fix_high:",
            key=f"fix_{dataset.id}_{finding.kind}_{finding.severity}_{finding.column}",
            disabled=FORM.is_running(),
            on_click=_press,
            args=(target, dataset, recipe, finding.fix),
        )


def all_safe(target: Target, dataset: Dataset, recipe: Recipe, found: Sequence[Finding]) -> None:
    """Show the button that does all at once what costs a model nothing, where there is more than one."""
    safe = [finding.fix for finding in found if finding.fix and finding.fix.safe]
    if len(safe) > 1:
        together = Fix(
            _("Fix all {count} that are safe", count=len(safe)),
            tuple(change for fix in safe for change in fix.changes),
            safe=True,
        )
        st.button(
            together.label,
            icon=":material/done_all:",
            key=f"fix_{dataset.id}_all",
            help=_("Leaves out columns that teach nothing, such as ids and constants. It can be undone."),
            disabled=FORM.is_running(),
            on_click=_press,
            args=(target, dataset, recipe, together),
        )


def undo(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Say what the last press did and offer the recipe before it, as long as nothing else changed it."""
    done: tuple[str, str, Recipe, Recipe] | None = st.session_state.get("fixed")
    if done is None or done[0] != dataset.id or done[3] != recipe:
        return
    _id, label, before, _after = done
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "{icon} Done and saved: {what}",
                icon=":green[:material/check_circle:]",
                what=escape(_cut(label)),
            )
        )
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
    st.session_state["fixed"] = (dataset.id, fix.label, recipe, changed)
    _save(target, dataset, changed)


def _restore(target: Target, dataset: Dataset, before: Recipe) -> None:
    st.session_state.pop("fixed", None)
    _save(target, dataset, before)


def _save(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    # The editor is to show the saved recipe; what was being edited is part of it.
    recipe_draft.change(dataset.id, recipe, recipe)
    FORM.submit(cache.save_recipe, target, dataset.folder, recipe)


def _cut(text: str) -> str:
    return text if len(text) <= LABEL_CHARACTERS else f"{text[:LABEL_CHARACTERS]}…"
