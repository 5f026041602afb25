"""Words for recipes: options, plans, splits, previews and changes."""

from services.text.messages.recipe.changes import change_text
from services.text.messages.recipe.inheritance import loss_text
from services.text.messages.recipe.options import (
    date_part_title,
    encoding_title,
    imputation_title,
    ngram_title,
    role_title,
    scaling_title,
    task_title,
    vectoriser_title,
)
from services.text.messages.recipe.plans import plan_text
from services.text.messages.recipe.preview import feature_title, step_title
from services.text.messages.recipe.splits import split_method_title, split_text
from services.text.messages.recipe.targets import target_reason, target_reasons

__all__ = [
    "change_text",
    "date_part_title",
    "encoding_title",
    "feature_title",
    "imputation_title",
    "loss_text",
    "ngram_title",
    "plan_text",
    "role_title",
    "scaling_title",
    "split_method_title",
    "split_text",
    "step_title",
    "target_reason",
    "target_reasons",
    "task_title",
    "vectoriser_title",
]
