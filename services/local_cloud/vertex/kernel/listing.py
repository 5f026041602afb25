"""Lists with filter, order and pages, as in Vertex AI's list methods."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

from google.protobuf import field_mask_pb2

from services.local_cloud.filters import comparisons, evaluate, parse_filter
from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.vertex.kernel.filter_matching import Fields, Related, check, compare
from services.local_cloud.vertex.kernel.names import snake_case
from services.local_cloud.vertex.kernel.resources import Position

_MAX_PAGE_SIZE = 1000
_DEFAULT_PAGE_SIZE = 100
_NEWEST_FIRST = {"create_time desc", "createTime desc"}


# The fields that all nodes of a metadata store share: aiplatform.v1, ListArtifactsRequest.filter.
_NODE = frozenset({"name", "display_name", "schema_title", "create_time", "update_time", "metadata"})
_BOARD = frozenset({"display_name", "create_time", "update_time"})

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
    "evaluations": Fields(frozenset({"display_name", "metrics_schema_uri", "create_time"}), frozenset()),
    "tensorboards": Fields(_BOARD | {"is_default", "labels"}),
    "experiments": Fields(_BOARD | {"labels"}),
    "runs": Fields(_BOARD | {"labels"}),
    "timeSeries": Fields(_BOARD | {"value_type"}),
    "metadataStores": Fields(frozenset(), frozenset()),
    "metadataSchemas": Fields(frozenset({"schema_version", "create_time"}), frozenset()),
    "artifacts": Fields(_NODE | {"uri", "state"}, relations=frozenset({"in_context"})),
    "executions": Fields(_NODE | {"state"}, relations=frozenset({"in_context"})),
    "contexts": Fields(_NODE, relations=frozenset({"parent_contexts", "child_contexts"})),
}


@dataclass(frozen=True)
class Page:
    """A page of a list: its entries, and the token of the next page, empty at the end."""

    entries: list[Any]
    next_token: str


# Yields the entries of a list with their positions, newest first, after a position.
Reader = Callable[[Position | None], Iterable[tuple[Position, Any]]]


def _unrelated(_relation: str, _name: str, _other: str) -> bool:
    return False


def matcher(text: str, kind: str, related: Related = _unrelated) -> Callable[[Any], bool]:
    """Return a predicate of entries for a filter. Raises a 400 ApiError for an invalid filter."""
    fields = FIELDS[kind]
    condition = parse_filter(text)
    for comparison in comparisons(condition):
        check(comparison, fields)
    return lambda entry: evaluate(condition, lambda comparison: compare(comparison, entry, fields, related))


def page(request: Any, kind: str, read: Reader, order_by: str = "", related: Related = _unrelated) -> Page:
    """Return the page of a list request. Raises a 400 ApiError for an invalid request."""
    fields = FIELDS[kind]
    filter_text = getattr(request, "filter", "")
    matches = matcher(filter_text, kind, related)
    size = _page_size(request.page_size)
    order = _order(order_by, fields)
    signature = hashlib.sha256(f"{filter_text}\n{order}".encode()).hexdigest()[:16]
    last = _read_token(request.page_token, signature)

    if order is None:
        keyed = _by_age(read, matches, size, last)
    else:
        keyed = _ordered(read, matches, size, last, order)
    more = len(keyed) > size
    entries = keyed[:size]
    token = _token(signature, entries[-1][0]) if more else ""
    return Page([entry for _key, entry in entries], token)


def masked(entry: Any, mask: Any) -> Any:
    """Return a message with only the fields of a read mask; all of them for an empty mask."""
    if not mask.paths:
        return entry
    if not {path.split(".")[0] for path in mask.paths} <= set(entry.DESCRIPTOR.fields_by_name.keys()):
        raise invalid_argument(f"Invalid read mask: {', '.join(mask.paths)}.")
    result = type(entry)()
    field_mask_pb2.FieldMask(paths=mask.paths).MergeMessage(entry, result)
    return result


def _by_age(read: Reader, matches: Callable[[Any], bool], size: int, last: Any) -> list[tuple[Any, Any]]:
    entries: list[tuple[Any, Any]] = []
    for position, entry in read(tuple(last) if last else None):
        if matches(entry):
            entries.append((list(position), entry))
        if len(entries) > size:
            break
    return entries


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


def _page_size(requested: int) -> int:
    if requested < 0:
        raise invalid_argument("page_size must not be negative.")
    return min(requested or _DEFAULT_PAGE_SIZE, _MAX_PAGE_SIZE)


def _order(text: str, fields: Fields) -> list[tuple[str, int]] | None:
    """Return (field, 1 or -1) pairs, None for newest first, which needs no sorting."""
    if not text.strip() or text.strip() in _NEWEST_FIRST:
        return None
    order = []
    for part in text.split(","):
        field, _space, direction = part.strip().partition(" ")
        field = snake_case(field)
        if field not in fields.sortable or direction.strip().lower() not in {"", "asc", "desc"}:
            raise invalid_argument(
                f'Invalid order_by "{text}". Supported fields: {", ".join(sorted(fields.sortable))}.'
            )
        order.append((field, -1 if direction.strip().lower() == "desc" else 1))
    return order


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
