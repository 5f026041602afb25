"""The evaluation of a model: its metrics beside the baseline's, what it relies on, and its curves."""

from collections.abc import Callable

import streamlit as st

from components.evaluation import (
    conformal_view,
    dependence_view,
    evaluation_charts,
    learning_view,
    slice_view,
)
from components.shared import charts, tabs
from services.data.models.evaluation import Evaluation, Metric
from services.text import formats
from services.text.i18n import _, fill
from services.text.markdown import escape
from services.text.messages.metrics import metric_explanation, metric_title
from services.text.messages.runs import baseline_text, evaluation_text, held_out_text, note_texts

METRICS_SHOWN = 4
CLASSES_SHOWN = 12
COLUMNS_SHOWN = 15
INTERVAL = 0.95


def scores(evaluation: Evaluation) -> None:
    """Show the metrics beside the baseline's, and the rows that they were measured on."""
    if evaluation.notes:
        with st.container(key="evaluation_notes"):
            st.warning(escape("\n".join(note_texts(evaluation))), icon=":material/rule:")
    with st.grid(2, min_column_width=180, key="metrics"):
        for metric in evaluation.metrics[:METRICS_SHOWN]:
            _metric(metric)
    with st.container(key="evaluation", gap=None):
        st.caption(evaluation_text(evaluation))
        st.caption(baseline_text(evaluation))
        if evaluation.split:
            st.caption(escape(held_out_text(evaluation.split)))


def details(evaluation: Evaluation, decide: Callable[[], None] | None = None) -> None:
    """Show what the model relies on, and its charts, each once its tab is open.

    `decide` shows the choice of a threshold.
    """
    views = _views(evaluation)
    if decide:
        views["threshold"] = (_("Threshold"), lambda _evaluation: decide())
    if not views:
        return
    shown = tabs.shown("evaluation", {name: title for name, (title, _view) in views.items()})
    for name, (_title, view) in views.items():
        if shown[name].open:
            with shown[name], st.container(key=name):
                view(evaluation)


def _metric(metric: Metric) -> None:
    with st.container(key=f"metric_{metric.name}", gap="xxsmall"):
        st.metric(
            metric_title(metric.name),
            formats.score(metric.value),
            delta=_difference(metric),
            delta_color="normal" if metric.higher_is_better else "inverse",
            delta_description=_("vs. baseline"),
            border=True,
            help=metric_explanation(metric.name),
        )
        if metric.interval:
            low, high = (formats.score(bound) for bound in metric.interval)
            level = fill("{share:.0%}", share=INTERVAL)
            st.caption(_("{level} interval: {low} to {high}", level=level, low=low, high=high))


def _difference(metric: Metric) -> str:
    difference = metric.value - metric.baseline
    sign = "+" if difference >= 0 else "-"
    return f"{sign}{formats.score(abs(difference))}"


def _views(evaluation: Evaluation) -> dict[str, tuple[str, Callable[[Evaluation], None]]]:
    """Return the views that an evaluation has the numbers for, by key, with their titles."""
    views: dict[str, tuple[str, Callable[[Evaluation], None]]] = {}
    if evaluation.importance:
        views["importance"] = (_("Feature importance"), _importance)
    if evaluation.slices:
        views["slices"] = (_("Where it is worse"), slice_view.show)
    if evaluation.dependence.columns:
        views["dependence"] = (_("Dependence"), dependence_view.show)
    if evaluation.learning_curve:
        views["learning_curve"] = (_("Learning curve"), learning_view.show)
    if evaluation.conformal:
        views["conformal"] = (conformal_view.title(evaluation), conformal_view.show)
    if evaluation.confusion and len(evaluation.confusion.labels) <= CLASSES_SHOWN:
        views["confusion_matrix"] = (_("Confusion matrix"), _confusion)
    if evaluation.curves:
        views["roc"] = (_("ROC"), _roc)
        views["precision_recall"] = (_("Precision-recall"), _precision_recall)
        views["gain"] = (_("Gain"), _gain)
        views["calibration"] = (_("Calibration"), _calibration)
    if evaluation.residuals:
        views["actual_vs_predicted"] = (_("Actual vs. predicted values"), _residuals)
    return views


def _importance(evaluation: Evaluation) -> None:
    metric = metric_title(evaluation.metric)
    st.caption(
        _(
            "How much worse the metric {metric} gets when the cells of a column are shuffled: the mean of "
            "five shuffles, with its standard deviation. Columns that say the same share their importance.",
            metric=metric,
        )
    )
    evaluation_charts.importance(evaluation.importance[:COLUMNS_SHOWN], metric, "importance_chart")


def _confusion(evaluation: Evaluation) -> None:
    if evaluation.confusion:
        charts.confusion(evaluation.confusion.labels, evaluation.confusion.matrix, "confusion")


def _roc(evaluation: Evaluation) -> None:
    st.caption(
        _(
            "What each threshold of the probability catches of the class, and how many other rows with it. "
            "The further above the dotted line, the better."
        )
    )
    evaluation_charts.roc(evaluation.curves, "roc_chart")


def _precision_recall(evaluation: Evaluation) -> None:
    st.caption(
        _(
            "Which share of the class a threshold catches (recall), and which share of what it catches is "
            "of the class (precision). It says more than ROC where the class is rare."
        )
    )
    evaluation_charts.precision_recall(evaluation.curves, "precision_recall_chart")


def _gain(evaluation: Evaluation) -> None:
    st.caption(
        _("Which share of the class one reaches by selecting the rows of the highest probabilities first.")
    )
    evaluation_charts.gain(evaluation.curves, "gain_chart")


def _calibration(evaluation: Evaluation) -> None:
    st.caption(
        _(
            "Whether probabilities can be taken at their word: of rows with {share}, {share} should be of "
            "the class, as on the dotted line.",
            share=formats.percent(0.7),
        )
    )
    evaluation_charts.calibration(evaluation.curves, "calibration_chart")


def _residuals(evaluation: Evaluation) -> None:
    actual, predicted = zip(*evaluation.residuals, strict=True)
    charts.scatter(actual, predicted, "residuals")
