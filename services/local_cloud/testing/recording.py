"""A record of what was asked and answered in JSON, for tests that hold replies to Google's contract."""

import json
import os
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_JSON = "application/json"


class Recording:
    """Hands requests on and appends each with its reply to a file, a JSON object a line.

    A line holds verb, path, query, request, status, type and reply; the status is 0 where none was
    sent, a body that is not JSON is null.
    Several processes may write to one file. Links in replies may hold tokens, so it is the owner's alone.
    """

    def __init__(self, app: ASGIApp, path: Path) -> None:
        self._app = app
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on and write down what becomes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = _Body(Headers(scope=scope).get("content-type", ""))
        answered = _Body("")
        status = 0

        async def receive_on() -> Message:
            message = await receive()
            asked.add(message)
            return message

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                answered.kind = Headers(raw=message["headers"]).get("content-type", "")
            answered.add(message)
            await send(message)

        try:
            await self._app(scope, receive_on, send_on)
        finally:
            self._write(scope, asked, status, answered)

    def _write(self, scope: Scope, asked: "_Body", status: int, answered: "_Body") -> None:
        line = {
            "verb": scope["method"],
            "path": scope["raw_path"].decode("ascii"),
            "query": scope["query_string"].decode("latin-1"),
            "request": asked.document,
            "status": status,
            "type": answered.kind,
            "reply": answered.document,
        }
        os.write(self._descriptor, json.dumps(line).encode("ascii") + b"\n")


class _Body:
    """Gathers a body, where it is JSON."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._content = bytearray()

    def add(self, message: Message) -> None:
        if self.kind.startswith(_JSON):
            self._content += message.get("body", b"")

    @property
    def document(self) -> Any:
        """The body's JSON, None where it is none."""
        try:
            return json.loads(self._content)
        except ValueError:
            return None
