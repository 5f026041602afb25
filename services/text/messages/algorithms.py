"""Words for algorithms and their parameters, by code."""

from collections.abc import Iterable

from services.data.recipe.algorithms import BALANCED
from services.text import formats
from services.text.i18n import N_, _
from services.vertex.layout import OWN_CODE

TITLES = {
    "linear": N_("Linear model"),
    "boosting": N_("Gradient boosting"),
    "forest": N_("Random forest"),
    "neighbors": N_("Nearest neighbors"),
    "naive_bayes": N_("Naive Bayes"),
}
DESCRIPTIONS = {
    "linear": N_(
        "Logistic or ridge regression; trains fast and rarely overfits. Choose it for text and small tables."
    ),
    "boosting": N_(
        "Many small trees, each correcting the ones before. Choose it for mixed column types, where it "
        "usually scores best."
    ),
    "forest": N_(
        "Many deep trees that vote; slower and larger than gradient boosting. Choose it for a robust model "
        "without tuning."
    ),
    "neighbors": N_(
        "The votes or the mean of the most similar rows. Choose it where few columns matter and similar rows "
        "have similar targets."
    ),
    "naive_bayes": N_(
        "Counts which words go with which class, in a moment. Choose it to classify texts of which there are "
        "few."
    ),
}
PARAMETERS = {
    ("linear", "regularisation"): N_("Regularization strength"),
    ("linear", "iterations"): N_("Maximum iterations"),
    ("boosting", "learning_rate"): N_("Learning rate"),
    ("boosting", "iterations"): N_("Maximum number of trees"),
    ("boosting", "leaves"): N_("Maximum leaves per tree"),
    ("forest", "trees"): N_("Number of trees"),
    ("forest", "depth"): N_("Maximum depth"),
    ("neighbors", "neighbors"): N_("Number of neighbors"),
    ("naive_bayes", "smoothing"): N_("Smoothing of counts"),
}


def algorithm_title(algorithm: str) -> str:
    """Return the title of an algorithm; a run of another app may have one without a title."""
    if algorithm == OWN_CODE:
        return _("Your own code")
    return _(TITLES[algorithm]) if algorithm in TITLES else algorithm


def algorithm_description(algorithm: str) -> str:
    """Return what an algorithm is and what it is good for."""
    return _(DESCRIPTIONS[algorithm])


def parameters_text(algorithm: str, parameters: Iterable[tuple[str, float | bool]]) -> str:
    """Return the parameters of a run with their values; those of another app are left out."""
    values = dict(parameters)
    parts = [
        f"{parameter_title(algorithm, name)}: {formats.number(value)}"
        for name, value in values.items()
        if (algorithm, name) in PARAMETERS
    ]
    balanced = [_("classes weighted equally")] if values.get(BALANCED) is True else []
    return " · ".join([*parts, *balanced])


def parameter_title(algorithm: str, parameter: str) -> str:
    """Return the title of a parameter of an algorithm."""
    return _(PARAMETERS[algorithm, parameter])
