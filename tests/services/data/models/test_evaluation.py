import json

import pytest

from services.data.models.evaluation import Confusion, Evaluation, Metric
from services.errors import InvalidInput

CONTENT = {
    "version": 1,
    "task": "classification",
    "metric": "accuracy",
    "metrics": [
        {"name": "accuracy", "value": 0.9, "baseline": 0.6, "higher_is_better": True},
        {"name": "log loss", "value": 0.2, "baseline": 0.7, "higher_is_better": False},
    ],
    "rows_train": 80,
    "rows_test": 20,
    "rows_dropped": 1,
    "fitted_on": "all rows",
    "confusion": {"labels": ["no", "yes"], "matrix": [[12, 1], [1, 6]]},
}


def test_the_headline_stands_beside_the_baseline():
    found = Evaluation.from_json(json.dumps(CONTENT))
    assert (found.metric, found.score, found.baseline) == ("accuracy", 0.9, 0.6)
    assert (found.rows_train, found.rows_test, found.rows_dropped) == (80, 20, 1)
    assert found.confusion == Confusion(("no", "yes"), ((12, 1), (1, 6)))


@pytest.mark.parametrize(
    ("metric", "beats"),
    [
        (Metric("accuracy", 0.9, 0.6, True), True),
        (Metric("accuracy", 0.6, 0.6, True), False),
        (Metric("log loss", 0.2, 0.7, False), True),
        (Metric("log loss", 0.8, 0.7, False), False),
    ],
)
def test_whether_a_metric_beats_the_baseline_depends_on_its_direction(metric, beats):
    assert metric.beats_baseline is beats


def test_residuals_are_pairs_of_actual_and_predicted():
    content = {**CONTENT, "task": "regression", "confusion": None, "residuals": [[1, 1.5], [2, 2]]}
    found = Evaluation.from_json(json.dumps(content))
    assert (found.residuals, found.confusion) == (((1.0, 1.5), (2.0, 2.0)), None)


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"task": "x"}, {"metrics": []}, {"metric": "speed"}, {"rows_test": None}]
)
def test_what_is_no_evaluation_is_refused(change):
    with pytest.raises(InvalidInput, match=r"evaluation\.json can't be read"):
        Evaluation.from_json(json.dumps({**CONTENT, **change}))
