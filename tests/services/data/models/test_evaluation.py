import json

import pytest

from services.data.models.column_checks import ColumnChecks, Overlap
from services.data.models.conformal import Level
from services.data.models.dependence import LearningPoint
from services.data.models.evaluation import Confusion, Evaluation, Importance, Metric, SplitUsed
from services.data.models.slices import Slices
from services.errors import InvalidInput

CONTENT = {
    "version": 1,
    "task": "classification",
    "metric": "accuracy",
    "metrics": [
        {"name": "accuracy", "value": 0.9, "baseline": 0.6, "higher_is_better": True},
        {"name": "log_loss", "value": 0.2, "baseline": 0.7, "higher_is_better": False},
    ],
    "rows_train": 80,
    "rows_test": 20,
    "rows_dropped": 1,
    "fitted_on": "all rows",
    "confusion": {"labels": ["no", "yes"], "matrix": [[12, 1], [1, 6]]},
}


def test_the_headline_stands_beside_the_baseline():
    evaluation = Evaluation.from_json(json.dumps(CONTENT))
    assert (evaluation.metric, evaluation.score, evaluation.baseline) == ("accuracy", 0.9, 0.6)
    assert evaluation.headline == Metric("accuracy", 0.9, 0.6, True)
    assert (evaluation.rows_train, evaluation.rows_test, evaluation.rows_dropped) == (80, 20, 1)
    assert evaluation.confusion == Confusion(("no", "yes"), ((12, 1), (1, 6)))


def test_intervals_curves_and_importance_are_read_where_the_trainer_wrote_them():
    earlier = Evaluation.from_json(json.dumps(CONTENT))
    assert (earlier.dependence.columns, earlier.learning_curve, earlier.at_limit) == ((), (), False)
    assert earlier.column_checks == ColumnChecks()
    assert (earlier.importance, earlier.slices, earlier.conformal) == ((), None, ())
    details = {
        "metrics": [{**CONTENT["metrics"][0], "interval": [0.8, 0.95]}],
        "importance": [{"column": "age", "mean": 0.1, "deviation": 0.02}],
        "curves": [
            {"class": "yes", "positives": 7, "negatives": 13, "thresholds": [[0.5, 7, 13]], "calibration": []}
        ],
        "slices": {"metric": "accuracy", "rows": 20, "score": 0.9, "columns": [], "worst": []},
        "conformal": [{"level": 0.9, "quantile": 0.8, "coverage": 0.95, "size": 1.2, "rows": 20}],
        "column_checks": {
            "correlated": [["a", "b", 0.95]],
            "overlaps": [{"column": "day", "train_end": "2026-02-01", "test_start": "2026-01-01"}],
            "alone": [{"column": "a", "score": 0.8}],
        },
        "learning_curve": [[10, 1.0, 0.8]],
    }
    evaluation = Evaluation.from_json(json.dumps({**CONTENT, **details}))
    assert evaluation.headline.interval == (0.8, 0.95)
    assert evaluation.importance == (Importance("age", 0.1, 0.02),)
    assert [curve.label for curve in evaluation.curves] == ["yes"]
    assert evaluation.slices == Slices("accuracy", 20, 0.9, (), ())
    assert evaluation.column_checks == ColumnChecks(
        (("a", "b", 0.95),), (Overlap("day", "2026-02-01", "2026-01-01"),), (("a", 0.8),)
    )
    assert evaluation.learning_curve == (LearningPoint(10, 1.0, 0.8),)
    assert evaluation.conformal == (Level(0.9, 0.8, 0.95, 1.2, 20),)


@pytest.mark.parametrize(
    ("former", "code"),
    [
        ("accuracy", "accuracy"),
        ("balanced accuracy", "balanced_accuracy"),
        ("macro F1", "macro_f1"),
        ("ROC AUC", "roc_auc"),
        ("log loss", "log_loss"),
        ("R²", "r2"),
        ("MAE", "mae"),
        ("RMSE", "rmse"),
        ("speed", "speed"),
    ],
)
def test_the_metrics_of_earlier_trainers_get_their_codes(former, code):
    metric = {"name": former, "value": 0.9, "baseline": 0.6, "higher_is_better": True}
    evaluation = Evaluation.from_json(json.dumps({**CONTENT, "metric": former, "metrics": [metric]}))
    assert (evaluation.metric, evaluation.metrics) == (code, (Metric(code, 0.9, 0.6, True),))


@pytest.mark.parametrize(
    ("content", "split"),
    [
        (
            {"method": "time", "column": "day", "value": None, "start": "2026-01-16", "undated_rows": 2},
            SplitUsed("time", "day", start="2026-01-16", undated_rows=2),
        ),
        (
            {"method": "random", "column": None, "value": None, "unstratified_classes": 30},
            SplitUsed("random", unstratified_classes=30),
        ),
        (
            {"method": "stratified", "column": None, "value": None, "note": "1 class of one row is left"},
            SplitUsed("stratified", note="1 class of one row is left"),
        ),
        (None, None),
    ],
    ids=["time", "too small to stratify", "an earlier trainer's note", "none"],
)
def test_how_the_held_out_rows_were_chosen_is_read(content, split):
    assert Evaluation.from_json(json.dumps({**CONTENT, "split": content})).split == split


@pytest.mark.parametrize(
    ("metric", "beats"),
    [
        (Metric("accuracy", 0.9, 0.6, True), True),
        (Metric("accuracy", 0.6, 0.6, True), False),
        (Metric("log_loss", 0.2, 0.7, False), True),
        (Metric("log_loss", 0.8, 0.7, False), False),
    ],
)
def test_whether_a_metric_beats_the_baseline_depends_on_its_direction(metric, beats):
    assert metric.beats_baseline is beats


def test_residuals_are_pairs_of_actual_and_predicted():
    content = {**CONTENT, "task": "regression", "confusion": None, "residuals": [[1, 1.5], [2, 2]]}
    evaluation = Evaluation.from_json(json.dumps(content))
    assert (evaluation.residuals, evaluation.confusion) == (((1.0, 1.5), (2.0, 2.0)), None)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"task": "x"},
        {"metrics": []},
        {"metric": "speed"},
        {"rows_test": None},
        {"split": {"method": "magic", "column": None, "value": None}},
    ],
)
def test_what_is_no_evaluation_is_refused(change):
    with pytest.raises(InvalidInput, match="unreadable_evaluation"):
        Evaluation.from_json(json.dumps({**CONTENT, **change}))
