from typing import get_args

import pytest

from services.data.models.checks import Check, CheckCode
from services.data.models.evaluation import Evaluation, Metric
from services.text.messages.evaluation.checks import check_text

EVALUATION = Evaluation(
    *("classification", "accuracy", 0.7, 0.6, (Metric("accuracy", 0.7, 0.6, True),), 400, 100, 0, "all rows"),
    train_score=0.99,
)


@pytest.mark.parametrize("code", get_args(CheckCode))
def test_a_check_says_what_to_do(code):
    assert check_text(Check(code, "outcome"), EVALUATION).count(".") >= 2


def test_overfitting_is_shown_by_both_scores_and_a_column_by_its_name():
    text = check_text(Check("overfitting"), EVALUATION)
    assert "0.990" in text
    assert "0.700" in text
    assert "“outcome”" in check_text(Check("dominant_column", "outcome"), EVALUATION)
