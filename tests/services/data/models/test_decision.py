from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from services.containers.trainer.measures.curves import curves
from services.data.models.curves import CalibrationBin, ClassCurves, Threshold, class_curves
from services.data.models.decision import (
    CRITERIA,
    Costs,
    Criterion,
    Decision,
    Outcome,
    best,
    decide,
    nearest,
    outcomes,
    read_decision,
)

CURVE = ClassCurves(
    "yes",
    4,
    16,
    (Threshold(0.9, 3, 1), Threshold(0.4, 4, 6), Threshold(0.1, 4, 16)),
    (CalibrationBin(0.2, 0.1, 10),),
)
HIGH, MIDDLE, LOW = Outcome(0.9, 3, 1, 1, 15), Outcome(0.4, 4, 6, 0, 10), Outcome(0.1, 4, 16, 0, 0)


def test_each_threshold_has_the_confusion_matrix_of_the_held_out_rows():
    assert outcomes(CURVE) == (HIGH, MIDDLE, LOW)


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 20)), min_size=4, max_size=60).filter(
        lambda rows: len({positive for positive, _score in rows}) == 2
    )
)
def test_the_metrics_are_those_of_scikit_learn(rows):
    actual = np.array(["yes" if positive else "no" for positive, _score in rows], dtype=object)
    scores = np.array([score / 20 for _positive, score in rows])
    (entry,) = curves(actual, np.column_stack([1 - scores, scores]), ["no", "yes"])
    curve = class_curves(entry)
    of_class = scores if curve.label == "yes" else 1 - scores
    for outcome in outcomes(curve):
        predicted = of_class >= outcome.threshold - 1e-9
        positive = actual == curve.label
        assert outcome.accuracy == pytest.approx(metrics.accuracy_score(positive, predicted))
        assert outcome.f1 == pytest.approx(metrics.f1_score(positive, predicted))
        assert outcome.precision == pytest.approx(metrics.precision_score(positive, predicted))
        assert outcome.recall == pytest.approx(metrics.recall_score(positive, predicted))
        balanced = metrics.balanced_accuracy_score(positive, predicted)
        assert outcome.balanced_accuracy == pytest.approx(balanced)


@pytest.mark.parametrize(
    ("criterion", "costs", "expected"),
    [
        ("likeliest", Costs(), HIGH),
        ("accuracy", Costs(), HIGH),
        ("balanced_accuracy", Costs(), HIGH),
        ("f1", Costs(), HIGH),
        ("cost", Costs(1, 1), HIGH),
        ("cost", Costs(1, 6), MIDDLE),
        ("cost", Costs(0, 1), MIDDLE),
    ],
)
def test_the_best_threshold_depends_on_the_criterion(criterion, costs, expected):
    assert best(outcomes(CURVE), criterion, costs) == expected


def test_every_criterion_is_offered():
    assert set(CRITERIA) == {*get_args(Criterion)}


@pytest.mark.parametrize(("threshold", "expected"), [(0.95, HIGH), (0.5, HIGH), (0.4, MIDDLE), (0.0, LOW)])
def test_between_two_thresholds_the_higher_one_counts(threshold, expected):
    assert nearest(outcomes(CURVE), threshold) == expected


@pytest.mark.parametrize(("share", "label"), [(0.29, "no"), (0.3, "yes"), (0.9, "yes")])
def test_a_class_is_predicted_from_its_threshold_on(share, label):
    assert decide(Decision("yes", 0.3), (("no", 1 - share), ("yes", share))) == label


def test_a_decision_is_read_where_there_is_one():
    assert read_decision({"class": "yes", "threshold": 0.3}, ("no", "yes")) == Decision("yes", 0.3)
    assert read_decision(None, ("no", "yes")) is None


@pytest.mark.parametrize(
    ("content", "classes"),
    [
        ({"class": "maybe", "threshold": 0.3}, ("no", "yes")),
        ({"class": "yes", "threshold": 1.3}, ("no", "yes")),
        ({"class": "yes", "threshold": 0.3}, ("maybe", "no", "yes")),
    ],
)
def test_a_decision_that_fits_no_model_is_refused(content, classes):
    with pytest.raises(ValueError, match="decision"):
        read_decision(content, classes)
