"""Checks of the spec of a study."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from services.local_cloud.http.errors import unimplemented
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.checks import field_error
from services.local_cloud.vertex.tuning.space import Value, condition_values

_ID = re.compile(r"\S+\Z")
_MAX_VALUES = 1000
_MIN_GAP = 1e-10
# The condition on each kind of parent; a DOUBLE parameter can't be one.
_CONDITIONS = {
    "categorical_value_spec": "parent_categorical_values",
    "discrete_value_spec": "parent_discrete_values",
    "integer_value_spec": "parent_int_values",
}


def check_study(spec: Any, field: str) -> None:
    """Raise an ApiError for a StudySpec that is invalid or that the local cloud does not support."""
    _check_metrics(spec.metrics, f"{field}.metrics")
    if spec.WhichOneof("automated_stopping_spec"):
        raise unimplemented(f"the {spec.WhichOneof('automated_stopping_spec')} of a study")
    if spec.HasField("study_stopping_config"):
        raise unimplemented("the study_stopping_config of a study")
    if spec.observation_noise:
        raise field_error(
            f"{field}.observation_noise", "It is not supported by HyperparameterTuningJob, only by Vizier."
        )
    if not spec.parameters:
        raise field_error(f"{field}.parameters", "Required field is not set.")
    is_grid = messages.enum_name(spec, "algorithm") == "GRID_SEARCH"
    _check_parameters(spec.parameters, f"{field}.parameters", is_grid=is_grid)


def _check_metrics(metrics: Sequence[Any], field: str) -> None:
    if not metrics:
        raise field_error(field, "Required field is not set.")
    _check_ids([metric.metric_id for metric in metrics], f"{field}.metric_id")
    if any(metric.HasField("safety_config") for metric in metrics):
        raise unimplemented("the safety_config of a metric")


def _check_ids(ids: Sequence[str], field: str) -> None:
    for number, name in enumerate(ids):
        if not _ID.match(name):
            raise field_error(field, f'"{name}" is not valid: an id is required, without whitespace.')
        if name in ids[:number]:
            raise field_error(field, f'"{name}" is not unique.')


def _check_parameters(parameters: Sequence[Any], field: str, *, is_grid: bool) -> None:
    _check_ids([parameter.parameter_id for parameter in parameters], f"{field}.parameter_id")
    for parameter in parameters:
        _check_parameter(parameter, f'{field}["{parameter.parameter_id}"]', is_grid=is_grid)


def _check_parameter(spec: Any, field: str, *, is_grid: bool) -> None:
    kind = spec.WhichOneof("parameter_value_spec")
    if kind is None:
        raise field_error(field, "One of the value specs is required.")
    if kind == "double_value_spec" and is_grid:
        raise field_error(field, "A grid search takes only INTEGER, CATEGORICAL and DISCRETE parameters.")
    details = getattr(spec, kind)
    if details.HasField("default_value"):
        raise field_error(
            f"{field}.{kind}.default_value", "It is not supported by HyperparameterTuningJob, only by Vizier."
        )
    if kind == "categorical_value_spec":
        _check_categories(spec, details, f"{field}.{kind}")
    elif kind == "discrete_value_spec":
        _check_discrete(spec, list(details.values), f"{field}.{kind}")
    else:
        _check_range(spec, details, f"{field}.{kind}")
    _check_children(spec, kind, f"{field}.conditional_parameter_specs", is_grid=is_grid)


def _check_categories(spec: Any, details: Any, field: str) -> None:
    if not details.values or len(set(details.values)) != len(details.values):
        raise field_error(f"{field}.values", "At least one value is required, each only once.")
    if spec.scale_type:
        raise field_error(f"{field}.scale_type", "A CATEGORICAL parameter has no scale.")


def _check_discrete(spec: Any, values: list[float], field: str) -> None:
    if not 1 <= len(values) <= _MAX_VALUES or not all(map(math.isfinite, values)):
        raise field_error(f"{field}.values", f"1 to {_MAX_VALUES} finite values are required.")
    if any(after - before < _MIN_GAP for before, after in pairwise(values)):
        raise field_error(f"{field}.values", f"The values must increase and be at least {_MIN_GAP} apart.")
    _check_scale(spec, values[0], field)


def _check_range(spec: Any, details: Any, field: str) -> None:
    if not math.isfinite(details.max_value - details.min_value) or details.min_value > details.max_value:
        raise field_error(field, "min_value must not be greater than max_value, and both must be finite.")
    _check_scale(spec, details.min_value, field)


def _check_scale(spec: Any, lowest: float, field: str) -> None:
    scale = messages.enum_name(spec, "scale_type")
    if "LOG" in scale and lowest <= 0:
        raise field_error(field, f"The entire feasible space of a {scale} must be strictly positive.")


def _check_children(spec: Any, kind: str, field: str, *, is_grid: bool) -> None:
    claimed_before: set[tuple[str, Value]] = set()
    for condition in spec.conditional_parameter_specs:
        if kind not in _CONDITIONS:
            raise field_error(field, "A DOUBLE parameter has no children.")
        if condition.WhichOneof("parent_value_condition") != _CONDITIONS[kind]:
            raise field_error(field, f"A {kind} takes {_CONDITIONS[kind]}.")
        values = condition_values(condition)
        if not values or not all(_is_possible(spec, kind, value) for value in values):
            raise field_error(field, f"The parent has not all of the values {values}.")
        child = condition.parameter_spec
        claimed = {(child.parameter_id, value) for value in values}
        if claimed_before & claimed:
            raise field_error(field, f'"{child.parameter_id}" is given more than once for one value.')
        claimed_before |= claimed
        _check_parameters([child], field, is_grid=is_grid)


def _is_possible(spec: Any, kind: str, value: Value) -> bool:
    details = getattr(spec, kind)
    if kind == "integer_value_spec":
        return bool(details.min_value <= value <= details.max_value)
    return value in details.values
