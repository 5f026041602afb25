import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from services.containers.trainer.measures.curves import CLASSES, THRESHOLDS, curves


def of_two(positive, scores):
    actual = numpy.where(positive, "yes", "no").astype(object)
    probabilities = numpy.column_stack([1 - numpy.array(scores), scores])
    return curves(actual, probabilities, ["no", "yes"])


def area(curve):
    """Return the area under the ROC curve through its thresholds."""
    points = [(0, 0)] + [
        (false / curve["negatives"], true / curve["positives"])
        for _threshold, true, false in curve["thresholds"]
    ]
    return numpy.trapezoid([true for _false, true in points], [false for false, _true in points])


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from([0.1, 0.2, 0.35, 0.5, 0.8, 0.95])), min_size=2, max_size=60
    )
)
def test_the_counts_by_threshold_are_those_of_the_rows(rows):
    positive, scores = (numpy.array(side) for side in zip(*rows, strict=True))
    if positive.all() or not positive.any():
        assert of_two(positive, scores) == []
        return
    [curve] = of_two(positive, scores)
    rare = positive if curve["class"] == "yes" else ~positive
    chances = scores if curve["class"] == "yes" else 1 - scores
    assert (curve["positives"], curve["negatives"]) == (rare.sum(), (~rare).sum())
    assert curve["positives"] <= curve["negatives"]
    for threshold, true, false in curve["thresholds"]:
        above = chances >= threshold - 1e-9
        assert (true, false) == ((above & rare).sum(), (above & ~rare).sum())
    assert area(curve) == pytest.approx(roc_auc_score(rare, chances))
    assert sum(count for _mean, _share, count in curve["calibration"]) == len(positive)


def test_many_thresholds_are_thinned_and_keep_their_ends():
    random = numpy.random.default_rng(0)
    positive = random.random(5000) < 0.3
    scores = numpy.clip(random.normal(0.3 + 0.3 * positive, 0.15), 0, 1)
    [curve] = of_two(positive, scores)
    assert len(curve["thresholds"]) == THRESHOLDS
    assert curve["thresholds"][-1][1:] == [curve["positives"], curve["negatives"]]
    assert area(curve) == pytest.approx(roc_auc_score(positive, scores), abs=0.005)


def test_of_many_classes_the_commonest_have_a_curve_each():
    labels = [f"class {number:02d}" for number in range(15)]
    actual = numpy.array([label for number, label in enumerate(labels) for _ in range(number)], dtype=object)
    probabilities = numpy.random.default_rng(0).dirichlet(numpy.ones(15), len(actual))
    shown = [curve["class"] for curve in curves(actual, probabilities, labels)]
    assert shown == labels[: -CLASSES - 1 : -1]


def test_calibration_compares_the_mean_probability_with_the_share_of_the_class():
    positive = numpy.array([False] * 8 + [True] * 2 + [False] * 3 + [True] * 7)
    scores = numpy.array([0.2] * 10 + [0.7] * 10)
    curve = curves(
        numpy.where(positive, "yes", "no").astype(object),
        numpy.column_stack([1 - scores, scores]),
        ["no", "yes"],
    )[0]
    assert sum(rows * share for _mean, share, rows in curve["calibration"]) == pytest.approx(9)
    assert {mean for mean, _share, _rows in curve["calibration"]} == {0.2, 0.7}
