"""Authentication: the local cloud runs uploaded code, so every request needs a token."""

import base64
import binascii
import hmac
import re
from collections.abc import Iterable
from threading import Lock

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from services.local_cloud.http.access import OWNER, Grant, Holder, set_holder
from services.local_cloud.http.errors import (
    ApiError,
    error_response,
    invalid_argument,
    permission_denied,
    unauthenticated,
)
from services.local_cloud.http.redaction import new_token

# Headers of which a second one would mean another thing to another reader.
_SINGLE = ("host", "authorization", "content-length", "content-type", "content-encoding", "origin")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?\Z")
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Tokens:
    """Holds the owner's token and those of jobs and serving processes, in memory only."""

    def __init__(self, owner: str | None = None) -> None:
        self.owner = owner or new_token()
        self._issued: dict[str, Holder] = {self.owner: OWNER}
        self._lock = Lock()

    def issue(self, label: str, grants: Iterable[Grant] = ()) -> str:
        """Return a new token, whose holder the label names and who may do what the grants say."""
        token = new_token()
        with self._lock:
            self._issued[token] = Holder(label, grants)
        return token

    def allow(self, token: str, grants: Iterable[Grant]) -> None:
        """Give the holder of an issued token more grants."""
        with self._lock:
            self._issued[token].add(grants)

    def revoke(self, token: str) -> None:
        """Revoke a token; does nothing for an unknown one."""
        with self._lock:
            self._issued.pop(token, None)

    def holder(self, candidate: str) -> Holder | None:
        """Return a token's holder, None for a wrong token, in constant time."""
        encoded = candidate.encode("utf-8", "surrogateescape")
        with self._lock:
            issued = tuple(self._issued.items())
        holder = None
        for token, its_holder in issued:
            if hmac.compare_digest(token.encode("ascii"), encoded):
                holder = its_holder
        return holder


class AuthMiddleware:
    """Lets a request pass only with a known Host, without an Origin, and with a token.

    A web page reaches a loopback server by DNS rebinding with a foreign Host, and posts to it with an
    Origin: both get 403. The token is a bearer token or the password of HTTP Basic, which the library
    requests makes of `http://job:TOKEN@host`; a request without a valid one gets 401.
    """

    def __init__(self, app: ASGIApp, tokens: Tokens, hosts: Iterable[str]) -> None:
        self._app = app
        self._tokens = tokens
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with an error, or pass it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            try:
                set_holder(scope, self._admit(Headers(scope=scope)))
            except ApiError as error:
                await error_response(error, scope["path"])(scope, receive, send)
                return
            await self._app(scope, receive, send)

    def _admit(self, headers: Headers) -> Holder:
        """Return the holder of a request's token. Raises an ApiError where the request may not pass."""
        for name in _SINGLE:
            if len(headers.getlist(name)) > 1:
                raise invalid_argument(f"The request has more than one {name.title()} header.")
        if not _HOST.match(headers.get("host", "")):
            raise invalid_argument("The request has no valid Host header.")
        if _host(headers.get("host", "")) not in self._hosts:
            raise permission_denied("The Host header names another server.")
        if "origin" in headers:
            raise permission_denied("Web pages may not call the local cloud.")
        holder = self._tokens.holder(_credential(headers.get("authorization", "")))
        if holder is None:
            raise unauthenticated(
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
                "cookie or other valid authentication credential. The local cloud's is in "
                "<state-dir>/token."
            )
        return holder


def _host(header: str) -> str:
    # host, host:port, [v6] or [v6]:port
    if header.startswith("["):
        address, bracket, _port = header.partition("]")
        return (address + bracket).lower()
    return header.partition(":")[0].lower()


def _credential(header: str) -> str:
    scheme, _space, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
