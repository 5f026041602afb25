"""Contracts: a model's input columns and output, as its contract.json describes them.

The trainer writes it (services/containers/trainer/contract.py). The playground builds its form, its code
and the validation of instances from it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from numbers import Integral, Real
from typing import Any, Literal, assert_never, get_args

from services.containers.trainer.signed_numbers import Signs
from services.data.models.conformal import ClassSet, Interval, Level, class_sets, intervals, read_levels
from services.data.models.decision import Decision, decide, read_decision
from services.data.models.metrics import metric_code
from services.data.recipe.recipe import NUMBER_LIMIT, TASKS, Task
from services.errors import InvalidInput

FieldRole = Literal["numeric", "category", "text", "date"]
FieldKind = Literal["number", "integer", "category", "text", "date"]
Value = float | str | None
Expected = Literal["text", "number", "exact_integer", "finite_number", "date"]

VERSION = 1
EXACT_INTEGER = 2**53
_SHOWN = 80  # characters of a value


@dataclass(frozen=True)
class Field:
    """One input column of a model.

    `typical` is the median of numbers and dates (ISO 8601) or the commonest category. `minimum` to `mean`
    describe numbers, `signs` tells how they were written if with signs such as $5, `earliest` and `latest`
    describe dates; `marks` are texts that mean missing; `categories` are up to 50, the commonest first.
    `importance` is how much worse the headline metric gets without the column, None where nobody measured it.
    """

    name: str
    role: FieldRole
    kind: FieldKind
    missing_rate: float
    typical: Value = None
    example: Value = None
    categories: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    signs: Signs | None = None
    marks: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    importance: float | None = None


@dataclass(frozen=True)
class Prediction:
    """One prediction: a class and the probabilities of all, likeliest first, or a number.

    `regions` are the intervals or sets in which the actual value is with a level of coverage. The class is
    the likeliest one, or what the model's `decision` says.
    """

    label: str | None
    value: float | None
    probabilities: tuple[tuple[str, float], ...] = ()
    regions: tuple[Interval, ...] | tuple[ClassSet, ...] = ()
    decision: Decision | None = None

    @property
    def probability(self) -> float:
        """The probability of the predicted class; 0 for a number."""
        return dict(self.probabilities).get(self.label or "", 0.0)


@dataclass(frozen=True)
class Contract:
    """The content of a model's contract.json; `classes` is empty for a regression.

    `metrics` pairs the codes of the model's metrics with their values on the held-out rows. `conformal` has
    the levels of its prediction intervals or sets, none in the contract of an earlier trainer. Somebody's
    `decision` is None until it is made.
    """

    version: int
    task: Task
    target: str
    algorithm: str
    columns: tuple[Field, ...]
    classes: tuple[str, ...]
    example: Mapping[str, Value]
    metrics: tuple[tuple[str, float], ...]
    conformal: tuple[Level, ...] = ()
    decision: Decision | None = None

    @classmethod
    def from_json(cls, text: str | bytes) -> "Contract":
        """Parse a contract.json. Raises InvalidInput if it is invalid."""
        try:
            return _contract(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput("unreadable_contract") from error

    @property
    def by_importance(self) -> tuple[Field, ...]:
        """The columns, those that the model relies on most first; in their own order if that is unknown."""
        return tuple(sorted(self.columns, key=lambda field: -(field.importance or 0.0)))

    def instance(self, values: Mapping[str, Any]) -> dict[str, Value]:
        """Return the instance to send, with every field in order and None for a missing value.

        Raises InvalidInput if a field is unknown, a value has the wrong type, or all are missing.
        """
        known = tuple(field.name for field in self.columns)
        unknown = tuple(str(name) for name in values if name not in known)
        if unknown:
            raise InvalidInput("unknown_fields", names=unknown, known=known)
        instance = {field.name: _value(field, values.get(field.name)) for field in self.columns}
        if all(value is None for value in instance.values()):
            raise InvalidInput("empty_instance")
        return instance

    def read_prediction(self, prediction: Any) -> Prediction:
        """Interpret one element of an endpoint's predictions: probabilities by class, or a number.

        Raises InvalidInput if a model with this contract can't have returned it.
        """
        numbers = prediction if isinstance(prediction, list | tuple) else [prediction]
        if not all(_is_finite(number) for number in numbers):
            raise self._unexpected(prediction)
        if self.task == "regression":
            if len(numbers) != 1:
                raise self._unexpected(prediction)
            value = float(numbers[0])
            return Prediction(None, value, regions=intervals(self.conformal, value))
        adds_up = min(numbers, default=0) >= 0 and math.isclose(sum(numbers), 1.0, abs_tol=1e-3)
        if len(numbers) != len(self.classes) or not adds_up:
            raise self._unexpected(prediction)
        pairs = [(label, float(p)) for label, p in zip(self.classes, numbers, strict=True)]
        ranked = tuple(sorted(pairs, key=lambda pair: -pair[1]))
        label = decide(self.decision, ranked) if self.decision else ranked[0][0]
        return Prediction(label, None, ranked, class_sets(self.conformal, ranked), self.decision)

    def _unexpected(self, prediction: Any) -> InvalidInput:
        numbers = prediction if isinstance(prediction, list | tuple) else [prediction]
        return InvalidInput(
            "unexpected_prediction",
            numbers=len(numbers) if all(map(_is_finite, numbers)) else 0,
            task=self.task,
            classes=len(self.classes),
        )


def _value(field: Field, value: Any) -> Value:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and value.strip() in field.marks:
        return None
    match field.role:
        case "numeric":
            return _number(field, value)
        case "date":
            return _date(field, value)
        case "category":
            return _text(field, value).strip()
        case "text":
            return _text(field, value)
        case _:
            assert_never(field.role)


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise _invalid(field, value, "text")
    return value


def _number(field: Field, value: Any) -> float:
    if isinstance(value, str) and field.signs:
        value = field.signs.read(value.strip())
    if isinstance(value, bool) or not isinstance(value, Real):
        raise _invalid(field, value, "number")
    if isinstance(value, Integral) and abs(int(value)) > EXACT_INTEGER:
        raise _invalid(field, value, "exact_integer")
    if not math.isfinite(value):
        raise _invalid(field, value, "finite_number")
    number = float(value)
    if abs(number) > NUMBER_LIMIT:
        raise InvalidInput(
            "number_out_of_range",
            field=field.name,
            value=_shown(value),
            minimum=-NUMBER_LIMIT,
            maximum=NUMBER_LIMIT,
        )
    return number


def _date(field: Field, value: Any) -> str:
    try:
        moment = _moment(value)
    except (ValueError, TypeError) as error:
        raise _invalid(field, value, "date") from error
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    written = moment.isoformat(timespec="seconds")
    return written.removesuffix("T00:00:00")


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return datetime.fromisoformat(value.strip() if isinstance(value, str) else value)


def _invalid(field: Field, value: Any, expected: Expected) -> InvalidInput:
    return InvalidInput("invalid_value", field=field.name, value=_shown(value), expected=expected)


def _shown(value: Any) -> str:
    """Return a value as it was entered, cut; what is nested is shown by its brackets."""
    match value:
        case bool():
            return str(value).lower()
        case Mapping():
            return "{…}"
        case list() | tuple():
            return "[…]"
        case _:
            return str(value)[:_SHOWN]


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _contract(content: Any) -> Contract:
    if content["version"] != VERSION:
        raise ValueError(f"unknown version {content['version']!r}")
    if content["task"] not in TASKS:
        raise ValueError(f"unknown task {content['task']!r}")
    columns = tuple(_field(column) for column in content["columns"])
    if not columns:
        raise ValueError("no columns")
    return Contract(
        version=VERSION,
        task=content["task"],
        target=str(content["target"]),
        algorithm=str(content["algorithm"]),
        columns=columns,
        classes=tuple(str(label) for label in content["classes"]),
        example={field.name: content["example"].get(field.name) for field in columns},
        metrics=tuple((metric_code(name), float(value)) for name, value in content["metrics"].items()),
        conformal=read_levels(content.get("conformal")),
        decision=read_decision(content.get("decision"), [str(label) for label in content["classes"]]),
    )


def _field(content: Any) -> Field:
    if content["role"] not in get_args(FieldRole) or content["kind"] not in get_args(FieldKind):
        raise ValueError(f"unknown role or kind of the column “{content['name']}”")
    categories = tuple(str(category) for category in content.get("categories", ()))
    signs = Signs(**content["signs"]) if content.get("signs") else None
    return Field(
        **{**content, "categories": categories, "signs": signs, "marks": tuple(content.get("marks", ()))}
    )
