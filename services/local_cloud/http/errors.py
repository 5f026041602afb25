"""Errors in the words and the JSON of Google's own."""

import errno
import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.local_cloud.http.redaction import redacted

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
_STORAGE_PATHS = ("/batch/storage/", "/storage/", "/upload/storage/", "/download/storage/")


class ApiError(Exception):
    """An error of Google's APIs: an HTTP code, a status such as NOT_FOUND, and a message."""

    def __init__(self, status: str, message: str, http: int | None = None) -> None:
        # It is shown and stored, and may quote what uploaded code said.
        self.message = redacted(message)
        super().__init__(self.message)
        self.status = status
        self.http = STATUSES[status][0] if http is None else http

    @property
    def code(self) -> int:
        """The status's number in google.rpc.Code."""
        return STATUSES[self.status][1]


def not_found(message: str) -> ApiError:
    """Return the error for a name that does not exist (404)."""
    return ApiError("NOT_FOUND", message)


def invalid_argument(message: str) -> ApiError:
    """Return the error for a request that is never valid (400)."""
    return ApiError("INVALID_ARGUMENT", message)


def failed_precondition(message: str) -> ApiError:
    """Return the error for a request that the current state forbids (400)."""
    return ApiError("FAILED_PRECONDITION", message)


def already_exists(message: str) -> ApiError:
    """Return the error for a name that is taken (409)."""
    return ApiError("ALREADY_EXISTS", message)


def aborted(message: str) -> ApiError:
    """Return the error for a change that conflicts with another one, such as a stale etag (409)."""
    return ApiError("ABORTED", message)


def unauthenticated(message: str) -> ApiError:
    """Return the error for a caller without a valid token (401)."""
    return ApiError("UNAUTHENTICATED", message)


def permission_denied(message: str) -> ApiError:
    """Return the error for a caller who may not do this (403)."""
    return ApiError("PERMISSION_DENIED", message)


def resource_exhausted(message: str) -> ApiError:
    """Return the error for more than a quota allows (429)."""
    return ApiError("RESOURCE_EXHAUSTED", message)


def unavailable(message: str) -> ApiError:
    """Return the error for a request that may succeed later (503)."""
    return ApiError("UNAVAILABLE", message)


def deadline_exceeded(message: str) -> ApiError:
    """Return the error for a request that took too long (504)."""
    return ApiError("DEADLINE_EXCEEDED", message)


def unimplemented(method: str) -> ApiError:
    """Return the error for a method of Google's that the local cloud does not serve (501)."""
    return ApiError("UNIMPLEMENTED", f"The local cloud does not implement {method}.")


def condition_not_met() -> ApiError:
    """Return Cloud Storage's error for a generation precondition that fails (412)."""
    message = "At least one of the pre-conditions you specified did not hold."
    return ApiError("FAILED_PRECONDITION", message, http=412)


def error_response(error: ApiError, path: str) -> Response:
    """Return an error in the JSON of the service that owns the path; a 304 has no body."""
    if error.http == 304:
        return Response(status_code=304)
    content: dict[str, Any] = {"code": error.http, "message": error.message}
    if path.startswith(_STORAGE_PATHS):
        reason = _STORAGE_REASONS.get(error.http, "invalid")
        content["errors"] = [{"message": error.message, "domain": "global", "reason": reason}]
    else:
        content["status"] = error.status
    headers = {"www-authenticate": 'Bearer realm="local cloud"'} if error.http == 401 else None
    return JSONResponse({"error": content}, error.http, headers)


async def handle_api_error(request: Request, exception: Exception) -> Response:
    """Answer a request that raised an ApiError."""
    assert isinstance(exception, ApiError)  # noqa: S101 - Starlette passes only what it is registered for
    return error_response(exception, request.scope["path"])


async def handle_disk_error(request: Request, exception: Exception) -> Response:
    """Answer a request that met a full disk: 507, which clients don't retry as they do a 500."""
    full = getattr(exception, "errno", None) in _FULL or (
        isinstance(exception, sqlite3.Error) and exception.sqlite_errorcode == sqlite3.SQLITE_FULL
    )
    if not full:
        raise exception
    error = ApiError("RESOURCE_EXHAUSTED", "The disk that holds the local cloud's state is full.", http=507)
    return error_response(error, request.scope["path"])


async def handle_unexpected_error(request: Request, _exception: Exception) -> Response:
    """Answer a request that met a bug or a broken disk: INTERNAL; uvicorn logs the traceback."""
    return error_response(ApiError("INTERNAL", "Internal error encountered."), request.scope["path"])
