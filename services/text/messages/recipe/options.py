"""Titles of a recipe's tasks, roles and options, by code."""

from typing import assert_never

from services.data.recipe.column_plans import Role
from services.data.recipe.recipe import Task
from services.text.i18n import N_, _

IMPUTATIONS = {
    "median": N_("Median"),
    "mean": N_("Mean"),
    "zero": N_("Zero"),
    "most_frequent": N_("Most frequent value"),
    "own": N_("Own category"),
}
SCALINGS = {
    "standard": N_("Standard"),
    "min_max": N_("Min-max"),
    "robust": N_("Robust"),
    "log": N_("Logarithm, then standard"),
    "none": N_("None"),
}
ENCODINGS = {
    "automatic": N_("Automatic"),
    "one_hot": N_("One-hot"),
    "ordinal": N_("Ordinal"),
    "target": N_("Target encoding"),
}
VECTORISERS = {
    "counts": N_("Word counts"),
    "tfidf": N_("TF-IDF of words"),
    "characters": N_("TF-IDF of characters"),
}
DATE_PARTS = {
    "days": N_("Days since 1970"),
    "year": N_("Year"),
    "month": N_("Month"),
    "day": N_("Day of the month"),
    "weekday": N_("Weekday"),
    "hour": N_("Hour"),
}


def task_title(task: Task) -> str:
    """Return the title of a task."""
    match task:
        case "classification":
            return _("Class (classification)")
        case "regression":
            return _("Number (regression)")
        case _:
            assert_never(task)


def role_title(role: Role) -> str:
    """Return the title of a role."""
    match role:
        case "numeric":
            return _("Number")
        case "category":
            return _("Category")
        case "text":
            return _("Text")
        case "date":
            return _("Date")
        case "ignore":
            return _("Ignored")
        case _:
            assert_never(role)


def imputation_title(imputation: str) -> str:
    """Return what replaces missing values."""
    return _(IMPUTATIONS[imputation])


def scaling_title(scaling: str) -> str:
    """Return how numbers are scaled."""
    return _(SCALINGS[scaling])


def encoding_title(encoding: str) -> str:
    """Return how categories are encoded."""
    return _(ENCODINGS[encoding])


def vectoriser_title(vectoriser: str) -> str:
    """Return how texts are vectorised."""
    return _(VECTORISERS[vectoriser])


def date_part_title(part: str) -> str:
    """Return the title of a part of a date."""
    return _(DATE_PARTS[part])


def ngram_title(shortest: int, longest: int) -> str:
    """Return a range of n-gram lengths."""
    return f"{shortest}" if shortest == longest else f"{shortest}–{longest}"
