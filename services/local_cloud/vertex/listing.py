"""Lists with filter, order and pages, as Vertex AI's list methods document them."""

import base64
import fnmatch
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cmp_to_key
from typing import Any

from google.protobuf import field_mask_pb2

from services.local_cloud.filters import Comparison, comparisons, holds, parse_filter
from services.local_cloud.refusals import invalid_argument
from services.local_cloud.vertex.names import last_part
from services.local_cloud.vertex.resources import Position

_LARGEST_PAGE = 1000
_DEFAULT_PAGE = 100
_NEWEST_FIRST = "create_time desc"


@dataclass(frozen=True)
class Fields:
    """Names what a list may be filtered and ordered by; `own_id` is the filter's word for the id."""

    filterable: frozenset[str]
    sortable: frozenset[str] = frozenset({"display_name", "create_time", "update_time"})
    own_id: str = ""


_JOB_FIELDS = Fields(frozenset({"display_name", "state", "create_time", "update_time", "labels", "end_time"}))
FIELDS = {
    "batchPredictionJobs": _JOB_FIELDS,
    "customJobs": _JOB_FIELDS,
    "hyperparameterTuningJobs": _JOB_FIELDS,
    "datasets": Fields(frozenset({"display_name", "metadata_schema_uri", "labels", "create_time"})),
    "endpoints": Fields(frozenset({"display_name", "labels", "endpoint", "create_time"}), own_id="endpoint"),
    "models": Fields(frozenset({"display_name", "labels", "model", "create_time"}), own_id="model"),
    "versions": Fields(frozenset({"labels", "version_aliases"}), frozenset({"create_time", "update_time"})),
    "trainingPipelines": Fields(
        frozenset({"display_name", "state", "training_task_definition", "create_time", "labels"})
    ),
    "operations": Fields(frozenset({"done"}), frozenset()),
}


@dataclass(frozen=True)
class Page:
    """Some of a list's entries, and the token that continues it."""

    entries: list[Any]
    next_token: str


# Reads a list's entries, newest first, from behind a position.
Reader = Callable[[Position | None], Iterable[tuple[Position, Any]]]


def page(request: Any, kind: str, read: Reader, order_by: str = "") -> Page:
    """Return the page that a list request asks for. Raises a 400 Refusal for what it can't mean."""
    fields = FIELDS[kind]
    condition = parse_filter(request.filter)
    size = _page_size(request.page_size)
    order = _order(order_by, fields)
    signature = hashlib.sha256(f"{request.filter}\n{order}".encode()).hexdigest()[:16]
    last = _read_token(request.page_token, signature)

    for comparison in comparisons(condition):
        _check(comparison, fields)

    def matches(entry: Any) -> bool:
        return holds(condition, lambda comparison: _compare(comparison, entry, fields))

    if order is None:
        found = _by_age(read, matches, size, last)
    else:
        found = _ordered(read, matches, size, last, order)
    more = len(found) > size
    entries = found[:size]
    token = _token(signature, entries[-1][0]) if more else ""
    return Page([entry for _key, entry in entries], token)


def masked(entry: Any, mask: Any) -> Any:
    """Return what a read mask leaves of a message; all of it where the mask is empty."""
    if not mask.paths:
        return entry
    if not all(path in entry.DESCRIPTOR.fields_by_name for path in (p.split(".")[0] for p in mask.paths)):
        raise invalid_argument(f"Invalid read mask: {', '.join(mask.paths)}.")
    left = type(entry)()
    field_mask_pb2.FieldMask(paths=mask.paths).MergeMessage(entry, left)
    return left


def _by_age(read: Reader, matches: Callable[[Any], bool], size: int, last: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for position, entry in read(tuple(last) if last else None):
        if matches(entry):
            found.append((list(position), entry))
        if len(found) > size:
            break
    return found


def _ordered(
    read: Reader,
    matches: Callable[[Any], bool],
    size: int,
    last: Any,
    order: list[tuple[str, int]],
) -> list[tuple[Any, Any]]:
    signs = [sign for _field, sign in order] + [1]

    def difference(left: list[Any], right: list[Any]) -> int:
        for one, other, sign in zip(left, right, signs, strict=True):
            if one != other:
                return sign if one > other else -sign
        return 0

    keyed = [
        ([*(_sort_value(entry, field) for field, _sign in order), position[1]], entry)
        for position, entry in read(None)
        if matches(entry)
    ]
    by_key = cmp_to_key(difference)
    keyed.sort(key=lambda pair: by_key(pair[0]))
    rest: Iterator[tuple[Any, Any]] = (
        pair for pair in keyed if last is None or difference(pair[0], last) > 0
    )
    return [pair for pair, _count in zip(rest, range(size + 1), strict=False)]


def _sort_value(entry: Any, field: str) -> Any:
    value = getattr(entry, field)
    return value.ToNanoseconds() if field.endswith("_time") else value


def _page_size(wanted: int) -> int:
    if wanted < 0:
        raise invalid_argument("page_size must not be negative.")
    return min(wanted or _DEFAULT_PAGE, _LARGEST_PAGE)


def _order(text: str, fields: Fields) -> list[tuple[str, int]] | None:
    """Return (field, 1 or -1) pairs, None for the order of age, which needs no sorting."""
    if not text.strip() or text.strip() == _NEWEST_FIRST:
        return None
    order = []
    for part in text.split(","):
        field, _space, direction = part.strip().partition(" ")
        if field not in fields.sortable or direction.strip().lower() not in {"", "asc", "desc"}:
            raise invalid_argument(
                f'Invalid order_by "{text}". Supported fields: {", ".join(sorted(fields.sortable))}.'
            )
        order.append((field, -1 if direction.strip().lower() == "desc" else 1))
    return order


def _check(comparison: Comparison, fields: Fields) -> None:
    if not comparison.path or comparison.path[0] not in fields.filterable:
        name = ".".join(comparison.path) or comparison.value
        raise invalid_argument(
            f'Invalid filter: "{name}" is not supported. Supported: {", ".join(sorted(fields.filterable))}.'
        )


def _compare(comparison: Comparison, entry: Any, fields: Fields) -> bool:
    field, *rest = comparison.path
    if field == fields.own_id:
        return _compare_text(comparison, last_part(entry.name))
    if field == "labels":
        return _compare_label(comparison, dict(entry.labels), rest)
    if rest:
        raise invalid_argument(f'Invalid filter: "{field}" has no parts.')
    if field.endswith("_time"):
        return _compare_time(comparison, getattr(entry, field))
    if field == "done":
        return _compare_text(comparison, "true" if entry.done else "false")
    if field == "version_aliases":
        return comparison.value in list(entry.version_aliases)
    descriptor = entry.DESCRIPTOR.fields_by_name[field]
    if descriptor.enum_type is not None:
        if comparison.value not in descriptor.enum_type.values_by_name:
            raise invalid_argument(f'Invalid filter: "{comparison.value}" is no {field}.')
        return _compare_text(comparison, descriptor.enum_type.values_by_number[getattr(entry, field)].name)
    return _compare_text(comparison, getattr(entry, field))


def _compare_label(comparison: Comparison, labels: dict[str, str], rest: list[str]) -> bool:
    if not rest:  # labels:key
        if comparison.comparator != ":":
            raise invalid_argument('Invalid filter: write labels.key="value", labels.key:* or labels:key.')
        return comparison.value in labels
    key = ".".join(rest)
    if comparison.comparator == ":":
        return key in labels and comparison.value in {"*", labels[key]}
    if comparison.comparator == "!=":
        return labels.get(key) != comparison.value
    return key in labels and _compare_text(comparison, labels[key])


def _compare_text(comparison: Comparison, text: str) -> bool:
    same = text == comparison.value
    if "*" in comparison.value:
        # Only * is special in AIP-160, where fnmatch knows [ and ? as well.
        pattern = comparison.value.replace("[", "[[]").replace("?", "[?]")
        same = fnmatch.fnmatchcase(text, pattern)
    if comparison.comparator in {"=", ":"}:
        return same
    if comparison.comparator == "!=":
        return not same
    raise invalid_argument(f'Invalid filter: "{comparison.comparator}" does not compare texts.')


def _compare_time(comparison: Comparison, timestamp: Any) -> bool:
    try:
        wanted = datetime.fromisoformat(comparison.value)
    except ValueError:
        raise invalid_argument(f'Invalid filter: "{comparison.value}" is no RFC 3339 time.') from None
    if wanted.tzinfo is None:
        raise invalid_argument(f'Invalid filter: "{comparison.value}" lacks a time zone, such as Z.')
    present, limit = int(timestamp.ToMicroseconds()), int(wanted.timestamp() * 1_000_000)
    results: dict[str, bool] = {
        "=": present == limit,
        "!=": present != limit,
        "<": present < limit,
        "<=": present <= limit,
        ">": present > limit,
        ">=": present >= limit,
    }
    if comparison.comparator not in results:
        raise invalid_argument(f'Invalid filter: "{comparison.comparator}" does not compare times.')
    return results[comparison.comparator]


def _token(signature: str, key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps([signature, key]).encode()).decode("ascii")


def _read_token(token: str, signature: str) -> Any:
    if not token:
        return None
    try:
        signed, key = json.loads(base64.urlsafe_b64decode(token))
    except ValueError:
        raise invalid_argument("Invalid page token.") from None
    if signed != signature:
        raise invalid_argument("The page token belongs to a list with another filter or order.")
    return key
