from typing import get_args

import pytest

from services.data.recipe.column_plans import Feature, FeatureCode, StepCode
from services.data.recipe.preview import Step
from services.text.messages.recipe import feature_title, step_title


@pytest.mark.parametrize("code", get_args(StepCode))
def test_every_step_has_a_title(code):
    assert step_title(Step(code, 0, ()))


def test_an_imputed_number_is_named():
    assert "9.5" in step_title(Step("imputed", 1, (), 9.5))


@pytest.mark.parametrize("code", get_args(FeatureCode))
def test_every_feature_has_a_name(code):
    assert feature_title(Feature("x", code, "month", "3"))


@pytest.mark.parametrize(
    ("feature", "title"),
    [
        (Feature("plan"), "plan"),
        (Feature("plan", "level", "pro"), "plan=pro"),
        (Feature("plan", "class", "yes"), "plan → yes"),
        (Feature("said", "term", "very good"), "very good"),
        (Feature("day", "part_level", "month", "3"), "day: Month=3"),
    ],
)
def test_a_feature_is_named_by_its_column_and_what_it_holds(feature, title):
    assert feature_title(feature) == title
