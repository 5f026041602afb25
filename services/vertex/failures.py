"""Turns whatever Google's libraries let out into the one error family of services."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from services import errors
from services.text.i18n import _

# REST errors start with the method and address of the call: "GET https://host/path?query: message".
_PREFIX = re.compile(r"^(?:GET|POST|PUT|PATCH|DELETE) \S+: ")
_STATUS = re.compile(r"^\d{3} ")


@contextmanager
def translated(doing: str) -> Iterator[None]:
    """Raise each foreign error inside the block as a LaunchpadError that says what was being done."""
    try:
        yield
    except errors.LaunchpadError:
        raise
    except Exception as error:
        known = translate(error, doing)
        if known is None:
            raise
        raise known from error


def asked_for(name: str, answer: Any) -> Any:
    """Return the resource in an answer; Unavailable where it is another than the one asked for.

    Projects are left out: Google answers with their number, whichever way they were named.
    """
    wanted, found = (each.partition("/locations/")[2].partition("@")[0] for each in (name, answer.name))
    if found != wanted:
        raise errors.Unavailable(
            _("The cloud answered about {found} instead of {wanted}.", found=found, wanted=wanted),
            _("Nothing was changed; try again in a moment."),
        )
    return answer


def translate(error: Exception, doing: str) -> errors.LaunchpadError | None:
    """Return the LaunchpadError for a foreign error, or None where it isn't one of Google's libraries'."""
    from google.api_core import exceptions as api
    from google.auth import exceptions as auth
    from google.cloud.exceptions import GoogleCloudError
    from google.cloud.storage.exceptions import DataCorruption, InvalidResponse
    from google.protobuf.json_format import ParseError
    from requests import exceptions as requests

    if isinstance(error, api.RetryError) and isinstance(error.cause, Exception):
        return translate(error.cause, doing) or _unavailable(doing, str(error))
    if isinstance(error, api.GoogleAPICallError | GoogleCloudError):
        return _from_status(error.code, _reason(error), doing)
    if isinstance(error, InvalidResponse):
        status = error.response.status_code
        return _from_status(status, _("Cloud Storage answered {status}", status=status), doing)
    if isinstance(error, auth.InvalidOperation | auth.RefreshError | auth.DefaultCredentialsError):
        return _from_status(401, str(error), doing)
    if isinstance(error, auth.GoogleAuthError):
        return _unavailable(doing, str(error))
    if isinstance(error, requests.RequestException | ConnectionError | TimeoutError | api.RetryError):
        return _unavailable(doing, _("no answer came"))
    if isinstance(error, ParseError | KeyError | DataCorruption):
        return _unavailable(doing, _("the answer can't be read"))
    return None


def _reason(error: Exception) -> str:
    text = str(getattr(error, "message", "") or error)
    return _PREFIX.sub("", _STATUS.sub("", text)).strip()


def _from_status(code: int | None, reason: str, doing: str) -> errors.LaunchpadError:
    status = int(code or 500)
    sentence = _("{doing} failed: {reason}", doing=doing, reason=reason)
    if status == 401:
        return errors.NotSignedIn(
            _("{doing} failed: the credentials are not accepted.", doing=doing),
            _("On Google Cloud run “gcloud auth application-default login”; locally try again in a moment."),
        )
    kinds: dict[int, tuple[type[errors.LaunchpadError], str]] = {
        403: (
            errors.NotPermitted,
            _("Ask for the role Vertex AI User on the project and access to the bucket."),
        ),
        404: (errors.NotFound, _("It may have been deleted; refresh the page.")),
        409: (errors.Conflict, _("Refresh the page to see its present state.")),
        412: (errors.Conflict, _("Someone changed it meanwhile; refresh the page and try again.")),
        429: (errors.QuotaExceeded, _("Wait a minute and try again, or ask for a higher quota.")),
        501: (errors.Unsupported, _("What answers here doesn't do that.")),
    }
    if status in kinds:
        kind, hint = kinds[status]
        return kind(sentence, hint)
    if status >= 500:
        return _unavailable(doing, reason)
    return errors.Refused(sentence, _("Change what the sentence names and try again."))


def _unavailable(doing: str, reason: str) -> errors.Unavailable:
    return errors.Unavailable(
        _("{doing} failed: {reason}", doing=doing, reason=reason),
        _("The cloud can't be reached or is busy. Nothing was lost; try again in a moment."),
    )
