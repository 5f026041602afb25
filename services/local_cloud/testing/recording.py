"""A record of JSON requests and replies, for tests that check replies against Google's contract."""

import json
import os
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_JSON = "application/json"


class RecordingMiddleware:
    """Passes requests on and appends each with its reply to a file, as one line of JSON.

    A line has verb, path, query, request, status, type and reply; the status is 0 if none was sent, and
    a body that is not JSON is null. Several processes may write to one file. Links in replies may
    contain tokens, so only the owner may read it.
    """

    def __init__(self, app: ASGIApp, path: Path) -> None:
        self._app = app
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and record it with its reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Body(Headers(scope=scope).get("content-type", ""))
        reply = _Body("")
        status = 0

        async def receive_on() -> Message:
            message = await receive()
            request.add(message)
            return message

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                reply.kind = Headers(raw=message["headers"]).get("content-type", "")
            reply.add(message)
            await send(message)

        try:
            await self._app(scope, receive_on, send_on)
        finally:
            self._write(scope, request, status, reply)

    def _write(self, scope: Scope, request: "_Body", status: int, reply: "_Body") -> None:
        line = {
            "verb": scope["method"],
            "path": scope["raw_path"].decode("ascii"),
            "query": scope["query_string"].decode("latin-1"),
            "request": request.document,
            "status": status,
            "type": reply.kind,
            "reply": reply.document,
        }
        os.write(self._descriptor, json.dumps(line).encode("ascii") + b"\n")


class _Body:
    """Collects a body if it is JSON."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._content = bytearray()

    def add(self, message: Message) -> None:
        if self.kind.startswith(_JSON):
            self._content += message.get("body", b"")

    @property
    def document(self) -> Any:
        """The body's JSON, None if it has none."""
        try:
            return json.loads(self._content)
        except ValueError:
            return None
