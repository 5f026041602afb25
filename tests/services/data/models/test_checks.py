from dataclasses import replace

import pytest

from services.data.models.checks import Check, checks
from services.data.models.evaluation import Evaluation, Importance, Metric

EVEN = (Importance("age", 0.1, 0.01), Importance("plan", 0.08, 0.01))
SOUND = Evaluation(
    *("classification", "accuracy", 0.9, 0.6, (Metric("accuracy", 0.9, 0.6, True, (0.85, 0.94)),)),
    *(400, 100, 0, "all rows"),
    importance=EVEN,
    train_score=0.95,
)


def headline(value: float, baseline: float = 0.6, interval: tuple[float, float] | None = None) -> Evaluation:
    return replace(SOUND, metrics=(Metric("accuracy", value, baseline, True, interval),))


@pytest.mark.parametrize(
    ("evaluation", "expected"),
    [
        (SOUND, ()),
        (headline(0.6), (Check("no_better_than_baseline"), Check("overfitting"))),
        (replace(headline(0.68, interval=(0.58, 0.77)), train_score=0.7), (Check("uncertain"),)),
        (replace(headline(0.7), train_score=1.0), (Check("overfitting"),)),
        (replace(headline(0.61), train_score=0.615), (Check("underfitting"),)),
        (
            replace(SOUND, importance=(Importance("outcome", 0.29, 0.01), Importance("age", 0.005, 0.01))),
            (Check("dominant_column", "outcome"),),
        ),
        (replace(SOUND, importance=(Importance("text", 0.3, 0.01),)), ()),  # there is no other column
        (replace(SOUND, importance=(), train_score=None), ()),  # of an earlier trainer
    ],
)
def test_a_model_fails_the_checks_that_its_numbers_speak_of(evaluation, expected):
    assert checks(evaluation) == expected


def test_an_error_has_no_share_of_a_perfect_score():
    errors = replace(SOUND, metric="mae", metrics=(Metric("mae", 2.0, 3.0, False),), train_score=0.1)
    assert checks(errors) == ()
