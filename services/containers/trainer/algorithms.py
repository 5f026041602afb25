"""Algorithms: the estimators that can be fitted, with the parameters that a run may set."""

from typing import Any

Number = int | float

# name: (default, least, most); a whole default takes whole numbers alone.
# The page offers the same ones: services/data/recipe/algorithms.py.
PARAMETERS: dict[str, dict[str, tuple[Number, Number, Number]]] = {
    "linear": {"regularisation": (1.0, 0.0001, 10_000.0), "iterations": (1000, 10, 100_000)},
    "boosting": {
        "learning_rate": (0.1, 0.001, 1.0),
        "iterations": (200, 1, 5000),
        "leaves": (31, 2, 1024),
    },
    "forest": {"trees": (200, 1, 2000), "depth": (20, 1, 100)},
}


def complete(algorithm: str, given: dict[str, Any]) -> dict[str, Number]:
    """Return all parameters of an algorithm, the given ones checked; raises ValueError naming a bad one."""
    known = PARAMETERS[algorithm]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"{algorithm} has no parameter {', '.join(unknown)}; it has {', '.join(known)}")
    return {name: _checked(name, given.get(name, bounds[0]), bounds) for name, bounds in known.items()}


def estimator(algorithm: str, task: str, parameters: dict[str, Number], categories: int, seed: int) -> Any:
    """Return the unfitted estimator; boosting takes its first `categories` columns as categories."""
    made = _ESTIMATORS[algorithm](task == "classification", parameters, seed)
    if algorithm == "boosting":
        made.set_params(categorical_features=list(range(categories)) or None)
    return made


def _linear(classifies: bool, parameters: dict[str, Number], seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression, Ridge

    limit = int(parameters["iterations"])
    if classifies:
        return LogisticRegression(C=1 / parameters["regularisation"], max_iter=limit, random_state=seed)
    return Ridge(alpha=parameters["regularisation"], max_iter=limit, random_state=seed)


def _boosting(classifies: bool, parameters: dict[str, Number], seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    kind = HistGradientBoostingClassifier if classifies else HistGradientBoostingRegressor
    return kind(
        learning_rate=parameters["learning_rate"],
        max_iter=int(parameters["iterations"]),
        max_leaf_nodes=int(parameters["leaves"]),
        random_state=seed,
    )


def _forest(classifies: bool, parameters: dict[str, Number], seed: int) -> Any:
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

    kind = RandomForestClassifier if classifies else RandomForestRegressor
    return kind(
        n_estimators=int(parameters["trees"]),
        max_depth=int(parameters["depth"]),
        n_jobs=1,
        random_state=seed,
    )


_ESTIMATORS = {"linear": _linear, "boosting": _boosting, "forest": _forest}


def _checked(name: str, value: Any, bounds: tuple[Number, Number, Number]) -> Number:
    default, least, most = bounds
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise ValueError(f"{name} must be a number from {least} to {most}, not {value!r}")
    if isinstance(default, int) and value != int(value):
        raise ValueError(f"{name} must be a whole number, not {value!r}")
    return value
