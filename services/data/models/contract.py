"""Contracts: what a model takes and answers, as the contract.json beside it says.

The training container writes it (services/containers/trainer/contract.py); the form, the snippets
and the check of a request read nothing else.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from numbers import Integral, Real
from typing import Any, Literal, get_args

from services.data.recipe.recipe import TASKS, Task
from services.errors import InvalidInput
from services.text.i18n import _

FieldRole = Literal["numeric", "category", "text", "date"]
FieldKind = Literal["number", "integer", "category", "text", "date"]
Value = float | str | None

VERSION = 1
EXACT_INTEGER = 2**53


@dataclass(frozen=True)
class Field:
    """One column that the model takes.

    `typical` is the median of numbers and dates (ISO 8601) and the commonest category, `minimum` to
    `mean` describe numbers, `earliest` and `latest` dates; `categories` are the at most 50 commonest.
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
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True)
class Prediction:
    """One answer: a label with its probability beside the others, or a value."""

    label: str | None
    value: float | None
    probabilities: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Contract:
    """What contract.json of a model says; `classes` is empty for a regression.

    `algorithm` and `metrics` tell what the model is and how its headline measures came out.
    """

    version: int
    task: Task
    target: str
    algorithm: str
    columns: tuple[Field, ...]
    classes: tuple[str, ...]
    example: Mapping[str, Value]
    metrics: tuple[tuple[str, float], ...]

    @classmethod
    def from_json(cls, text: str | bytes) -> "Contract":
        """Return the contract that a JSON text holds; raises InvalidInput where it holds none."""
        try:
            return _contract(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput(
                _("The model's contract.json can't be read: {reason}.", reason=error),
                _("Train the model again; models made elsewhere have no such file."),
            ) from error

    def instance(self, values: Mapping[str, Any]) -> dict[str, Value]:
        """Return the instance to send: every field in order, what is missing as None.

        Raises InvalidInput that names the field where one is unknown or of the wrong type, and where
        nothing is filled in at all.
        """
        unknown = [str(name) for name in values if name not in {field.name for field in self.columns}]
        if unknown:
            raise InvalidInput(
                _("The model knows no field {names}.", names=_quoted(unknown)),
                _("Its fields are {names}.", names=_quoted([field.name for field in self.columns])),
            )
        instance = {field.name: _value(field, values.get(field.name)) for field in self.columns}
        if all(value is None for value in instance.values()):
            raise InvalidInput(_("No field is filled in."), _("Fill in at least one field."))
        return instance

    def read_prediction(self, prediction: Any) -> Prediction:
        """Return what one element of an endpoint's predictions means.

        Raises InvalidInput where the answer isn't one that a model with this contract gives.
        """
        numbers = prediction if isinstance(prediction, list | tuple) else [prediction]
        if not all(_is_finite(each) for each in numbers):
            raise self._misfit(prediction)
        if self.task == "regression":
            if len(numbers) != 1:
                raise self._misfit(prediction)
            return Prediction(None, float(numbers[0]))
        adds_up = min(numbers, default=0) >= 0 and math.isclose(sum(numbers), 1.0, abs_tol=1e-3)
        if len(numbers) != len(self.classes) or not adds_up:
            raise self._misfit(prediction)
        pairs = [(label, float(p)) for label, p in zip(self.classes, numbers, strict=True)]
        ranked = tuple(sorted(pairs, key=lambda pair: -pair[1]))
        return Prediction(ranked[0][0], None, ranked)

    def _misfit(self, prediction: Any) -> InvalidInput:
        asked = (
            _("one number")
            if self.task == "regression"
            else _("{many} probabilities", many=len(self.classes))
        )
        return InvalidInput(
            _(
                "The model answered {answer}, but its contract promises {asked}.",
                answer=repr(prediction)[:200],
                asked=asked,
            ),
            _("The endpoint may be serving another model than the one chosen; open it again."),
        )


def _value(field: Field, value: Any) -> Value:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if field.role == "numeric":
        return _number(field, value)
    if field.role == "date":
        return _date(field, value)
    if isinstance(value, str):
        return value.strip() if field.role == "category" else value
    raise _wrong(field, value, _("text"))


def _number(field: Field, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise _wrong(field, value, _("a number"))
    if isinstance(value, Integral) and abs(int(value)) > EXACT_INTEGER:
        raise _wrong(field, value, _("a number that JSON carries exactly (at most 2^53)"))
    if not math.isfinite(value):
        raise _wrong(field, value, _("a finite number"))
    return float(value)


def _date(field: Field, value: Any) -> str:
    try:
        moment = _moment(value)
    except (ValueError, TypeError) as error:
        raise _wrong(field, value, _("a date such as 2026-01-31 or 2026-01-31T09:30:00")) from error
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


def _wrong(field: Field, value: Any, asked: str) -> InvalidInput:
    return InvalidInput(
        _(
            "The field “{name}” takes {asked}, not {value}.",
            name=field.name,
            asked=asked,
            value=repr(value)[:80],
        ),
        _("Correct “{name}”, or leave it empty.", name=field.name),
    )


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names[:20]) + (", …" if len(names) > 20 else "")


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _contract(content: Any) -> Contract:
    if content["version"] != VERSION:
        raise ValueError(_("its version {version} is unknown", version=content["version"]))
    if content["task"] not in TASKS:
        raise ValueError(_("unknown task {task}", task=content["task"]))
    columns = tuple(_field(each) for each in content["columns"])
    if not columns:
        raise ValueError(_("it names no columns"))
    return Contract(
        version=VERSION,
        task=content["task"],
        target=str(content["target"]),
        algorithm=str(content["algorithm"]),
        columns=columns,
        classes=tuple(str(label) for label in content["classes"]),
        example={field.name: content["example"].get(field.name) for field in columns},
        metrics=tuple((str(name), float(value)) for name, value in content["metrics"].items()),
    )


def _field(content: Any) -> Field:
    if content["role"] not in get_args(FieldRole) or content["kind"] not in get_args(FieldKind):
        raise ValueError(_("the column “{name}” is of an unknown kind", name=content["name"]))
    return Field(**{**content, "categories": tuple(str(each) for each in content.get("categories", ()))})
