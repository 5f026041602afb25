"""The checks that a model fails, each with the button that does something about it."""

from collections.abc import Sequence

import streamlit as st

from components.changes import recipe_changes
from components.context import session
from components.shared import into_view
from services import cache
from services.data.findings import Fix
from services.data.models.checks import Check, Rival, Setting, checks
from services.data.models.evaluation import Evaluation
from services.data.models.objective import Objective
from services.data.models.remedies import Preselection, Remedy, remedy
from services.data.recipe.algorithms import suitable
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.evaluation.checks import check_text, preselection_label
from services.text.messages.findings import fix_label
from services.text.shorten import shorten
from services.vertex.datasets import Dataset
from services.vertex.training import Run

LABEL_WIDTH = 70
_PRESSED = "remedies_pressed"


def show(target: Target, run: Run, evaluation: Evaluation) -> None:
    """Show what speaks against the model of a run, the most serious first."""
    how = setting(run, cache.runs(target))
    failed = checks(evaluation, how)
    for check in failed:
        with st.container(key=check.code):
            st.warning(escape(check_text(check, evaluation)), icon=":material/warning:")
            _button(target, run, check, remedy(check, how, evaluation.task))
    if pressed := st.session_state.get(_PRESSED):
        into_view.bring("launch_row", f"{session.token()}{pressed}")


def setting(run: Run, runs: Sequence[Run]) -> Setting:
    """Return how a run was trained, beside those that learned the same target from the same dataset."""
    return Setting(
        run.algorithm,
        dict(run.parameters),
        _seconds(run),
        tuple(
            Rival(other.algorithm, other.score.value, _seconds(other))
            for other in runs
            if other.score and _is_rival(other, run, runs)
        ),
    )


def _is_rival(other: Run, run: Run, runs: Sequence[Run]) -> bool:
    if other.id == run.id or other.dataset_id != run.dataset_id or not (other.objective and run.objective):
        return False
    scored = next((one.score for one in runs if one.id == run.id), None)
    same_metric = scored is not None and other.score is not None and other.score.metric == scored.metric
    return same_metric and other.objective.predicts_same(run.objective)


def _seconds(run: Run) -> float:
    return (run.ended - run.started).total_seconds() if run.started and run.ended else 0.0


def _button(target: Target, run: Run, check: Check, chosen: Remedy | None) -> None:
    """Show the button of a remedy, unless the dataset is gone or its recipe has another target by now."""
    dataset = next((known for known in cache.datasets(target) if known.id == run.dataset_id), None)
    recipe = recipe_changes.current(target, dataset) if chosen and dataset else None
    if chosen is None or dataset is None or recipe is None:
        return
    if run.objective and not run.objective.predicts_same(Objective(recipe.target, recipe.task)):
        return
    if isinstance(chosen, Fix):
        _fix_button(target, dataset, recipe, check, chosen)
    elif chosen.algorithm in suitable(recipe):
        st.button(
            escape(shorten(preselection_label(chosen), LABEL_WIDTH)),
            icon=":material/tune:",
            key=f"remedy_{check.code}",
            on_click=_preselect,
            args=(dataset, chosen),
        )


def _fix_button(target: Target, dataset: Dataset, recipe: Recipe, check: Check, fix: Fix) -> None:
    fixed = fix(recipe)
    is_done = fixed == recipe
    st.button(
        escape(shorten(fix_label(fix), LABEL_WIDTH)),
        icon=":material/check:" if is_done else ":material/auto_fix_high:",
        key=f"remedy_{check.code}",
        disabled=is_done or not fixed.used,
        help=_("The recipe says so; the next run follows it.") if is_done else None,
        on_click=_change,
        args=(target, dataset, fix),
    )


def _change(target: Target, dataset: Dataset, fix: Fix) -> None:
    recipe_changes.make(target, dataset, fix, fix)
    _lead_to_form(dataset)


def _preselect(dataset: Dataset, chosen: Preselection) -> None:
    """Fill in the form for the next run by the keys of its widgets."""
    st.session_state["algorithm"] = chosen.algorithm
    for name, value in chosen.parameters.items():
        st.session_state[f"parameter_{chosen.algorithm}_{name}"] = value
    if chosen.balanced:
        st.session_state["balanced_classes"] = True
    _lead_to_form(dataset)


def _lead_to_form(dataset: Dataset) -> None:
    session.visit("dataset", dataset.id)
    st.session_state["run_kind"] = "algorithms"  # own code hides the form
    st.session_state[_PRESSED] = st.session_state.get(_PRESSED, 0) + 1
