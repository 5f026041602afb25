"""How a column is preprocessed, in a line."""

from typing import assert_never

from services.data.recipe.column_plans import CategoryPlan, DatePlan, IgnorePlan, NumericPlan, Plan, TextPlan
from services.text.i18n import _
from services.text.messages.recipe.options import (
    date_part_title,
    encoding_title,
    imputation_title,
    ngram_title,
    role_title,
    scaling_title,
    vectoriser_title,
)


def plan_text(plan: Plan) -> str:
    """Return a plan in a line."""
    match plan:
        case NumericPlan():
            return _numeric(plan)
        case CategoryPlan():
            return _category(plan)
        case TextPlan():
            return _text(plan)
        case DatePlan():
            return _("Parts: {parts}", parts=", ".join(date_part_title(part) for part in plan.parts))
        case IgnorePlan():
            return role_title(plan.role)
        case _:
            assert_never(plan)


def _category(plan: CategoryPlan) -> str:
    imputation, encoding = imputation_title(plan.imputation), encoding_title(plan.encoding)
    if plan.merge_spellings:
        return _(
            "Spellings merged · Missing values: {imputation} · Encoding: {encoding} · "
            "Categories: up to {levels:,}",
            imputation=imputation,
            encoding=encoding,
            levels=plan.levels,
        )
    return _(
        "Missing values: {imputation} · Encoding: {encoding} · Categories: up to {levels:,}",
        imputation=imputation,
        encoding=encoding,
        levels=plan.levels,
    )


def _numeric(plan: NumericPlan) -> str:
    imputation, scaling = imputation_title(plan.imputation), scaling_title(plan.scaling)
    if plan.indicator:
        return _(
            "Missing values: {imputation}, with an indicator column · Scaling: {scaling}",
            imputation=imputation,
            scaling=scaling,
        )
    return _("Missing values: {imputation} · Scaling: {scaling}", imputation=imputation, scaling=scaling)


def _text(plan: TextPlan) -> str:
    vectoriser, ngrams = vectoriser_title(plan.vectoriser), ngram_title(plan.shortest, plan.longest)
    if plan.words is None:
        return _("{vectoriser} · n-grams: {ngrams}", vectoriser=vectoriser, ngrams=ngrams)
    return _(
        "{vectoriser} · n-grams: {ngrams} · Vocabulary: up to {words:,}",
        vectoriser=vectoriser,
        ngrams=ngrams,
        words=plan.words,
    )
