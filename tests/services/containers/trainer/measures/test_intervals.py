import numpy
import pytest
from sklearn.metrics import confusion_matrix, roc_auc_score

from services.containers.trainer.measures import intervals


def sample(random, rows, skill=1.0):
    """Return the classes of rows and probabilities that tell them with some noise."""
    codes = random.integers(0, 2, rows)
    positive = 1 / (1 + numpy.exp(-random.normal(skill * (2 * codes - 1), 1.0)))
    return codes, numpy.column_stack([1 - positive, positive])


def of_sample(codes, probabilities):
    predicted = probabilities.argmax(axis=1)
    losses = -numpy.log(probabilities[numpy.arange(len(codes)), codes])
    counts = confusion_matrix(codes, predicted, labels=range(probabilities.shape[1]))
    return intervals.of_classes(counts, losses, codes, probabilities)


def test_nineteen_of_twenty_intervals_hold_what_many_rows_score():
    random = numpy.random.default_rng(1)
    codes, probabilities = sample(random, 200_000)
    truth = {
        "accuracy": numpy.mean(probabilities.argmax(axis=1) == codes),
        "roc_auc": roc_auc_score(codes, probabilities[:, 1]),
        "log_loss": -numpy.log(probabilities[numpy.arange(len(codes)), codes]).mean(),
    }
    held = dict.fromkeys(truth, 0)
    for _ in range(300):
        measured = of_sample(*sample(random, 150))
        for metric, value in truth.items():
            low, high = measured[metric]
            held[metric] += low <= value <= high
    assert all(270 <= count <= 298 for count in held.values()), held


def test_nineteen_of_twenty_intervals_of_errors_hold_what_many_rows_score():
    random = numpy.random.default_rng(2)
    held = dict.fromkeys(("mae", "rmse", "r2"), 0)
    truth = {"mae": (2 / numpy.pi) ** 0.5, "rmse": 1.0, "r2": 0.9}
    for _ in range(300):
        predicted = random.normal(0, 3, 200)
        measured = intervals.of_numbers(predicted + random.normal(0, 1, 200), predicted)
        for metric, value in truth.items():
            low, high = measured[metric]
            held[metric] += low <= value <= high
    assert all(270 <= count <= 298 for count in held.values()), held


def test_a_perfect_score_on_few_rows_is_no_certainty():
    codes = numpy.arange(20) % 2
    low, high = of_sample(codes, numpy.eye(2)[codes] * 0.98 + 0.01)["accuracy"]
    assert low == pytest.approx(0.88, abs=0.02)  # Jeffreys: beta.ppf(0.025, 20.5, 0.5)
    assert high > 0.99


def test_more_classes_have_intervals_and_a_class_without_rows_no_area():
    random = numpy.random.default_rng(3)
    codes = random.integers(0, 3, 90)
    probabilities = random.dirichlet([1, 1, 1], 90)
    measured = of_sample(codes, probabilities)
    area = roc_auc_score(codes, probabilities, multi_class="ovr")
    assert measured["roc_auc"][0] < area < measured["roc_auc"][1]
    without = numpy.where(codes == 2, 1, codes)
    assert "roc_auc" not in of_sample(without, probabilities)
    assert measured.keys() == {"accuracy", "balanced_accuracy", "macro_f1", "log_loss", "roc_auc"}


def test_a_handful_of_rows_has_no_interval():
    assert of_sample(numpy.array([0, 1]), numpy.full((2, 2), 0.5)) == {}
    assert intervals.of_numbers(numpy.arange(4.0), numpy.arange(4.0)) == {}
