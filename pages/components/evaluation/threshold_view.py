"""The threshold of a model of two classes: what it means for the held-out rows, and which one counts."""

from collections.abc import Sequence

import streamlit as st

from components.background.form import Form
from components.evaluation import evaluation_charts
from components.shared import charts
from services import cache
from services.data.models.contract import Contract
from services.data.models.curves import ClassCurves
from services.data.models.decision import CRITERIA, Costs, Decision, Outcome, best, nearest, outcomes
from services.data.models.evaluation import Evaluation
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.evaluation.decision import criterion_title, decision_text
from services.vertex.training import Run

DECIDE = Form[Contract]("decide", "calling_cloud")
_MISTAKES = ("false_positive", "false_negative")


def is_possible(evaluation: Evaluation) -> bool:
    """Whether a model has two classes, so that a threshold of one decides."""
    confusion = evaluation.confusion
    return len(evaluation.curves) == 1 and confusion is not None and len(confusion.labels) == 2


def show(target: Target, run: Run, evaluation: Evaluation) -> None:
    """Show what each threshold means, and change the one by which this app reads the model's answers."""
    if DECIDE.result():
        st.toast(_("The threshold is saved."))
        st.rerun()
    (curve,) = evaluation.curves
    labels = evaluation.confusion.labels if evaluation.confusion else ()
    other = next(label for label in labels if label != curve.label)
    contract = cache.contract_at(target, run.model_uri)
    present = contract.decision if contract else None
    with st.container(key="decision"):
        st.caption(
            escape(
                _(
                    "A threshold decides how probable “{label}” must be to be predicted: a lower one misses "
                    "fewer of the class and takes more other rows for it.",
                    label=curve.label,
                )
            )
        )
        st.markdown(escape(decision_text(present)))
    _explore(target, run, curve, other, present, is_changeable=contract is not None)


@st.fragment
def _explore(
    target: Target, run: Run, curve: ClassCurves, other: str, present: Decision | None, *, is_changeable: bool
) -> None:
    """Show the outcome of the chosen threshold; another choice runs this part again and calls nothing."""
    known = outcomes(curve)
    usual = best(known, "likeliest", Costs())
    key = f"threshold_{run.id}"
    if key not in st.session_state:
        st.session_state[key] = nearest(known, present.threshold).threshold if present else usual.threshold
    criterion = st.segmented_control(
        _("Best threshold by"),
        CRITERIA,
        format_func=criterion_title,
        key=f"criterion_{run.id}",
        on_change=_move,
        args=(run, known),
        wrap=True,
    )
    if criterion == "cost":
        _costs(run, known, curve)
    st.select_slider(
        _("Threshold"),
        sorted(outcome.threshold for outcome in known),
        format_func=formats.percent,
        key=key,
        on_change=_forget_criterion,
        args=(run,),
    )
    chosen = nearest(known, st.session_state[key])
    _metrics(chosen, usual)
    evaluation_charts.thresholds(known, chosen, "threshold_chart")
    charts.confusion(
        (curve.label, other),
        (
            (chosen.true_positives, chosen.false_negatives),
            (chosen.false_positives, chosen.true_negatives),
        ),
        "threshold_confusion",
    )
    if is_changeable:
        _buttons(target, run, Decision(curve.label, chosen.threshold), present)


def _costs(run: Run, known: Sequence[Outcome], curve: ClassCurves) -> None:
    with st.grid(2, min_column_width=160, key="costs"):
        titles = (
            _("Cost of a false “{label}”", label=curve.label),
            _("Cost of a missed “{label}”", label=curve.label),
        )
        for name, title in zip(_MISTAKES, titles, strict=True):
            st.number_input(
                escape(title),
                min_value=0.0,
                value=1.0,
                key=f"cost_{name}_{run.id}",
                on_change=_move,
                args=(run, known),
            )


def _move(run: Run, known: Sequence[Outcome]) -> None:
    """Move the slider to the best threshold by the chosen criterion."""
    criterion = st.session_state.get(f"criterion_{run.id}")
    if criterion:
        false_positive, false_negative = (
            st.session_state.get(f"cost_{name}_{run.id}", 1.0) for name in _MISTAKES
        )
        costs = Costs(false_positive, false_negative)
        st.session_state[f"threshold_{run.id}"] = best(known, criterion, costs).threshold


def _forget_criterion(run: Run) -> None:
    st.session_state[f"criterion_{run.id}"] = None


def _metrics(chosen: Outcome, usual: Outcome) -> None:
    """Show metrics of a threshold beside those of the likelier class."""
    values = {
        "precision": (_("Precision"), chosen.precision, usual.precision),
        "recall": (_("Recall"), chosen.recall, usual.recall),
        "f1": (_("F1"), chosen.f1, usual.f1),
        "accuracy": (_("Accuracy"), chosen.accuracy, usual.accuracy),
    }
    with st.grid(2, min_column_width=160, key="threshold_metrics"):
        for name, (title, value, before) in values.items():
            with st.container(key=f"threshold_{name}"):
                st.metric(
                    title,
                    formats.score(value),
                    delta=_difference(value, before),
                    delta_description=_("vs. the likelier class"),
                    border=True,
                )


def _difference(value: float, before: float) -> str | None:
    sign = "+" if value > before else "-"
    return None if value == before else f"{sign}{formats.score(abs(value - before))}"


def _buttons(target: Target, run: Run, chosen: Decision, present: Decision | None) -> None:
    with st.container(horizontal=True, key="decide_buttons"):
        pressed = st.button(
            _("Use this threshold"),
            icon=":material/check:",
            key="decide",
            disabled=chosen == present or DECIDE.is_running(),
        )
        taken_back = present is not None and st.button(
            _("Return to the likelier class"),
            icon=":material/undo:",
            type="tertiary",
            key="decide_likeliest",
            disabled=DECIDE.is_running(),
        )
    st.caption(
        _(
            "The playground and the command line then predict by it, at once and for everyone. The endpoint "
            "goes on answering with probabilities; other programs find the threshold in contract.json."
        )
    )
    if pressed or taken_back:
        DECIDE.submit(cache.set_decision, target, run.model_uri, chosen if pressed else None, present)
        st.rerun()  # the page, not this part alone, follows what is submitted
