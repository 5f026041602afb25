import pytest

from services.data.profile import ColumnProfile
from services.data.recipe.column_plans import NumericPlan


@pytest.mark.parametrize(
    ("skewness", "minimum", "plan"),
    [
        (4.0, 0.0, NumericPlan(scaling="log")),
        (4.0, -1.0, NumericPlan()),
        (0.5, 0.0, NumericPlan()),
        (None, None, NumericPlan()),
    ],
)
def test_skewed_numbers_from_zero_on_get_a_logarithm(skewness, minimum, plan):
    column = ColumnProfile("x", "number", 0, 50, skewness=skewness, minimum=minimum)
    assert NumericPlan.propose(column) == plan
