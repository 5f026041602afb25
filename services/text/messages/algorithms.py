"""Words for algorithms and their parameters, by code."""

from services.text.i18n import N_, _

TITLES = {
    "linear": N_("Linear model"),
    "boosting": N_("Gradient boosting"),
    "forest": N_("Random forest"),
}
DESCRIPTIONS = {
    "linear": N_(
        "Logistic or ridge regression. Trains fast and rarely overfits; best for text and small tables."
    ),
    "boosting": N_(
        "Many small trees, each correcting the ones before. Usually scores best on mixed column types."
    ),
    "forest": N_(
        "Many deep trees that vote. Robust without tuning; slower and larger than gradient boosting."
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
}


def algorithm_title(algorithm: str) -> str:
    """Return the title of an algorithm; a run of another app may have one without a title."""
    return _(TITLES[algorithm]) if algorithm in TITLES else algorithm


def algorithm_description(algorithm: str) -> str:
    """Return what an algorithm is and what it is good for."""
    return _(DESCRIPTIONS[algorithm])


def parameter_title(algorithm: str, parameter: str) -> str:
    """Return the title of a parameter of an algorithm."""
    return _(PARAMETERS[algorithm, parameter])
