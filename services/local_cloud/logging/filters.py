"""The part of Cloud Logging's query language that clients read job and endpoint logs with."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from services.local_cloud.filters import Both, Comparison, Filter, compare_values, comparisons, evaluate
from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.logging.entries import resource_key

_SEVERITIES = {
    name: level * 100
    for level, name in enumerate(
        ("DEFAULT", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL", "ALERT", "EMERGENCY")
    )
}
# The label with the id of a monitored resource, by the types that the local cloud writes entries of.
_IDS = {"ml_job": "job_id", "aiplatform.googleapis.com/Endpoint": "endpoint_id"}


def matcher(condition: Filter) -> Callable[[Mapping[str, Any]], bool]:
    """Return a predicate of entries for a filter. Raises a 400 ApiError for a comparison it can't make."""
    for comparison in comparisons(condition):
        _check(comparison)
    return lambda entry: evaluate(condition, lambda comparison: _compare(comparison, entry))


def single_resource(condition: Filter) -> str | None:
    """Return the key of the only monitored resource that a filter matches, None if it may match more."""
    equalities = {}
    for part in condition.parts if isinstance(condition, Both) else (condition,):
        if isinstance(part, Comparison) and part.comparator == "=":
            equalities[part.path] = part.value
    kind = equalities.get(("resource", "type"), "")
    identity = equalities.get(("resource", "labels", _IDS.get(kind, "")))
    return resource_key(kind, identity) if identity else None


def _check(comparison: Comparison) -> None:
    if comparison.comparator == "()":
        raise invalid_argument(f'The function "{".".join(comparison.path)}" is not supported.')
    if comparison.path == ("severity",):
        _severity(comparison.value)
    if comparison.path in {("timestamp",), ("receiveTimestamp",)}:
        _moment(comparison.value)
    if comparison.comparator in {"=~", "!~"}:
        try:
            re.compile(comparison.value)
        except re.error as error:
            raise invalid_argument(f'"{comparison.value}" is no regular expression: {error}') from None


def _compare(comparison: Comparison, entry: Mapping[str, Any]) -> bool:
    if not comparison.path:
        return any(comparison.value.lower() in text.lower() for text in _texts(entry))
    if comparison.path == ("severity",):
        present = _SEVERITIES[str(entry.get("severity", "DEFAULT"))]
        return compare_values(comparison, present, _severity(comparison.value), ".".join(comparison.path))
    if comparison.path in {("timestamp",), ("receiveTimestamp",)}:
        present_time = _moment(entry[comparison.path[0]])
        return compare_values(comparison, present_time, _moment(comparison.value), ".".join(comparison.path))
    value = _value(entry, comparison.path)
    if comparison.comparator == ":" and comparison.value == "*":
        return value is not None
    if comparison.comparator == "!=":
        return value is None or not _same(value, comparison.value)
    if value is None:
        return comparison.comparator == "!~"
    return _compare_value(comparison, value)


def _compare_value(comparison: Comparison, value: Any) -> bool:
    operand = comparison.value
    match comparison.comparator:
        case "=":
            return _same(value, operand)
        case ":":
            return any(operand.lower() in text.lower() for text in _texts(value))
        case "=~":
            return re.search(operand, _plain(value)) is not None
        case "!~":
            return re.search(operand, _plain(value)) is None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return compare_values(comparison, float(value), float(operand), ".".join(comparison.path))
        except ValueError:
            return False
    return compare_values(comparison, _plain(value), operand, ".".join(comparison.path))


def _same(value: Any, operand: str) -> bool:
    # Cloud Logging ignores case.
    return _plain(value).lower() == operand.lower()


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _value(entry: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = entry
    for number, part in enumerate(path):
        if not isinstance(value, Mapping):
            return None
        # A label's key may contain dots.
        rest = ".".join(path[number:])
        if rest in value:
            return value[rest]
        value = value.get(part)
    return value


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [_plain(value)]


def _severity(text: str) -> int:
    if text.upper() in _SEVERITIES:
        return _SEVERITIES[text.upper()]
    if text.isdecimal():
        return int(text)
    raise invalid_argument(f'"{text}" is no severity.')


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid_argument(f'"{text}" is no RFC 3339 time.') from None
    return moment.replace(tzinfo=moment.tzinfo or UTC)
