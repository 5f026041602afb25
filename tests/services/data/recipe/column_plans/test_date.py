import pytest

from services.data.profile import ColumnProfile
from services.data.recipe.column_plans import DATE_PARTS, Context, DatePlan
from services.data.recipe.column_plans.date import functions_code


def test_all_dates_get_the_default_plan():
    assert DatePlan.propose(ColumnProfile("x", "date", 0, 50)) == DatePlan()


@pytest.mark.parametrize("part", DATE_PARTS)
def test_the_code_of_every_part_has_its_function(part):
    (step,) = DatePlan((part,)).code_steps(["x"], Context(True, "classification", 5, 0))
    assert any(line.startswith(f"def {part}(") for line in functions_code(step.transformer))
