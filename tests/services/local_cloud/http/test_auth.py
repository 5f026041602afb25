"""Who is let in: by function, and at every route of the running server for every method."""

import base64

import pytest
from starlette.datastructures import Headers

from services.local_cloud.http.auth import LOOPBACK_NAMES, AuthMiddleware, Tokens
from services.local_cloud.http.errors import ApiError
from tests.contract import contract

PARENT = "/v1/projects/launchpad-local/locations/us-central1"


@pytest.fixture
def tokens():
    return Tokens("owner-token")


@pytest.fixture
def status(tokens):
    guard = AuthMiddleware(None, tokens, (*LOOPBACK_NAMES, "cloud.test"))

    def of(**headers):
        try:
            guard._admit(Headers({"host": "localhost", "authorization": "Bearer owner-token"} | headers))
        except ApiError as error:
            return error.http
        return None

    return of


def basic(text):
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8085", "localhost:1", "LOCALHOST", "[::1]:8085", "[::1]", "cloud.test:80"],
)
def test_our_own_names_are_let_in(status, host):
    assert status(host=host) is None


@pytest.mark.parametrize(
    "host", ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test:8085", "[::2]", "10.0.0.1"]
)
def test_foreign_names_are_refused(status, host):
    assert status(host=host) == 403


@pytest.mark.parametrize("host", ["", "[::1", "localhost\x00", "local host", "\xa0localhost", "localhost:x"])
def test_what_is_no_name_is_invalid(status, host):
    assert status(host=host) == 400


@pytest.mark.parametrize("origin", ["null", "http://127.0.0.1:8085", "https://evil.test", ""])
def test_any_origin_is_refused(status, origin):
    assert status(origin=origin) == 403


@pytest.mark.parametrize(
    "authorization",
    ["Bearer owner-token", "bearer owner-token", basic("job:owner-token"), basic(":owner-token")],
)
def test_the_token_opens_as_bearer_and_as_password(status, authorization):
    assert status(authorization=authorization) is None


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer owner-toke",
        "Bearer owner-token2",
        "Bearer öwner",
        "owner-token",
        "Basic",
        "Basic !!!",
        "Basic /w==",
        basic("owner-token"),
        basic("owner-token:"),
        "Digest owner-token",
    ],
)
def test_anything_else_is_unauthenticated(status, authorization):
    assert status(authorization=authorization) == 401


def test_an_issued_token_opens_until_it_is_revoked(tokens, status):
    token = tokens.issue("job 7")
    assert tokens.holder(token).label == "job 7"
    assert status(authorization=f"Bearer {token}") is None
    tokens.revoke(token)
    tokens.revoke(token)
    assert status(authorization=f"Bearer {token}") == 401
    assert status() is None


def test_two_starts_have_different_tokens():
    assert Tokens().owner != Tokens().owner


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"authorization": ""}, 401),
        ({"authorization": "Bearer wrong"}, 401),
        ({"authorization": "Basic am9iOndyb25n"}, 401),
        ({"host": "evil.test"}, 403),
        ({"origin": "http://127.0.0.1"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_no_route_answers_a_stranger_whatever_the_method(call, every_path, headers, code):
    methods = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
    let_in = [
        (method, path)
        for path in every_path
        for method in methods
        if call(method, path, headers=headers).status_code != code
    ]
    assert len(every_path) >= 10
    assert let_in == []


@pytest.fixture
def every_path(tmp_path):
    """Every path of the route table, with a name in each parameter."""
    import re

    from services.local_cloud.context import open_cloud
    from services.local_cloud.server import all_routes
    from services.local_cloud.vertex.supervisor import Supervisor

    cloud = open_cloud(tmp_path, "http://127.0.0.1:1", Tokens())
    paths = {route.path for route in all_routes(cloud, Supervisor(cloud))}
    cloud.database.close()
    return sorted({re.sub(r"\{[^}]*\}", "name", path) for path in paths})


@pytest.mark.parametrize("path", [f"{PARENT}/customJobs/1", "/storage/v1/b/b", "/v2/entries:list"])
@pytest.mark.parametrize("headers", [{"authorization": "Bearer x"}, {"origin": "null"}, {"host": "x"}])
def test_a_stranger_is_refused_in_googles_shape(call, path, headers):
    refused = call("POST", path, headers=headers)
    reply = {
        "verb": "POST",
        "path": path,
        "query": "",
        "status": refused.status_code,
        "reply": refused.json(),
    }
    assert list(contract().violations(reply)) == []
