"""Algorithms: what the training container can fit, with the parameters that it takes."""

from dataclasses import dataclass

from services.text.i18n import _


@dataclass(frozen=True)
class Parameter:
    """One number that an algorithm takes; `whole` means integers alone, both bounds included."""

    name: str
    title: str
    default: float
    minimum: float
    maximum: float
    whole: bool


@dataclass(frozen=True)
class Algorithm:
    """One way to learn, for classes and for numbers alike; `key` is the container's argument."""

    key: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]


# The container checks the same names and bounds: services/containers/trainer/algorithms.py.
ALGORITHMS: tuple[Algorithm, ...] = (
    Algorithm(
        "linear",
        _("Linear"),
        _("Logistic or ridge regression: quick, hard to overfit, best for text and small tables."),
        (
            Parameter("regularisation", _("Regularisation"), 1.0, 0.0001, 10_000.0, False),
            Parameter("iterations", _("Iterations at most"), 1000, 10, 100_000, True),
        ),
    ),
    Algorithm(
        "boosting",
        _("Gradient boosting"),
        _("Many small trees, each correcting the last: usually the best score on mixed columns."),
        (
            Parameter("learning_rate", _("Learning rate"), 0.1, 0.001, 1.0, False),
            Parameter("iterations", _("Trees"), 200, 1, 5000, True),
            Parameter("leaves", _("Leaves per tree at most"), 31, 2, 1024, True),
        ),
    ),
    Algorithm(
        "forest",
        _("Random forest"),
        _("Many deep trees voting: robust without tuning, slower and larger than boosting."),
        (
            Parameter("trees", _("Trees"), 200, 1, 2000, True),
            Parameter("depth", _("Depth at most"), 20, 1, 100, True),
        ),
    ),
)


def algorithm(key: str) -> Algorithm:
    """Return one algorithm by its key."""
    return {each.key: each for each in ALGORITHMS}[key]
