"""Cloud Logging's entries.list and entries.write (v2), as its client library calls them over HTTP."""

import asyncio
import base64
import json
import re
from collections.abc import Callable
from typing import Any

from google.cloud.logging_v2 import types
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.local_cloud.filters import parse_filter
from services.local_cloud.http.access import Holder, holder_of
from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.http.proto_json import from_json, read_body, read_document, to_json
from services.local_cloud.logging.entries import LogEntries, rfc3339
from services.local_cloud.logging.filters import matcher, single_resource

_MAX_BODY = 10 * 1024 * 1024
_DEFAULT_PAGE_SIZE = 50
_MAX_PAGE_SIZE = 1000
_PROJECT = re.compile(r"projects/([^/]+)\Z")
_LOG_NAME = re.compile(r"projects/[^/]+/logs/[^/]+\Z")
_ORDERS = {"": False, "timestamp": False, "timestamp asc": False, "timestamp desc": True}


def routes(log_entries: LogEntries) -> list[Route]:
    """Return the routes of Cloud Logging."""

    def served(path: str, request_type: Any, answer: Callable[[LogEntries, Any], dict[str, Any]]) -> Route:
        async def endpoint(request: Request) -> Response:
            body = await read_body(request, _MAX_BODY, "The request is larger than 10 MB.")
            message = from_json(read_document(body), request_type.pb()())
            _check_writer(holder_of(request), message)
            return JSONResponse(await asyncio.to_thread(answer, log_entries, message))

        return Route(path, endpoint, methods=["POST"])

    return [
        served("/v2/entries:list", types.ListLogEntriesRequest, list_entries),
        served("/v2/entries:write", types.WriteLogEntriesRequest, write_entries),
    ]


def _check_writer(holder: Holder, message: Any) -> None:
    """Raise a 403 ApiError where the entries to write are not of logs and resources of the caller's."""
    for entry in getattr(message, "entries", ()):
        project = (entry.log_name or message.log_name).partition("/logs/")[0]
        labels = (entry.resource if entry.HasField("resource") else message.resource).labels
        holder.check("logging.logEntries.create", f"{project}/logs")
        for label in ("job_id", "endpoint_id"):
            if labels[label]:
                holder.check("logging.logEntries.create", f"{project}/{label}/{labels[label]}")


def list_entries(log_entries: LogEntries, request: Any) -> dict[str, Any]:
    """Answer entries.list for the entries of one project. Raises a 400 ApiError."""
    condition = parse_filter(request.filter)
    matches = matcher(condition)
    if request.order_by not in _ORDERS:
        raise invalid_argument('orderBy must be "timestamp asc" or "timestamp desc".')
    size = _page_size(request.page_size)
    entries = log_entries.read(
        _project(request.resource_names),
        single_resource(condition),
        newest_first=_ORDERS[request.order_by],
        after=_read_token(request.page_token),
    )
    matching: list[tuple[int, dict[str, Any]]] = []
    for sequence, entry in entries:
        if matches(entry):
            matching.append((sequence, entry))
        if len(matching) > size:
            break
    reply: dict[str, Any] = {"entries": [entry for _sequence, entry in matching[:size]]}
    if len(matching) > size:
        sequence, entry = matching[size - 1]
        reply["nextPageToken"] = _token(entry["timestamp"], sequence)
    return reply


def write_entries(log_entries: LogEntries, request: Any) -> dict[str, Any]:
    """Answer entries.write. Raises a 400 ApiError, in which case no entry is written."""
    if not request.entries:
        raise invalid_argument("entries are required.")
    entries = [
        _completed(log_entries, request, entry, number) for number, entry in enumerate(request.entries)
    ]
    if not request.dry_run:
        log_entries.write(entries)
    return {}


def _completed(log_entries: LogEntries, request: Any, entry: Any, number: int) -> dict[str, Any]:
    """Return an entry with the defaults of the request and the times that Cloud Logging adds."""
    now = log_entries.now()
    if not entry.HasField("timestamp"):
        entry.timestamp.FromDatetime(now)
    entry.receive_timestamp.FromDatetime(now)
    entry.insert_id = entry.insert_id or f"{int(now.timestamp() * 1e6):x}-{number:06d}"
    entry.log_name = entry.log_name or request.log_name
    if not entry.HasField("resource"):
        entry.resource.CopyFrom(request.resource)
    for key, value in request.labels.items():
        if key not in entry.labels:
            entry.labels[key] = value
    if not _LOG_NAME.match(entry.log_name):
        raise invalid_argument("logName must look like projects/P/logs/LOG.")
    if not entry.resource.type:
        raise invalid_argument("resource.type is required.")
    document = to_json(entry)
    # Texts sort by time only if all times have as many decimals.
    return document | {
        "timestamp": rfc3339(entry.timestamp.ToDatetime()),
        "receiveTimestamp": rfc3339(now),
    }


def _project(names: Any) -> str:
    match = _PROJECT.match(names[0]) if len(names) == 1 else None
    if match is None:
        raise invalid_argument("resourceNames must name one project, such as projects/P.")
    return match[1]


def _page_size(requested: int) -> int:
    if requested < 0:
        raise invalid_argument("pageSize must not be negative.")
    return min(requested or _DEFAULT_PAGE_SIZE, _MAX_PAGE_SIZE)


def _token(timestamp: str, sequence: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([timestamp, sequence]).encode()).decode("ascii")


def _read_token(token: str) -> tuple[str, int] | None:
    if not token:
        return None
    try:
        timestamp, sequence = json.loads(base64.urlsafe_b64decode(token))
        return str(timestamp), int(sequence)
    except (ValueError, TypeError):
        raise invalid_argument("Invalid page token.") from None
