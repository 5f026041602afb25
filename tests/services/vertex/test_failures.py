"""Every error of Google's libraries becomes one of the family, without the address of the call."""

import inspect
from types import SimpleNamespace

import pytest
import requests
from google.api_core import exceptions as api
from google.auth import exceptions as auth
from google.cloud.storage import exceptions as storage
from google.protobuf.json_format import ParseError

from services import errors
from services.runtime.deadline import Overdue
from services.text.messages.errors import error_text
from services.vertex import failures
from services.vertex.failures import translate, translated

PAGE = "<!DOCTYPE html><html><body>404</body></html>"  # a proxy's
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
        (storage.InvalidResponse(SimpleNamespace(status_code=200)), errors.Unavailable),
        (storage.InvalidResponse(SimpleNamespace(status_code=404, text=PAGE)), errors.Unavailable),
        (api.NotFound(PAGE), errors.Unavailable),
        (api.Conflict(PAGE), errors.Unavailable),
        (Overdue(), errors.Unavailable),
    ],
)
def test_an_error_of_googles_libraries_gets_the_calls_code_a_message_and_a_hint(
    error: Exception, kind: type[errors.LaunchpadError]
) -> None:
    translation = translate(error, "models_not_listed")
    assert type(translation) is kind
    assert translation.code == "models_not_listed"
    text = error_text(translation)
    assert "http" not in text.message
    assert text.hint
    assert text.actions or translation.parameters["cause"] == "unsupported"


def test_the_clouds_sentence_and_the_names_of_the_call_are_parameters() -> None:
    error = translate(api.BadRequest(URL + "bad filter"), "object_not_read", uri="gs://b/o")
    assert error is not None
    assert error.parameters == {"cause": "refused", "detail": "bad filter.", "uri": "gs://b/o"}


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (api.NotFound(""), ""),
        (api.BadGateway("<html><body>502</body></html>"), ""),
        (api.BadGateway('{"error": {"message": "out of order"}}'), "out of order."),
        (requests.ConnectionError("http://host"), ""),
        (storage.InvalidResponse(SimpleNamespace(status_code=503)), ""),
        (auth.TransportError(requests.ConnectionError("HTTPSConnectionPool(host='h', port=443)")), ""),
    ],
)
def test_an_error_without_a_sentence_for_a_reader_has_none(error: Exception, detail: str) -> None:
    translation = translate(error, "models_not_listed")
    assert translation is not None
    assert translation.parameters["detail"] == detail


def test_every_api_error_class_is_mapped() -> None:
    classes = [
        member
        for _name, member in inspect.getmembers(api, inspect.isclass)
        if issubclass(member, api.GoogleAPICallError) and member.code is not None
    ]
    assert len(classes) > 20
    for kind in classes:
        assert isinstance(translate(kind("why"), "models_not_listed"), errors.LaunchpadError), kind


def test_other_errors_pass_unchanged() -> None:
    with pytest.raises(ZeroDivisionError), translated("models_not_listed"):
        _ = 1 // 0


def test_an_error_of_the_family_passes_unchanged() -> None:
    known = errors.InvalidInput("no_instances")
    with pytest.raises(errors.InvalidInput) as caught, translated("models_not_listed"):
        raise known
    assert caught.value is known


@pytest.mark.parametrize(
    ("error", "looks", "made"),
    [
        (errors.Unavailable("endpoint_not_created", cause="no_answer"), 3, True),
        (errors.Unavailable("endpoint_not_created", cause="unavailable"), 4, False),
        (errors.Conflict("endpoint_not_created", cause="conflict"), 1, True),
        (errors.Conflict("endpoint_not_created", cause="conflict"), 2, False),
        (errors.Refused("endpoint_not_created", cause="refused"), 1, False),
    ],
)
def test_what_was_made_although_its_reply_is_lost_is_looked_for_while_it_may_be_under_way(
    monkeypatch: pytest.MonkeyPatch, error: errors.LaunchpadError, looks: int, made: bool
) -> None:
    """The thing is there at a look, and at those before it nothing is, or it can't be looked."""
    monkeypatch.setattr(failures, "LOOKS", (0.0, 0.0, 0.0))
    found = iter(
        (*[None, errors.Unavailable("endpoint_not_opened")][: looks - 1], *[None] * (looks - 3), "it")
    )

    def send() -> str:
        raise error

    def look() -> str | None:
        there = next(found)
        if isinstance(there, errors.LaunchpadError):
            raise there
        return there

    if made:
        assert failures.write(send, look) == "it"
    else:
        with pytest.raises(type(error)):
            failures.write(send, look)
