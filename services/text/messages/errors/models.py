"""Texts of errors in contracts, evaluations and predictions."""

from typing import TYPE_CHECKING, assert_never

from services.text.i18n import _, _n
from services.text.messages.errors.registry import ErrorText, error
from services.text.messages.evaluation.decision import decision_text

if TYPE_CHECKING:  # the frame imports all texts of errors, and contracts import pandas
    from services.data.models.contract import Expected
    from services.data.models.decision import Decision
    from services.data.models.objective import Objective
    from services.data.recipe.recipe import Task

NAMES = 20  # more of them hide the sentence


@error
def unreadable_contract() -> ErrorText:
    """The contract.json of a model isn't one that this version of the app reads."""
    return ErrorText(
        _("The model's contract.json is damaged, or another version of the app wrote it."),
        _("Train the model again: the new version gets a contract.json that this app reads."),
    )


@error
def unreadable_evaluation() -> ErrorText:
    """The evaluation.json of a model isn't one that this version of the app reads."""
    return ErrorText(
        _("The model's evaluation.json is damaged, or another version of the app wrote it."),
        _("Train the model again: the new version gets an evaluation.json that this app reads."),
    )


@error
def decision_changed_meanwhile(present: "Decision | None") -> ErrorText:
    """Somebody else changed a model's threshold since it was on the screen."""
    return ErrorText(
        _("The model's threshold has been changed in another window."),
        _(
            "Now it says: {decision} Reload, and apply yours again if you still want it.",
            decision=decision_text(present),
        ),
    )


@error
def unknown_fields(names: tuple[str, ...], known: tuple[str, ...]) -> ErrorText:
    """An instance has fields that aren't columns of the model."""
    return ErrorText(
        _n(
            "The model has no field {names}.",
            "The model has no fields {names}.",
            len(names),
            names=_quoted(names),
        ),
        _("Use its fields: {names}.", names=_quoted(known)),
    )


@error
def empty_instance() -> ErrorText:
    """An instance has no value at all."""
    return ErrorText(_("All fields are empty."), _("Fill in at least one field."))


@error
def invalid_value(field: str, value: str, expected: "Expected") -> ErrorText:
    """A value of an instance doesn't have the type of its column."""
    return ErrorText(
        _invalid_value(field, value, expected),
        _valid_value(field, expected),
    )


@error
def number_out_of_range(field: str, value: str, minimum: float, maximum: float) -> ErrorText:
    """A number of an instance is too large for a model to compute with."""
    return ErrorText(
        _(
            "“{field}” must be a number from {minimum:g} to {maximum:g}, not “{value}”.",
            field=field,
            value=value,
            minimum=minimum,
            maximum=maximum,
        ),
        _("Enter a number within these bounds as “{field}”, or leave it empty.", field=field),
    )


def _invalid_value(field: str, value: str, expected: "Expected") -> str:
    match expected:
        case "text":
            return _("“{field}” must be text, not “{value}”.", field=field, value=value)
        case "number":
            return _("“{field}” must be a number, not “{value}”.", field=field, value=value)
        case "exact_integer":
            return _(
                "“{field}” is {value}, too large for JSON to carry exactly (the limit is 2^53).",
                field=field,
                value=value,
            )
        case "finite_number":
            return _("“{field}” must be a finite number, not “{value}”.", field=field, value=value)
        case "date":
            return _(
                "“{field}” must be a date such as 2026-01-31 or 2026-01-31T09:30:00, not “{value}”.",
                field=field,
                value=value,
            )
        case _:
            assert_never(expected)


def _valid_value(field: str, expected: "Expected") -> str:
    match expected:
        case "text":
            return _("Put the value of “{field}” in quotes, or leave it empty.", field=field)
        case "number" | "finite_number":
            return _("Enter digits as “{field}”, such as 12.5, or leave it empty.", field=field)
        case "exact_integer":
            return _("Enter a shorter number as “{field}”, or leave it empty.", field=field)
        case "date":
            return _("Enter year, month and day as “{field}”, or leave it empty.", field=field)
        case _:
            assert_never(expected)


@error
def invalid_json(line: int, column: int) -> ErrorText:
    """The text that was entered as an instance isn't JSON."""
    return ErrorText(
        _("The input isn't valid JSON at line {line:,}, character {column:,}.", line=line, column=column),
        _(
            "Look there for a missing comma, quote or brace. Names and texts stand in double quotes, and the "
            "last value has no comma after it."
        ),
    )


@error
def unexpected_prediction(numbers: int, task: "Task", classes: int) -> ErrorText:
    """An endpoint's prediction doesn't have the form that the model's contract promises."""
    return ErrorText(
        _unexpected_prediction(numbers, task, classes),
        _("The endpoint may serve another model by now. See which, and predict again."),
    )


def _unexpected_prediction(numbers: int, task: "Task", classes: int) -> str:
    returned = (
        _n(
            "The model returned {count:,} number.",
            "The model returned {count:,} numbers.",
            numbers,
            count=numbers,
        )
        if numbers
        else _("The model returned something else than numbers.")
    )
    match task:
        case "regression":
            promised = _("Its contract promises one number.")
        case "classification":
            promised = _n(
                "Its contract promises {classes:,} probability.",
                "Its contract promises {classes:,} probabilities, which add up to 1.",
                classes,
                classes=classes,
            )
        case _:
            assert_never(task)
    return f"{returned} {promised}"


def _quoted(names: tuple[str, ...]) -> str:
    quoted = ", ".join(f"“{name}”" for name in names[:NAMES])
    return f"{quoted}, …" if len(names) > NAMES else quoted


@error
def version_of_other_target(model: str, existing: "Objective", new: "Objective") -> ErrorText:
    """A run would register a version of a model that predicts something else."""
    from services.text.messages.titles import version_mix_text

    return ErrorText(
        version_mix_text(model, existing, new),
        _("Register it as a new model, or confirm that it becomes a version of this one."),
    )


@error
def endpoint_of_other_target(endpoint: str, existing: "Objective", new: "Objective") -> ErrorText:
    """A model would share an endpoint with one that predicts something else."""
    from services.text.messages.titles import endpoint_mix_text

    return ErrorText(
        endpoint_mix_text(endpoint, existing, new),
        _("Deploy it to a new endpoint, or confirm that callers get predictions of both."),
    )
