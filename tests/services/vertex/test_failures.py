"""Each error that Google's libraries let out becomes one of the family, without the call's address."""

import inspect
from types import SimpleNamespace

import pytest
import requests
from google.api_core import exceptions as api
from google.auth import exceptions as auth
from google.cloud.storage import exceptions as storage
from google.protobuf.json_format import ParseError

from services import errors
from services.vertex.failures import translate, translated

URL = "GET http://127.0.0.1:8085/v1/projects/p/locations/l/models?$alt=json: "


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (api.BadRequest(URL + "bad filter"), errors.Refused),
        (api.FailedPrecondition("still deployed"), errors.Refused),
        (api.Unauthorized("no token"), errors.NotSignedIn),
        (api.Forbidden("no role"), errors.NotPermitted),
        (api.NotFound("gone"), errors.NotFound),
        (api.Conflict("there"), errors.Conflict),
        (api.PreconditionFailed("changed"), errors.Conflict),
        (api.TooManyRequests("slow down"), errors.QuotaExceeded),
        (api.MethodNotImplemented("not here"), errors.Unsupported),
        (api.InternalServerError("oops"), errors.Unavailable),
        (api.ServiceUnavailable("busy"), errors.Unavailable),
        (api.RetryError("gave up", api.TooManyRequests("slow down")), errors.QuotaExceeded),
        (api.RetryError("gave up", requests.ConnectionError("refused")), errors.Unavailable),
        (auth.RefreshError("no token"), errors.NotSignedIn),
        (auth.InvalidOperation("no token"), errors.NotSignedIn),
        (auth.TransportError("no route"), errors.Unavailable),
        (requests.ConnectionError("refused"), errors.Unavailable),
        (requests.Timeout("slow"), errors.Unavailable),
        (ParseError("not JSON"), errors.Unavailable),
        (KeyError("name"), errors.Unavailable),
        (TimeoutError("slow"), errors.Unavailable),
        (storage.DataCorruption(None, "checksum"), errors.Unavailable),
        (storage.InvalidResponse(SimpleNamespace(status_code=429)), errors.QuotaExceeded),
        (storage.InvalidResponse(SimpleNamespace(status_code=503)), errors.Unavailable),
    ],
)
def test_a_foreign_error_is_mapped_with_a_sentence_and_a_hint(
    error: Exception, kind: type[errors.LaunchpadError]
) -> None:
    found = translate(error, "Listing the models")
    assert type(found) is kind
    assert found.message.startswith("Listing the models failed")
    assert "http" not in found.message
    assert found.hint


def test_every_api_error_class_is_mapped() -> None:
    classes = [
        each
        for _name, each in inspect.getmembers(api, inspect.isclass)
        if issubclass(each, api.GoogleAPICallError) and each.code is not None
    ]
    assert len(classes) > 20
    for each in classes:
        assert isinstance(translate(each("why"), "It"), errors.LaunchpadError), each


def test_an_error_of_our_own_making_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), translated("It"):
        _ = 1 // 0


def test_an_error_of_the_family_passes_unchanged() -> None:
    known = errors.InvalidInput("no", "yes")
    with pytest.raises(errors.InvalidInput) as caught, translated("It"):
        raise known
    assert caught.value is known
