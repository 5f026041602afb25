"""What an evaluation shows of a classification and of a regression."""

import json
import pickle
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from services.data.models.curves import CalibrationBin, ClassCurves, Threshold
from services.data.models.evaluation import Confusion, Evaluation, Importance, Metric, SplitUsed
from services.text.markdown import escape
from services.text.messages.metrics import metric_explanation, metric_title
from services.text.messages.runs import baseline_text, evaluation_text, held_out_text
from tests.pages import tabs
from tests.pages.screen import keys

CLASSIFICATION = Evaluation(
    task="classification",
    metric="accuracy",
    score=0.9,
    baseline=0.6,
    metrics=(
        Metric("accuracy", 0.9, 0.6, True),
        Metric("balanced_accuracy", 0.85, 0.5, True),
        Metric("macro_f1", 0.8, 0.4, True),
        Metric("log_loss", 0.2, 0.7, False),
        Metric("roc_auc", 0.95, 0.5, True),
    ),
    rows_train=80,
    rows_test=20,
    rows_dropped=0,
    fitted_on="all rows",
    confusion=Confusion(("no", "yes"), ((12, 1), (1, 6))),
    split=SplitUsed("time", "<b>day</b>", start="2026-01-16T00:00:00", undated_rows=2),
)
REGRESSION = replace(
    CLASSIFICATION,
    task="regression",
    metric="r2",
    metrics=(Metric("r2", 0.7, 0.0, True), Metric("mae", 12_345.6, 20_000.0, False)),
    confusion=None,
    residuals=((1.0, 1.5), (2.0, 1.8)),
    split=None,
)


CURVES = ClassCurves(
    "yes",
    4,
    16,
    (Threshold(0.9, 3, 1), Threshold(0.4, 4, 6), Threshold(0.1, 4, 16)),
    (CalibrationBin(0.2, 0.1, 10), CalibrationBin(0.8, 0.3, 10)),
)
DETAILED = replace(
    CLASSIFICATION,
    metrics=(Metric("accuracy", 0.9, 0.6, True, (0.81, 0.96)), *CLASSIFICATION.metrics[1:]),
    curves=(CURVES,),
    importance=tuple(Importance(f"<b>{n}</b>", 0.2 - n / 100, 0.01) for n in range(20)),
)


def page(data: bytes) -> None:
    import pickle

    from components.evaluation import evaluation_view

    evaluation = pickle.loads(data)  # noqa: S301 - the test's own
    evaluation_view.scores(evaluation)
    evaluation_view.details(evaluation)


def shown(evaluation: Evaluation) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30, kwargs={"data": pickle.dumps(evaluation)}).run()
    assert not app.exception
    return app


def test_the_first_four_metrics_stand_beside_the_baselines() -> None:
    app = shown(CLASSIFICATION)
    titles = [metric_title(name) for name in ("accuracy", "balanced_accuracy", "macro_f1", "log_loss")]
    assert [metric.label for metric in app.metric] == titles
    (loss,) = app.get_by_key("metric_log_loss").metric
    assert (loss.value, loss.delta, loss.help) == ("0.200", "-0.500", metric_explanation("log_loss"))


def test_it_says_what_was_measured_on_which_rows() -> None:
    captions = [caption.value for caption in shown(CLASSIFICATION).get_by_key("evaluation").caption]
    assert captions[:2] == [evaluation_text(CLASSIFICATION), baseline_text(CLASSIFICATION)]
    assert captions[2] == escape(held_out_text(CLASSIFICATION.split))


def test_a_classification_has_a_confusion_matrix() -> None:
    app = shown(CLASSIFICATION)
    (chart,) = app.get_by_key("confusion_matrix").get("plotly_chart")
    assert json.loads(chart.proto.spec)["data"][0]["z"] == [[12, 1], [1, 6]]
    assert "actual_vs_predicted" not in keys(app)


def test_a_confusion_matrix_of_many_classes_is_left_out() -> None:
    labels = tuple(f"c{number}" for number in range(13))
    large = replace(CLASSIFICATION, confusion=Confusion(labels, ((0,) * 13,) * 13))
    assert "confusion_matrix" not in keys(shown(large))


def test_a_regression_shows_actual_vs_predicted_values() -> None:
    app = shown(REGRESSION)
    (chart,) = app.get_by_key("actual_vs_predicted").get("plotly_chart")
    _line, points = json.loads(chart.proto.spec)["data"]
    assert (points["x"], points["y"]) == ([1.0, 2.0], [1.5, 1.8])
    assert "confusion_matrix" not in keys(app)
    assert app.get_by_key("metric_mae").metric[0].value == "12,346"


def test_what_the_model_relies_on_comes_first_and_the_other_charts_once_their_tab_is_open() -> None:
    opened = tabs.opened(shown(DETAILED))
    first = next(opened)
    (chart,) = first.get_by_key("importance").get("plotly_chart")
    (bars,) = json.loads(chart.proto.spec)["data"]
    assert bars["x"][:2] == [0.2, 0.19]
    assert len(bars["x"]) == 15
    assert bars["customdata"][0] == ["&lt;b>0&lt;/b>", "0.200", "0.010"]
    assert "confusion_matrix" not in keys(first)
    charts = ("confusion_matrix", "roc", "precision_recall", "gain", "calibration")
    assert [{*charts} & {*keys(app)} for app in opened] == [{chart} for chart in charts]


def test_the_curves_follow_from_the_counts_by_threshold() -> None:
    lines = {}
    for app in tabs.opened(shown(DETAILED)):
        for key in ("roc", "precision_recall", "gain", "calibration"):
            if key in keys(app):
                (chart,) = app.get_by_key(key).get("plotly_chart")
                (line,) = [line for line in json.loads(chart.proto.spec)["data"] if line["name"] == "yes"]
                lines[key] = list(zip(line["x"], line["y"], strict=True))
    assert lines == {
        "roc": [(0, 0), (1 / 16, 0.75), (6 / 16, 1), (1, 1)],
        "precision_recall": [(0.75, 0.75), (1, 0.4), (1, 0.2)],
        "gain": [(0, 0), (0.2, 0.75), (0.5, 1), (1, 1)],
        "calibration": [(0.2, 0.1), (0.8, 0.3)],
    }


def test_a_metric_has_its_interval_where_the_trainer_measured_one() -> None:
    app = shown(DETAILED)
    (caption,) = app.get_by_key("metric_accuracy").caption
    assert "0.810" in caption.value
    assert "0.960" in caption.value
    assert not app.get_by_key("metric_log_loss").caption


def test_a_metric_of_a_model_made_elsewhere_is_shown_by_its_name() -> None:
    strange = replace(CLASSIFICATION, metric="speed", metrics=(Metric("speed", 3.0, 1.0, True),))
    assert [metric.label for metric in shown(strange).metric] == ["speed"]
