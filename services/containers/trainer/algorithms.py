"""Algorithms: validate parameters and create unfitted scikit-learn estimators."""

from importlib import import_module
from typing import Any

from .spec import ALGORITHMS, BALANCED, LEAVES_PER_CLASS, Parameter, Task

Number = int | float


def complete(algorithm: str, parameters: dict[str, Any]) -> dict[str, Number]:
    """Return all parameters of an algorithm, with defaults; raises a ValueError that names an invalid one.

    `balanced` is among them where it was given as true.
    """
    known = {parameter.name: parameter for parameter in ALGORITHMS[algorithm].parameters}
    balanced = _balanced(algorithm, parameters.get(BALANCED, False))
    unknown = sorted(set(parameters) - set(known) - {BALANCED})
    if unknown:
        raise ValueError(f"{algorithm} has no parameter {', '.join(unknown)}; it has {', '.join(known)}")
    return {
        name: _checked(parameter, parameters.get(name, parameter.default))
        for name, parameter in known.items()
    } | balanced


def estimator(
    algorithm: str, task: Task, parameters: dict[str, Number], categories: int, seed: int, class_rows: int
) -> Any:
    """Return the unfitted estimator; its first `categories` columns are categorical if it supports that.

    `class_rows` are the rows of a typical class, for a regression those of the table.
    """
    chosen = ALGORITHMS[algorithm]
    described = chosen.estimator(task)
    arguments: dict[str, Any] = {argument: parameters[name] for argument, name in described.arguments.items()}
    arguments |= {argument: 1 / parameters[name] for argument, name in described.reciprocals.items()}
    arguments |= described.constants
    if parameters.get(BALANCED):
        if task == "regression":
            raise ValueError(f"{BALANCED} weights classes, and this is a regression")
        arguments |= described.balancing
    if described.seeded:
        arguments["random_state"] = seed
    if chosen.leaf:
        least, most = chosen.leaf
        arguments["min_samples_leaf"] = min(max(class_rows // LEAVES_PER_CLASS, least), most)
    if chosen.native_categories:
        arguments["categorical_features"] = list(range(categories)) or None
    return getattr(import_module(described.module), described.name)(**arguments)


def _balanced(algorithm: str, value: Any) -> dict[str, bool]:
    if not isinstance(value, bool):
        raise ValueError(f"{BALANCED} must be true or false, not {value!r}")
    if value and not ALGORITHMS[algorithm].classifier.balancing:
        raise ValueError(f"{algorithm} can't weight classes, so {BALANCED} must be false")
    return {BALANCED: True} if value else {}


def _checked(parameter: Parameter, value: Any) -> Number:
    name, minimum, maximum = parameter.name, parameter.minimum, parameter.maximum
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not minimum <= value <= maximum:
        raise ValueError(f"{name} must be a number from {minimum} to {maximum}, not {value!r}")
    if not parameter.whole:
        return value
    if value != int(value):
        raise ValueError(f"{name} must be a whole number, not {value!r}")
    return int(value)
