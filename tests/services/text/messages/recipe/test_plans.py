import pytest

from services.data.recipe.column_plans import (
    DEFAULT_PLANS,
    CategoryPlan,
    DatePlan,
    IgnorePlan,
    NumericPlan,
    TextPlan,
)
from services.text.messages.recipe import plan_text


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (NumericPlan(), "Missing values: Median · Scaling: Standard"),
        (
            NumericPlan("zero", True, "log"),
            "Missing values: Zero, with an indicator column · Scaling: Logarithm, then standard",
        ),
        (
            CategoryPlan("most_frequent", "target", 1000),
            "Missing values: Most frequent value · Encoding: Target encoding · Categories: up to 1,000",
        ),
        (TextPlan(), "Word counts · n-grams: 1–2"),
        (TextPlan("tfidf", 500, 1, 1), "TF-IDF of words · n-grams: 1 · Vocabulary: up to 500"),
        (DatePlan(("month", "hour")), "Parts: Month, Hour"),
        (IgnorePlan(), "Ignored"),
    ],
)
def test_a_plan_is_summed_up_in_a_line(plan, text):
    assert plan_text(plan) == text


@pytest.mark.parametrize("role", DEFAULT_PLANS)
def test_the_plan_of_every_role_has_words(role):
    assert plan_text(DEFAULT_PLANS[role])
