"""What the local cloud refuses, in the words and shapes of Google's own errors."""

import errno
import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

# Each status's HTTP code and its number in google.rpc.Code, which operations carry.
STATUSES: dict[str, tuple[int, int]] = {
    "CANCELLED": (499, 1),
    "INVALID_ARGUMENT": (400, 3),
    "DEADLINE_EXCEEDED": (504, 4),
    "NOT_FOUND": (404, 5),
    "ALREADY_EXISTS": (409, 6),
    "PERMISSION_DENIED": (403, 7),
    "RESOURCE_EXHAUSTED": (429, 8),
    "FAILED_PRECONDITION": (400, 9),
    "ABORTED": (409, 10),
    "OUT_OF_RANGE": (400, 11),
    "UNIMPLEMENTED": (501, 12),
    "INTERNAL": (500, 13),
    "UNAVAILABLE": (503, 14),
    "UNAUTHENTICATED": (401, 16),
}

# Cloud Storage has no status names; it gives a reason beside the code.
_STORAGE_REASONS = {
    400: "invalid",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    409: "conflict",
    410: "gone",
    412: "conditionNotMet",
    413: "uploadTooLarge",
    416: "requestedRangeNotSatisfiable",
    429: "rateLimitExceeded",
    500: "internalError",
    501: "notImplemented",
    503: "backendError",
    507: "quotaExceeded",
}
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_STORAGE_PATHS = ("/storage/", "/upload/storage/", "/download/storage/")


class Refusal(Exception):
    """Says no as Google does: an HTTP code, a status such as NOT_FOUND, and a message."""

    def __init__(self, status: str, message: str, http: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.http = STATUSES[status][0] if http is None else http

    @property
    def code(self) -> int:
        """The status's number in google.rpc.Code."""
        return STATUSES[self.status][1]


def not_found(message: str) -> Refusal:
    """Return the refusal of a name that nothing has (404)."""
    return Refusal("NOT_FOUND", message)


def invalid_argument(message: str) -> Refusal:
    """Return the refusal of what can never be accepted (400)."""
    return Refusal("INVALID_ARGUMENT", message)


def failed_precondition(message: str) -> Refusal:
    """Return the refusal of what the present state forbids (400)."""
    return Refusal("FAILED_PRECONDITION", message)


def already_exists(message: str) -> Refusal:
    """Return the refusal of a name that is taken (409)."""
    return Refusal("ALREADY_EXISTS", message)


def aborted(message: str) -> Refusal:
    """Return the refusal of a change that another one overtook, such as a stale etag (409)."""
    return Refusal("ABORTED", message)


def unauthenticated(message: str) -> Refusal:
    """Return the refusal of a caller without a valid token (401)."""
    return Refusal("UNAUTHENTICATED", message)


def permission_denied(message: str) -> Refusal:
    """Return the refusal of a caller who may not do this (403)."""
    return Refusal("PERMISSION_DENIED", message)


def resource_exhausted(message: str) -> Refusal:
    """Return the refusal of more than a quota allows (429)."""
    return Refusal("RESOURCE_EXHAUSTED", message)


def unavailable(message: str) -> Refusal:
    """Return the refusal of what may work a moment later (503)."""
    return Refusal("UNAVAILABLE", message)


def deadline_exceeded(message: str) -> Refusal:
    """Return the refusal of what took longer than it may (504)."""
    return Refusal("DEADLINE_EXCEEDED", message)


def unimplemented(method: str) -> Refusal:
    """Return the refusal of a method that Google has and the local cloud hasn't (501)."""
    return Refusal("UNIMPLEMENTED", f"The local cloud does not implement {method}.")


def condition_not_met() -> Refusal:
    """Return Cloud Storage's refusal of a failed generation precondition (412)."""
    message = "At least one of the pre-conditions you specified did not hold."
    return Refusal("FAILED_PRECONDITION", message, http=412)


def rendered(refusal: Refusal, path: str) -> Response:
    """Return a refusal in the error shape of the service that owns the path; a 304 has no body."""
    if refusal.http == 304:
        return Response(status_code=304)
    error: dict[str, Any] = {"code": refusal.http, "message": refusal.message}
    if path.startswith(_STORAGE_PATHS):
        reason = _STORAGE_REASONS.get(refusal.http, "invalid")
        error["errors"] = [{"message": refusal.message, "domain": "global", "reason": reason}]
    else:
        error["status"] = refusal.status
    headers = {"www-authenticate": 'Bearer realm="local cloud"'} if refusal.http == 401 else None
    return JSONResponse({"error": error}, refusal.http, headers)


async def refused(request: Request, exception: Exception) -> Response:
    """Answer a request that raised a Refusal."""
    assert isinstance(exception, Refusal)  # noqa: S101 - Starlette passes only what it is registered for
    return rendered(exception, request.scope["path"])


async def disk_failed(request: Request, exception: Exception) -> Response:
    """Answer a request that met a full disk: 507, which clients don't repeat as they do a 500."""
    full = getattr(exception, "errno", None) in _FULL or (
        isinstance(exception, sqlite3.Error) and exception.sqlite_errorcode == sqlite3.SQLITE_FULL
    )
    if not full:
        raise exception
    refusal = Refusal("RESOURCE_EXHAUSTED", "The disk that holds the local cloud's state is full.", http=507)
    return rendered(refusal, request.scope["path"])


async def failed(request: Request, _exception: Exception) -> Response:
    """Answer a request that met a bug or a broken disk: INTERNAL; uvicorn logs the traceback."""
    return rendered(Refusal("INTERNAL", "Internal error encountered."), request.scope["path"])
