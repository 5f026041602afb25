"""One training run: its state, its log as it is written, and its score once it has ended."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.background.watch import watch
from components.recipe import split_form
from components.runs.run_list import STATES, algorithm_title
from components.shared import charts, formats, message
from services import cache
from services.data.models.evaluation import Evaluation, Metric, SplitUsed
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.vertex.logs import LogLine
from services.vertex.training import Run

CANCEL = Form[None]("cancel_run", "calling_cloud")
DELETE = Form[None]("delete_run", "calling_cloud")
POLL_SECONDS = 2.0
JUST_ENDED = timedelta(minutes=1)
METRICS = {
    "accuracy": _("Accuracy"),
    "balanced accuracy": _("Balanced accuracy"),
    "macro F1": _("F1, all classes alike"),
    "ROC AUC": _("ROC AUC"),
    "log loss": _("Log loss"),
    "R²": _("R²"),
    "MAE": _("Mean absolute error"),
    "RMSE": _("Root mean squared error"),
}
TOLD = {
    "accuracy": _("The share of the held-out rows whose class was told right."),
    "balanced accuracy": _(
        "The share told right of each class, averaged: a rare class counts like a common one."
    ),
    "macro F1": _(
        "How well each class is found without false alarms, averaged over the classes; 1 is perfect."
    ),
    "ROC AUC": _("How often a row of a class is ranked above one of another; 0.5 is chance, 1 is perfect."),
    "log loss": _("How wrong the probabilities were; 0 is perfect."),
    "R²": _("How much of the target’s variation is told; 1 is perfect, 0 no better than the mean."),
    "MAE": _("How far off a prediction is on average, in the target’s unit."),
    "RMSE": _("How far off predictions are, large errors counting more, in the target’s unit."),
}


def section(target: Target, listed: Run) -> None:
    """Show a run; one that hasn't ended is looked at again every two seconds until it has."""
    run = listed if listed.has_ended else cache.run(target, listed.id)
    if run.has_ended:
        if not listed.has_ended:
            cache.run_ended(target)
        _card(target, run)
    else:
        watch(lambda: _unended(target, run.id), lambda run: _card(target, run), POLL_SECONDS)
    # Outside of what is drawn again by itself: a dialog opened inside would be closed by it.
    _actions(target, run)


def _unended(target: Target, run_id: str) -> Run | None:
    run = cache.run(target, run_id)
    if not run.has_ended:
        return run
    cache.run_ended(target)
    return None


def _card(target: Target, run: Run) -> None:
    with st.container(border=True):
        _heading(run)
        if run.state == "succeeded":
            with message.shown():
                _scores(cache.evaluation(target, run.model_uri))
            _next(target, run)
        if run.state == "failed":
            st.error(escape(run.error or _("The run failed.")), icon=":material/error:")
        _log(target, run)


def _heading(run: Run) -> None:
    label, icon, colour = STATES[run.state]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(escape(run.display_name), anchor=False)
        st.badge(label, icon=icon, color=colour)
    end = run.ended or datetime.now(UTC)
    took = formats.duration(end - (run.started or run.created))
    st.caption(
        _(
            "{algorithm} on {machine} · {took} · launched {age}",
            algorithm=algorithm_title(run),
            machine=run.machine_type,
            took=took,
            age=formats.ago(run.created),
        )
    )


def _scores(evaluation: Evaluation) -> None:
    headline = next(metric for metric in evaluation.metrics if metric.name == evaluation.metric)
    if not headline.beats_baseline:
        st.warning(
            _("This model does no better than the baseline. Look at the columns, or add rows."),
            icon=":material/warning:",
        )
    with st.grid(2, min_column_width=180):
        for metric in evaluation.metrics[:4]:
            st.metric(
                METRICS.get(metric.name, metric.name),
                formats.score(metric.value),
                delta=_difference(metric),
                delta_color="normal" if metric.higher_is_better else "inverse",
                delta_description=_("to baseline"),
                border=True,
                help=TOLD.get(metric.name),
            )
    st.caption(
        _n(
            "Measured on {test:,} held-out row after learning from {train:,}; then it learned from all. "
            "The baseline always answers {answer} ({metric} {baseline}).",
            "Measured on {test:,} held-out rows after learning from {train:,}; then it learned from all. "
            "The baseline always answers {answer} ({metric} {baseline}).",
            evaluation.rows_test,
            test=evaluation.rows_test,
            train=evaluation.rows_train,
            answer=_("the commonest class") if evaluation.task == "classification" else _("the mean"),
            metric=METRICS.get(evaluation.metric, evaluation.metric),
            baseline=formats.score(evaluation.baseline),
        )
    )
    if evaluation.split and evaluation.split.method != "stratified":
        st.caption(_held_out(evaluation.split))
    if evaluation.confusion and len(evaluation.confusion.labels) <= 12:
        with st.expander(_("Which classes are mistaken for which")):
            charts.confusion(evaluation.confusion.labels, evaluation.confusion.matrix, "confusion")
    if evaluation.residuals:
        with st.expander(_("Predicted against true values")):
            true, predicted = zip(*evaluation.residuals, strict=True)
            charts.scatter(true, predicted, "residuals")


def _held_out(used: SplitUsed) -> str:
    told = _("Held out: {how}", how=split_form.TITLES[used.method].lower())
    if used.column:
        told += _(", by “{column}”", column=escape(used.column))
    if used.value:
        told += _(" = “{value}”", value=escape(used.value))
    return f"{told} ({escape(used.note)})." if used.note else f"{told}."


def _difference(metric: Metric) -> str:
    difference = metric.value - metric.baseline
    sign = "+" if difference >= 0 else "-"
    return f"{sign}{formats.score(abs(difference))}"


def _next(target: Target, run: Run) -> None:
    st.page_link(
        "deploy.py",
        label=_("Put it online"),
        icon=":material/arrow_forward:",
        query_params={"model": run.model_id, "version": run.model_version},
        disabled=not _is_registered(target, run),
    )


def _is_registered(target: Target, run: Run) -> bool:
    if any(model.id == run.model_id for model in cache.models(target)):
        return True
    # The list may be some seconds old, and the next page must know a model that has just come.
    if run.ended and datetime.now(UTC) - run.ended < JUST_ENDED:
        cache.run_ended(target)
        return any(model.id == run.model_id for model in cache.models(target))
    return False


def _log(target: Target, run: Run) -> None:
    with st.expander(_("Log"), expanded=run.state != "succeeded", icon=":material/terminal:"):
        if not run.job_id:
            st.caption(_("The job isn't started yet."))
            return
        with message.shown():
            lines = cache.job_log(target, run)
            if lines:
                st.code("\n".join(_line(line) for line in lines), language=None, height=300, wrap_lines=True)
            else:
                st.caption(_("Nothing is written yet."))


def _line(line: LogLine) -> str:
    return f"{line.time:%H:%M:%S}  {line.text}"


def _actions(target: Target, run: Run) -> None:
    if not run.has_ended:
        confirm.button(
            _("Stop"),
            _("Stop “{name}”?", name=run.display_name),
            _("What it has learned so far is lost; no model is registered."),
            lambda: CANCEL.submit(cache.cancel_run, target, run),
            key="stop_run",
            icon="stop_circle",
            disabled=CANCEL.is_running(),
        )
    else:
        confirm.button(
            _("Delete"),
            _("Delete the run “{name}”?", name=run.display_name),
            _("Its record goes for everyone. The model it registered and its files stay."),
            lambda: DELETE.submit(cache.delete_run, target, run),
            key="delete_run",
            disabled=DELETE.is_running(),
        )
