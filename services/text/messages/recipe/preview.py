"""Titles of preprocessing steps and of the features that they make."""

from typing import assert_never

from services.data.recipe.column_plans import Feature
from services.data.recipe.preview import Step
from services.text.i18n import N_, _
from services.text.messages.recipe.options import date_part_title

STEPS = {
    "original": N_("As uploaded"),
    "parsed": N_("Numbers parsed"),
    "merged_spellings": N_("Spellings merged"),
    "imputed": N_("Missing values imputed"),
    "missing_category": N_("Missing values as their own category"),
    "most_frequent": N_("Missing values replaced by the most frequent one"),
    "logarithm": N_("Log-transformed"),
    "scaled": N_("Scaled"),
    "one_hot": N_("One-hot encoded"),
    "ordinal": N_("Ordinal encoded"),
    "target_encoded": N_("Target encoded"),
    "counts": N_("Words counted"),
    "tfidf": N_("Words weighted by TF-IDF"),
    "characters": N_("Character n-grams weighted by TF-IDF"),
    "date_parts": N_("Date parts extracted"),
    "encoded_parts": N_("Date parts imputed and encoded"),
}


def step_title(step: Step) -> str:
    """Return the title of a preprocessing step."""
    if step.fill_value is not None:
        return _("Missing values replaced by {value:.6g}", value=step.fill_value)
    return _(STEPS[step.code])


def feature_title(feature: Feature) -> str:
    """Return the name of a feature that a step makes of a column."""
    column, value = feature.column, feature.value
    match feature.code:
        case "column":
            return column
        case "indicator":
            return _("{column} is missing", column=column)
        case "level":
            return f"{column}={value}"
        case "missing_level":
            return _("{column}=(missing)", column=column)
        case "infrequent_levels":
            return _("{column}=(infrequent)", column=column)
        case "class":
            return f"{column} → {value}"
        case "term":
            return value
        case "part":
            return f"{column}: {date_part_title(value)}"
        case "part_level":
            return f"{column}: {date_part_title(value)}={feature.level}"
        case _:
            assert_never(feature.code)
