"""The space of parameters that a study searches: points of the unit cube, and the values they stand for."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.local_cloud.vertex.kernel import messages

Value = float | int | str


@dataclass(frozen=True)
class Parameter:
    """One parameter: its choices in order, or a range of numbers on a scale.

    `children` are the parameters that exist only beside some of its values.
    """

    name: str
    choices: Sequence[Value] | None = None
    low: float = 0.0
    high: float = 1.0
    scale: str = "UNIT_LINEAR_SCALE"
    is_whole: bool = False
    is_ordered: bool = True
    children: tuple[tuple[frozenset[Value], "Parameter"], ...] = ()

    def value(self, position: float) -> Value:
        """Return the value at a position between 0 and 1."""
        if self.choices is not None:
            return self.choices[min(int(position * len(self.choices)), len(self.choices) - 1)]
        edge = 0.5 if self.is_whole else 0.0
        number = _at(position, self.low - edge, self.high + edge, self.scale)
        number = min(max(number, self.low), self.high)
        return round(number) if self.is_whole else number

    def position(self, value: Value) -> float:
        """Return the position of a value of a range, the opposite of `value`."""
        number = float(value)
        if self.scale == "UNIT_LINEAR_SCALE":
            return (number - self.low) / (self.high - self.low or 1.0)
        spread = math.log(self.high / self.low) or 1.0
        if self.scale == "UNIT_LOG_SCALE":
            return math.log(number / self.low) / spread
        return 1.0 - math.log((self.low + self.high - number) / self.low) / spread

    def beside(self, value: Value) -> Iterator["Parameter"]:
        """Yield the children that exist beside a value."""
        return (child for values, child in self.children if value in values)


class Space:
    """All parameters of a study, those that depend on others included."""

    def __init__(self, parameters: Sequence[Parameter]) -> None:
        self._parameters = tuple(parameters)
        self.dimensions = sum(1 for _parameter in _all(parameters))

    def values(self, point: Sequence[float]) -> dict[str, Value]:
        """Return the values that a point of the unit cube stands for."""
        return {parameter.name: value for parameter, value, _used in self._walk(point) if value is not None}

    def features(self, point: Sequence[float]) -> list[float]:
        """Return a point as a model of numbers sees it: equal where the values are equal.

        Categories are one-hot; what does not exist beside the other values stands in the middle.
        """
        features: list[float] = []
        for parameter, value, used in self._walk(point):
            if parameter.choices is None:
                features.append(0.5 if value is None else parameter.position(value))
            elif parameter.is_ordered:
                index = 0.5 if value is None else _index(parameter, used) / len(parameter.choices)
                features.append(index)
            else:
                chosen = None if value is None else _index(parameter, used)
                features += [float(index == chosen) for index in range(len(parameter.choices))]
        return features

    def grid(self) -> Iterator[dict[str, Value]]:
        """Yield every combination of values; the parameters must be whole numbers or choices."""
        return _combinations(self._parameters)

    def _walk(self, point: Sequence[float]) -> Iterator[tuple[Parameter, Value | None, float]]:
        """Yield each parameter with its value, None where it does not exist, and its position."""
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
    """Return the space that checked StudySpec.ParameterSpec messages describe."""
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
        is_whole=kind == "integer_value_spec",
        children=children,
    )


def condition_values(condition: Any) -> list[Value]:
    """Return the parent's values beside which a conditional parameter exists."""
    kind = condition.WhichOneof("parent_value_condition")
    return list(getattr(condition, kind).values) if kind else []


def _at(position: float, low: float, high: float, scale: str) -> float:
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
        for others in _combinations([*first.beside(value), *rest]):
            yield {first.name: value, **others}
