"""Requests by another name are refused before any route, and every reply forbids what the app never needs."""

from collections.abc import Callable

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from services.errors import NotPermitted
from services.routes.security import HEADERS, HEALTH, Security
from services.text.i18n import use_language
from services.text.messages.errors import error_text

PATHS = ("/", "/_stcore/metrics", "/api/downloads/token", "/app/static/icon.png")


@pytest.fixture
def ask() -> Callable[..., httpx.Response]:
    """Ask for a path with Host headers and others."""
    routes = [Route("/{path:path}", lambda _request: PlainTextResponse("served"))]
    app = Starlette(routes=routes, middleware=[Middleware(Security, is_allowed=is_host_allowed)])

    def ask(path: str, *hosts: str, **headers: str) -> httpx.Response:
        async def request() -> httpx.Response:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                names = [("host", host) for host in hosts]
                return await client.get(path, headers=[*names, *headers.items()])

        return anyio.run(request)

    return ask


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:8501"])
def test_the_configured_names_are_served_with_headers_that_forbid_frames(ask, path, host):
    reply = ask(path, host)
    assert (reply.status_code, reply.text) == (200, "served")
    assert {name: reply.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "hosts",
    [
        ("evil.example",),
        ("127.0.0.1.evil.example",),
        ("a@127.0.0.1",),
        ("",),
        ("localhost", "evil.example"),
        ("localhost", "localhost"),
    ],
)
def test_other_names_and_two_names_are_refused_on_every_path(ask, path, hosts):
    reply = ask(path, *hosts)
    assert reply.status_code == 403
    assert "served" not in reply.text
    assert {name: reply.headers[name] for name in HEADERS} == HEADERS


def test_a_health_check_comes_by_any_name(ask):
    assert ask(HEALTH, "10.0.0.7:8501").text == "served"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_browser_gets_a_page_on_what_to_set_and_nothing_runs_in_it(ask, language):
    reply = ask("/", "team.example:8501", accept="text/html", **{"accept-language": language})
    with use_language(language):
        text = error_text(NotPermitted("host_not_allowed", host="team.example"))
    assert reply.headers["content-type"].startswith("text/html")
    assert text.message in reply.text
    assert "--server.allowedHosts=team.example" in text.hint
    assert text.hint in reply.text
    assert "<script>" not in ask("/", "<script>alert(1)</script>", accept="text/html").text


@pytest.mark.parametrize(
    ("host", "shown"), [("$(rm -rf x).org;a", "rm-rfx.orga"), ("[::2]:8501", "[::2]"), ("a" * 999, "a" * 253)]
)
def test_the_line_to_copy_holds_nothing_that_a_shell_runs(ask, host, shown):
    assert f"--server.allowedHosts={shown} " in ask("/", host).text
