"""Remedies of checks: a fix of the recipe, or what the form for the next run says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.containers.trainer.spec import ALGORITHMS, BALANCED, Parameter, Task
from services.data.findings import fix
from services.data.findings.fix import Fix
from services.data.models.checks import Check, Setting

HELD_OUT = 0.4  # of the rows, for a narrower interval
_MORE_ITERATIONS = 4

# The parameter of an algorithm by which it learns less or more by heart, and by how much it changes at once.
_SIMPLER: dict[str, tuple[str, float]] = {
    "linear": ("regularisation", 10),
    "boosting": ("leaves", 0.5),
    "forest": ("depth", 0.5),
    "neighbors": ("neighbors", 2),
    "naive_bayes": ("smoothing", 10),
}


@dataclass(frozen=True)
class Preselection:
    """What the form for the next run says: an algorithm, parameters, and whether classes weigh equally."""

    algorithm: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    balanced: bool = False


Remedy = Fix | Preselection


def remedy(check: Check, setting: Setting, task: Task) -> Remedy | None:
    """Return what to do about a check, None where no change is known to help."""
    match check.code:
        case "uncertain" | "unstable":
            return fix.hold_out_more(HELD_OUT)
        case "dominant_column" | "useless_columns":
            return fix.leave_out(*check.columns)
        case "correlated_columns":
            return fix.leave_out(check.columns[-1])
        case "time_overlap":
            return fix.split_by_time(check.columns[0])
        case _:
            return _of_form(check, setting, task)


def _of_form(check: Check, setting: Setting, task: Task) -> Preselection | None:
    algorithm = setting.algorithm if setting.algorithm in ALGORITHMS else "linear"
    match check.code:
        case "no_better_than_baseline":
            return None if algorithm == "boosting" else Preselection("boosting")
        case "underfitting":
            return _stronger(algorithm, setting)
        case "overfitting":
            name, factor = _SIMPLER[algorithm]
            return _changed(algorithm, setting, name, factor)
        case "class_imbalance":
            return _weighted(algorithm, setting, task)
        case "worse_than_simple" | "slower_without_benefit":
            return Preselection(check.algorithm)
        case "at_limit":
            return _changed(algorithm, setting, "iterations", _MORE_ITERATIONS)
        case _:
            return None


def _stronger(algorithm: str, setting: Setting) -> Preselection | None:
    if algorithm != "boosting":
        return Preselection("boosting")
    name, factor = _SIMPLER[algorithm]
    return _changed(algorithm, setting, name, 1 / factor)


def _weighted(algorithm: str, setting: Setting, task: Task) -> Preselection:
    if ALGORITHMS[algorithm].estimator(task).balancing:
        return Preselection(algorithm, _given(algorithm, setting), balanced=True)
    return Preselection("linear", balanced=True)


def _changed(algorithm: str, setting: Setting, name: str, factor: float) -> Preselection | None:
    """Return the run's own parameters, one of them times a factor; None where it is at its bound."""
    parameter = next((one for one in ALGORITHMS[algorithm].parameters if one.name == name), None)
    if parameter is None:
        return None
    before = float(setting.parameters.get(name, parameter.default))
    after = _bounded(parameter, before * factor)
    if after == before:
        return None
    balanced = bool(setting.parameters.get(BALANCED))
    others = {key: value for key, value in _given(algorithm, setting).items() if key != name}
    return Preselection(algorithm, {name: after, **others}, balanced)


def _given(algorithm: str, setting: Setting) -> dict[str, float]:
    """Return the parameters of a run that its algorithm has."""
    return {
        parameter.name: _bounded(parameter, float(setting.parameters[parameter.name]))
        for parameter in ALGORITHMS[algorithm].parameters
        if parameter.name in setting.parameters
    }


def _bounded(parameter: Parameter, value: float) -> float:
    inside = min(max(value, parameter.minimum), parameter.maximum)
    return round(inside) if parameter.whole else float(inside)
