from dataclasses import replace

import pytest

from services.data.models.checks import Check, Rival, Setting, checks
from services.data.models.column_checks import ColumnChecks, Overlap
from services.data.models.evaluation import Confusion, Evaluation, Importance, Metric

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
        (headline(0.9, interval=(0.75, 0.99)), (Check("unstable"),)),
        (replace(headline(0.68, interval=(0.58, 0.77)), train_score=0.7), (Check("uncertain"),)),
        (replace(headline(0.7), train_score=1.0), (Check("overfitting"),)),
        (replace(headline(0.61), train_score=0.615), (Check("underfitting"),)),
        (
            replace(SOUND, importance=(Importance("outcome", 0.29, 0.01), Importance("weak", 0.005, 0.01))),
            (Check("dominant_column", ("outcome",)), Check("useless_columns", ("weak",))),
        ),
        (replace(SOUND, importance=(Importance("text", 0.3, 0.01),)), ()),  # there is no other column
        (replace(SOUND, importance=(), train_score=None), ()),  # of an earlier trainer
    ],
)
def test_a_model_fails_the_checks_that_its_numbers_speak_of(evaluation, expected):
    assert checks(evaluation) == expected


def checked(**columns) -> Evaluation:
    return replace(SOUND, column_checks=ColumnChecks(**columns))


TWO = Confusion(("no", "yes"), ((85, 0), (10, 5)))
THREE = Confusion(("a", "b", "c"), ((50, 0, 0), (0, 41, 0), (9, 0, 0)))


@pytest.mark.parametrize(
    ("evaluation", "expected"),
    [
        (checked(alone=(("age", 0.62), ("plan", 0.88))), Check("dominant_column", ("plan",))),
        (checked(alone=(("age", 0.62), ("plan", 0.8))), None),
        (checked(overlaps=(Overlap("age", "2026-02-01", "2026-01-01"),)), Check("time_overlap", ("age",))),
        (checked(overlaps=(Overlap("unused", "2026-02-01", "2026-01-01"),)), None),
        (
            checked(correlated=(("plan", "age", -0.93),)),
            Check("correlated_columns", ("age", "plan"), value=-0.93),
        ),
        (checked(correlated=(("plan", "age", 0.85),)), None),
        (replace(SOUND, confusion=TWO), Check("class_imbalance", label="yes", value=0.15)),
        (replace(SOUND, confusion=THREE), Check("class_imbalance", label="c", value=0.09)),
        (replace(SOUND, confusion=Confusion(("no", "yes"), ((70, 0), (15, 15)))), None),
        (replace(SOUND, confusion=TWO, rows_test=19), None),
        (
            replace(SOUND, importance=(*EVEN, Importance("noise", 0.002, 0.003))),
            Check("useless_columns", ("noise",)),
        ),
        (replace(SOUND, at_limit=True), Check("at_limit")),
    ],
)
def test_columns_classes_and_iterations_are_checked(evaluation, expected):
    assert checks(evaluation) == ((expected,) if expected else ())


def test_columns_that_go_together_are_not_called_useless():
    importance = (*EVEN, Importance("noise", 0.002, 0.003))
    assert checks(replace(checked(correlated=(("noise", "age", 0.85),)), importance=importance)) == ()


def test_classes_that_weigh_equally_need_no_weights():
    assert checks(replace(SOUND, confusion=TWO), Setting("linear", {"balanced": True})) == ()


@pytest.mark.parametrize(
    ("rival", "seconds", "expected"),
    [
        (Rival("boosting", 0.96, 5), 5, Check("worse_than_simple", algorithm="boosting", value=0.96)),
        (Rival("boosting", 0.93, 5), 5, None),
        (Rival("neighbors", 0.99, 5), 5, None),
        (Rival("linear", 0.89, 10), 30, Check("slower_without_benefit", algorithm="linear", value=3)),
        (Rival("linear", 0.80, 10), 30, None),
        (Rival("linear", 0.89, 1), 3, None),
    ],
)
def test_a_model_is_compared_with_simple_ones(rival, seconds, expected):
    assert checks(SOUND, Setting("forest", {}, seconds, (rival,))) == ((expected,) if expected else ())


def test_an_error_has_no_share_of_a_perfect_score():
    errors = replace(SOUND, metric="mae", metrics=(Metric("mae", 2.0, 3.0, False),), train_score=0.1)
    assert checks(errors) == ()
