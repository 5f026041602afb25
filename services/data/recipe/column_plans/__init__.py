"""Column plans: the preprocessing of columns, one module per role."""

from services.containers.trainer.spec import Role
from services.data.recipe.column_plans.category import CategoryPlan
from services.data.recipe.column_plans.column_plan import (
    CodeStep,
    ColumnPlan,
    Context,
    Feature,
    FeatureCode,
    Stage,
    StepCode,
)
from services.data.recipe.column_plans.date import DATE_PARTS, DatePlan
from services.data.recipe.column_plans.ignore import IgnorePlan
from services.data.recipe.column_plans.numeric import NumericPlan
from services.data.recipe.column_plans.text import TextPlan

Plan = NumericPlan | CategoryPlan | TextPlan | DatePlan | IgnorePlan

PLANS: dict[Role, type[Plan]] = {
    "numeric": NumericPlan,
    "category": CategoryPlan,
    "text": TextPlan,
    "date": DatePlan,
    "ignore": IgnorePlan,
}
ROLES: tuple[Role, ...] = tuple(PLANS)
DEFAULT_PLANS: dict[Role, Plan] = {role: plan() for role, plan in PLANS.items()}

__all__ = [
    "DATE_PARTS",
    "DEFAULT_PLANS",
    "PLANS",
    "ROLES",
    "CategoryPlan",
    "CodeStep",
    "ColumnPlan",
    "Context",
    "DatePlan",
    "Feature",
    "FeatureCode",
    "IgnorePlan",
    "NumericPlan",
    "Plan",
    "Role",
    "Stage",
    "StepCode",
    "TextPlan",
]
