"""The middleware before every route and page: which names the app answers to, and what its replies forbid."""

import re
from collections.abc import Callable
from html import escape

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.errors import NotPermitted
from services.routes.languages import accepted_language
from services.text.i18n import use_language
from services.text.messages.errors import error_text

LONGEST_NAME = 253  # RFC 1035
HEALTH = "/_stcore/health"
HEADERS = {
    # A page elsewhere that frames the app could make a visitor click in it.
    "content-security-policy": "frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
    "x-content-type-options": "nosniff",
}


class Security:
    """Refuses requests to host names that `is_allowed` refuses, and adds headers to all responses.

    A page elsewhere could point a name of its own at this machine and read what the app shows (DNS
    rebinding). Health checks come by any name.
    """

    def __init__(self, app: ASGIApp, is_allowed: Callable[[str], bool]) -> None:
        self._app, self._is_allowed = app, is_allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; other messages, such as the server's start, pass."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["path"].endswith(HEALTH) or self._is_named_well(Headers(scope=scope)):
            return await self._app(scope, receive, send_with_headers)
        refusal = await anyio.to_thread.run_sync(_refusal, HTTPConnection(scope))
        return await refusal(scope, receive, send_with_headers)

    def _is_named_well(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        # Proxies disagree on which of two Host headers counts.
        return len(hosts) == 1 and self._is_allowed(hosts[0])


def _refusal(request: HTTPConnection) -> Response:
    """Return a page for a browser and a line for a program, on what happened and what to set."""
    # The reader may copy it to a shell.
    host = re.sub(r":\d*$|[^\w.:\[\]-]", "", request.headers.get("host", ""))[:LONGEST_NAME]
    with use_language(accepted_language(request)):
        text = error_text(NotPermitted("host_not_allowed", host=host))
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(str(text), 403)
    page = "<!doctype html><meta charset=utf-8><title>Vertex Launchpad</title><h1>{}</h1><p>{}</p>"
    return HTMLResponse(page.format(escape(text.message, quote=False), escape(text.hint, quote=False)), 403)
