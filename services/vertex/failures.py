"""Translate the errors of Google's libraries to the errors of services.

The code of an error is the call that failed. Its parameters are the names in the call, the `cause`, and
`detail`, the cloud's own sentence as a page can quote it, empty if there is none.
"""

import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from services import errors
from services.errors import LaunchpadError
from services.runtime.deadline import Overdue
from services.vertex.sentences.sentence import is_page, sentence

T = TypeVar("T")

Cause = Literal[
    "not_signed_in",
    "not_permitted",
    "not_found",
    "conflict",
    "changed_meanwhile",
    "quota_exceeded",
    "unsupported",
    "refused",
    "unavailable",
    "no_answer",
    "unreadable_answer",
]

_CAUSES: dict[int, Cause] = {
    401: "not_signed_in",
    403: "not_permitted",
    404: "not_found",
    409: "conflict",
    412: "changed_meanwhile",
    429: "quota_exceeded",
    501: "unsupported",
}
# What a cause says about a thing, Google says itself; a page of HTML comes from what stands between.
_STATEMENTS: frozenset[Cause] = frozenset({"not_found", "conflict", "changed_meanwhile"})
_ERRORS: dict[Cause, type[LaunchpadError]] = {
    "not_signed_in": errors.NotSignedIn,
    "not_permitted": errors.NotPermitted,
    "not_found": errors.NotFound,
    "conflict": errors.Conflict,
    "changed_meanwhile": errors.Conflict,
    "quota_exceeded": errors.QuotaExceeded,
    "unsupported": errors.Unsupported,
    "refused": errors.Refused,
    "unavailable": errors.Unavailable,
    "no_answer": errors.Unavailable,
    "unreadable_answer": errors.Unavailable,
}

LOOKS = (0.0, 1.0, 2.0)  # seconds before each look at what a write did, which may still be under way

# The cloud may have done what was asked for, although its answer is lost.
_UNKNOWN_OUTCOMES: frozenset[Cause] = frozenset({"unavailable", "no_answer", "unreadable_answer"})


@contextmanager
def translated(code: str, **names: str) -> Iterator[None]:
    """Translate errors of Google's libraries in the block to LaunchpadErrors with a code."""
    try:
        yield
    except LaunchpadError:
        raise
    except Exception as error:
        translation = translate(error, code, **names)
        if translation is None:
            raise
        raise translation from error


def translate(error: Exception, code: str, **names: str) -> LaunchpadError | None:
    """Return the LaunchpadError for an error of Google's libraries, None for any other error."""
    diagnosis = _diagnose(error)
    if diagnosis is None:
        return None
    cause, detail = diagnosis
    return _ERRORS[cause](code, cause=cause, detail=detail, **names)


def has_unknown_outcome(error: LaunchpadError) -> bool:
    """Return whether a call that failed may have had its effect all the same."""
    return error.parameters.get("cause") in _UNKNOWN_OUTCOMES


def write(send: Callable[[], T], look: Callable[[], T | None]) -> T:
    """Return what a write makes; where its reply is lost or it is there already, what `look` finds of it.

    `look` returns None where nothing was made; the errors of `send` are translated. Where a reply is lost,
    it looks for a few seconds, since the cloud may do late what it was asked for.
    """
    try:
        return send()
    except LaunchpadError as error:
        for pause in _pauses(error):
            time.sleep(pause)
            made = _look(look)
            if made is not None:
                return made
        raise


def _pauses(error: LaunchpadError) -> tuple[float, ...]:
    """Return the seconds before each look at what a write has made; none where it made nothing."""
    if has_unknown_outcome(error):
        return LOOKS
    return LOOKS[:1] if isinstance(error, errors.Conflict) else ()  # what is there already may be its own


def remove(send: Callable[[], object], get: Callable[[], object]) -> bool:
    """Delete something, and return whether it was there; where the reply is lost, look whether it is gone.

    `get` reads the thing, and raises NotFound once it is gone.
    """

    def is_gone() -> bool | None:
        try:
            get()
        except errors.NotFound:
            return True
        return None

    try:
        return write(lambda: bool(send()) or True, is_gone)
    except errors.NotFound:
        return False


def _look(look: Callable[[], T | None]) -> T | None:
    try:
        return look()
    except LaunchpadError:
        return None  # why the write failed says more


def check_name(name: str, resource: Any) -> Any:
    """Return the resource in an answer; raise Unavailable if its name isn't the requested one.

    Projects are left out: Google answers with their number, whichever way they were named.
    """
    requested, received = _without_project(name), _without_project(resource.name)
    if received != requested:
        raise errors.Unavailable("wrong_resource", requested=requested, received=received)
    return resource


def require_answer(answer: object) -> None:
    """Raise Google's error for an answer that can't be read where it is empty and Google's never is."""
    from google.protobuf.json_format import ParseError

    if not answer:
        raise ParseError("the answer is empty")


def _without_project(name: str) -> str:
    return name.partition("/locations/")[2].partition("@")[0]


def _diagnose(error: Exception) -> tuple[Cause, str] | None:
    from google.api_core import exceptions as api
    from google.auth import exceptions as auth
    from google.cloud.exceptions import GoogleCloudError
    from google.cloud.storage.exceptions import DataCorruption, InvalidResponse
    from google.protobuf.json_format import ParseError
    from requests import exceptions as requests

    if isinstance(error, api.RetryError) and isinstance(error.cause, Exception):
        return _diagnose(error.cause) or ("unavailable", sentence(error))
    if isinstance(error, api.GoogleAPICallError | GoogleCloudError):
        message = getattr(error, "message", "") or str(error)
        return _cause(error.code, message), sentence(message)
    if isinstance(error, InvalidResponse):
        return _cause(int(error.response.status_code), getattr(error.response, "text", "")), ""
    if isinstance(error, auth.InvalidOperation | auth.RefreshError | auth.DefaultCredentialsError):
        return "not_signed_in", sentence(error)
    if isinstance(error, auth.GoogleAuthError):
        return "unavailable", sentence(error)
    silences = requests.RequestException | ConnectionError | TimeoutError | Overdue | api.RetryError
    if isinstance(error, silences):
        return "no_answer", ""
    if isinstance(error, ParseError | KeyError | DataCorruption) or _is_of_google(error):
        return "unreadable_answer", ""
    return None


def _is_of_google(error: Exception) -> bool:
    """Return whether Google's libraries failed on an answer of another shape, such as one without a name."""
    frames = list(traceback.walk_tb(error.__traceback__))
    shapes = isinstance(error, AttributeError | RuntimeError | TypeError | ValueError)
    return shapes and bool(frames) and frames[-1][0].f_globals.get("__name__", "").startswith("google.")


def _cause(code: int | None, message: str) -> Cause:
    status = int(code or 500)
    if status < 400:
        return "unreadable_answer"
    cause = _CAUSES.get(status, "unavailable" if status >= 500 else "refused")
    return "unreadable_answer" if cause in _STATEMENTS and is_page(message) else cause
