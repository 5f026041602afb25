"""The search space of a study: parameters, and the values of points in the unit cube."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.local_cloud.vertex.kernel import messages

Value = float | int | str


@dataclass(frozen=True)
class Parameter:
    """One parameter: a list of choices, or a range of numbers on a scale.

    `children` are the conditional parameters, which exist for some of its values only.
    """

    name: str
    choices: Sequence[Value] | None = None
    low: float = 0.0
    high: float = 1.0
    scale: str = "UNIT_LINEAR_SCALE"
    is_integer: bool = False
    is_ordered: bool = True
    children: tuple[tuple[frozenset[Value], "Parameter"], ...] = ()

    def value(self, position: float) -> Value:
        """Return the value at a position between 0 and 1."""
        if self.choices is not None:
            return self.choices[min(int(position * len(self.choices)), len(self.choices) - 1)]
        edge = 0.5 if self.is_integer else 0.0
        number = _value_at(position, self.low - edge, self.high + edge, self.scale)
        number = min(max(number, self.low), self.high)
        return round(number) if self.is_integer else number

    def position(self, value: Value) -> float:
        """Return the position of a value in a range, the inverse of `value`."""
        number = float(value)
        if self.scale == "UNIT_LINEAR_SCALE":
            return (number - self.low) / (self.high - self.low or 1.0)
        spread = math.log(self.high / self.low) or 1.0
        if self.scale == "UNIT_LOG_SCALE":
            return math.log(number / self.low) / spread
        return 1.0 - math.log((self.low + self.high - number) / self.low) / spread

    def children_for(self, value: Value) -> Iterator["Parameter"]:
        """Yield the children that exist for a value."""
        return (child for values, child in self.children if value in values)


class Space:
    """All parameters of a study, including conditional ones."""

    def __init__(self, parameters: Sequence[Parameter]) -> None:
        self._parameters = tuple(parameters)
        self.dimensions = sum(1 for _parameter in _all(parameters))

    def values(self, point: Sequence[float]) -> dict[str, Value]:
        """Return the values at a point of the unit cube."""
        walked = self._walk(point)
        return {parameter.name: value for parameter, value, _position in walked if value is not None}

    def features(self, point: Sequence[float]) -> list[float]:
        """Return a point's features for a model, which are equal for equal values.

        Categories are one-hot encoded; a parameter that does not exist there has the feature 0.5.
        """
        features: list[float] = []
        for parameter, value, position in self._walk(point):
            if parameter.choices is None:
                features.append(0.5 if value is None else parameter.position(value))
            elif parameter.is_ordered:
                index = 0.5 if value is None else _index(parameter, position) / len(parameter.choices)
                features.append(index)
            else:
                chosen = None if value is None else _index(parameter, position)
                features += [float(index == chosen) for index in range(len(parameter.choices))]
        return features

    def grid(self) -> Iterator[dict[str, Value]]:
        """Yield every combination of values; the parameters must be whole numbers or choices."""
        return _combinations(self._parameters)

    def _walk(self, point: Sequence[float]) -> Iterator[tuple[Parameter, Value | None, float]]:
        """Yield each parameter with its value, None if it does not exist, and its position."""
        positions = iter(point)

        def walk(parameter: Parameter, *, exists: bool) -> Iterator[tuple[Parameter, Value | None, float]]:
            position = next(positions)
            value = parameter.value(position) if exists else None
            yield parameter, value, position
            for values, child in parameter.children:
                yield from walk(child, exists=value is not None and value in values)

        for parameter in self._parameters:
            yield from walk(parameter, exists=True)


def read_space(specs: Sequence[Any]) -> Space:
    """Return the space of checked StudySpec.ParameterSpec messages."""
    return Space([_read(spec) for spec in specs])


def _read(spec: Any) -> Parameter:
    children = tuple(
        (frozenset(condition_values(condition)), _read(condition.parameter_spec))
        for condition in spec.conditional_parameter_specs
    )
    kind = spec.WhichOneof("parameter_value_spec")
    details = getattr(spec, kind)
    if kind in {"categorical_value_spec", "discrete_value_spec"}:
        is_ordered = kind == "discrete_value_spec"
        return Parameter(spec.parameter_id, tuple(details.values), is_ordered=is_ordered, children=children)
    scale = messages.enum_name(spec, "scale_type").replace("SCALE_TYPE_UNSPECIFIED", "UNIT_LINEAR_SCALE")
    return Parameter(
        spec.parameter_id,
        low=details.min_value,
        high=details.max_value,
        scale=scale,
        is_integer=kind == "integer_value_spec",
        children=children,
    )


def condition_values(condition: Any) -> list[Value]:
    """Return the parent's values for which a conditional parameter exists."""
    kind = condition.WhichOneof("parent_value_condition")
    return list(getattr(condition, kind).values) if kind else []


def _value_at(position: float, low: float, high: float, scale: str) -> float:
    if scale == "UNIT_LINEAR_SCALE":
        return low + position * (high - low)
    if scale == "UNIT_LOG_SCALE":
        return low * math.exp(position * math.log(high / low))
    return low + high - low * math.exp((1.0 - position) * math.log(high / low))


def _index(parameter: Parameter, position: float) -> int:
    count = len(parameter.choices or ())
    return min(int(position * count), count - 1)


def _all(parameters: Sequence[Parameter]) -> Iterator[Parameter]:
    for parameter in parameters:
        yield parameter
        yield from _all([child for _values, child in parameter.children])


def _combinations(parameters: Sequence[Parameter]) -> Iterator[dict[str, Value]]:
    if not parameters:
        yield {}
        return
    first, *rest = parameters
    integers = range(int(first.low), int(first.high) + 1)
    for value in first.choices if first.choices is not None else integers:
        for others in _combinations([*first.children_for(value), *rest]):
            yield {first.name: value, **others}
