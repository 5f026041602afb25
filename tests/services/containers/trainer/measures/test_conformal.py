import math

import numpy
import pytest

from services.containers.trainer.measures import conformal


def test_the_quantile_is_the_score_at_the_rank_of_the_formula():
    scores = numpy.random.default_rng(0).permutation(numpy.arange(1.0, 100.0))
    for level in conformal.LEVELS:
        assert conformal.quantile_of(scores, level) == math.ceil(100 * level)


def test_too_few_rows_have_no_quantile():
    assert conformal.quantile_of(numpy.arange(18.0), 0.95) is None
    assert conformal.quantile_of(numpy.arange(19.0), 0.95) == 18
    assert [entry["level"] for entry in conformal.of_numbers(numpy.zeros(20), numpy.arange(20.0), 0)] == [
        0.8,
        0.9,
    ]


def test_intervals_cover_as_many_rows_as_they_say():
    random = numpy.random.default_rng(0)
    actual = random.normal(size=2000)
    levels = conformal.of_numbers(actual, numpy.zeros(2000), 0)
    for entry, deviations in zip(levels, (1.2816, 1.6449, 1.96), strict=True):
        assert entry["quantile"] == pytest.approx(deviations, rel=0.06)
        assert entry["coverage"] == pytest.approx(entry["level"], abs=0.03)
        assert entry["size"] == pytest.approx(2 * deviations, rel=0.06)


def test_the_halves_measure_each_other():
    actual, predicted = numpy.random.default_rng(1).normal(size=(2, 101))
    errors = numpy.abs(actual - predicted)
    halves = numpy.array_split(numpy.random.default_rng(7).permutation(101), 2)
    hits = 0
    for calibrating, measuring in (halves, halves[::-1]):
        rank = math.ceil((len(calibrating) + 1) * 0.9)
        hits += int((errors[measuring] <= sorted(errors[calibrating])[rank - 1]).sum())
    level = conformal.of_numbers(actual, predicted, 7)[1]
    assert level["coverage"] == round(hits / 101, 5)


def test_sets_hold_the_actual_class_as_often_as_they_say_and_more_classes_for_more():
    random = numpy.random.default_rng(0)
    probabilities = random.dirichlet([0.6] * 4, 1500)
    codes = numpy.array([random.choice(4, p=row) for row in probabilities])
    levels = conformal.of_classes(codes, probabilities, 0)
    for entry in levels:
        assert entry["coverage"] == pytest.approx(entry["level"], abs=0.03)
    sizes = [entry["size"] for entry in levels]
    assert 1 <= sizes[0] < sizes[1] < sizes[2] < 4


def test_a_sure_model_has_sets_of_one_class():
    codes = numpy.arange(60) % 2
    (level, *_others) = conformal.of_classes(codes, numpy.eye(2)[codes] * 0.98 + 0.01, 0)
    assert (level["coverage"], level["size"]) == (1.0, 1.0)
