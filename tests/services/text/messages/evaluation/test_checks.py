from typing import get_args

import pytest

from services.data.models.checks import Check, CheckCode
from services.data.models.evaluation import Evaluation, Metric
from services.data.models.remedies import Preselection
from services.text.messages.evaluation.checks import check_text, preselection_label

EVALUATION = Evaluation(
    *("classification", "accuracy", 0.7, 0.6, (Metric("accuracy", 0.7, 0.6, True),), 400, 100, 0, "all rows"),
    train_score=0.99,
)


@pytest.mark.parametrize("code", get_args(CheckCode))
def test_a_check_says_what_to_do(code):
    assert check_text(Check(code, ("outcome",), algorithm="linear"), EVALUATION).count(".") >= 2


def test_overfitting_is_shown_by_both_scores_and_a_column_by_its_name():
    text = check_text(Check("overfitting"), EVALUATION)
    assert "0.990" in text
    assert "0.700" in text
    assert "“outcome”" in check_text(Check("dominant_column", ("outcome",)), EVALUATION)


def test_useless_columns_are_named_and_the_rest_counted():
    text = check_text(Check("useless_columns", tuple("abcdefg")), EVALUATION)
    assert "“e” and 2 more" in text
    assert "“f”" not in text


def test_a_class_an_algorithm_and_a_pair_are_told_with_their_number():
    assert "15% of the held-out rows are “yes”" in check_text(
        Check("class_imbalance", label="yes", value=0.15), EVALUATION
    )
    worse = Check("worse_than_simple", algorithm="boosting", value=0.96)
    assert "0.960 with the algorithm Gradient boosting" in check_text(worse, EVALUATION)
    assert "3.0 times" in check_text(
        Check("slower_without_benefit", algorithm="linear", value=3.0), EVALUATION
    )
    assert "(rank correlation -0.93)" in check_text(
        Check("correlated_columns", ("a", "b"), value=-0.93), EVALUATION
    )


@pytest.mark.parametrize(
    ("chosen", "label"),
    [
        (Preselection("boosting"), "Prepare a run of Gradient boosting"),
        (
            Preselection("boosting", {"leaves": 30}),
            "Prepare a run of Gradient boosting: Maximum leaves per tree 30",
        ),
        (Preselection("linear", balanced=True), "Prepare a run of Linear model: classes weigh equally"),
    ],
)
def test_a_button_says_what_the_form_will_say(chosen, label):
    assert preselection_label(chosen) == label
