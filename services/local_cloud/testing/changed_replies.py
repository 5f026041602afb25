"""Replies that a client doesn't expect: a change of a reply is a function of the `send` that sends it on."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from starlette.types import Message, Send

TRICKLE_SECONDS = 0.5  # between two bytes
HUGE_BYTES = 8 * 1024**2
_JSON = b"application/json"
_PAGE = b"<!doctype html><html><head><title>Bad gateway</title></head><body><h1>502</h1></body></html>"


def _half(send: Send) -> Send:
    """Return a `send` that passes half of a body on, after which uvicorn closes the connection."""
    sent = False

    async def send_on(message: Message) -> None:
        nonlocal sent
        if message["type"] == "http.response.start":
            await send(message)
        elif message.get("body") and not sent:
            sent = True
            half = message["body"][: len(message["body"]) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})

    return send_on


def _trickle(send: Send) -> Send:
    """Return a `send` that passes a body on byte by byte."""

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            return
        body = message.get("body", b"")
        for place in range(len(body)):
            await send({"type": "http.response.body", "body": body[place : place + 1], "more_body": True})
            await asyncio.sleep(TRICKLE_SECONDS)
        await send({**message, "body": b""})

    return send_on


def _rewriting(
    change: Callable[[bytes], bytes],
    status: int | None = None,
    kind: bytes | None = None,
    more: dict[bytes, bytes] | None = None,
) -> Callable[[Send], Send]:
    """Return a change of a whole body, and of a reply's status and content type where they are named.

    `more` has headers that a reply gets beside its own.
    """

    def changed(send: Send) -> Send:
        start: Message = {}
        body = bytearray()

        async def send_on(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            content = change(bytes(body))
            headers = dict(start["headers"])
            if kind is not None:
                # Storage's checksums and encodings are of another body.
                headers = {b"content-type": kind}
            headers.update(more or {})
            headers[b"content-length"] = str(len(content)).encode()
            await send({**start, "status": status or start["status"], "headers": list(headers.items())})
            await send({"type": "http.response.body", "body": content})

        return send_on

    return changed


def _renamed(body: bytes) -> bytes:
    try:
        document: dict[str, Any] = json.loads(body)
        stem, slash, _last = document["name"].rpartition("/")
    except (ValueError, KeyError, TypeError, AttributeError):
        return body  # no JSON resource
    return json.dumps({**document, "name": f"{stem}{slash}another"}).encode()


def _of_other_types(value: Any) -> Any:
    """Return a value of JSON with a number for each text, and a text for each number."""
    if isinstance(value, dict):
        return {name: _of_other_types(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_of_other_types(item) for item in value]
    return 7 if isinstance(value, str) else "seven"


def _retyped(body: bytes) -> bytes:
    try:
        return json.dumps(_of_other_types(json.loads(body))).encode()
    except ValueError:
        return body


# The status, the content type and the body of a reply, by the instruction for it.
CHANGES: dict[str, Callable[[Send], Send]] = {
    "return-broken-stream": _half,
    "trickle": _trickle,
    "return-another-resource": _rewriting(_renamed),
    "return-half-body": _rewriting(lambda body: body[: len(body) // 2]),
    "return-empty-body": _rewriting(lambda _body: b""),
    "return-html": _rewriting(lambda _body: _PAGE, 200, b"text/html; charset=utf-8"),
    "return-html-502": _rewriting(lambda _body: _PAGE, 502, b"text/html; charset=utf-8"),
    "return-html-404": _rewriting(lambda _body: _PAGE, 404, b"text/html; charset=utf-8"),
    "return-no-json": _rewriting(lambda _body: b'{"name": ', 200, _JSON),
    "return-empty-json": _rewriting(lambda _body: b"{}", 200, _JSON),
    "return-json-list": _rewriting(lambda _body: b"[1, 2]", 200, _JSON),
    "return-json-null": _rewriting(lambda _body: b"null", 200, _JSON),
    "return-other-json": _rewriting(lambda _body: b'{"surprise": [1, {"a": 2}]}', 200, _JSON),
    "return-other-types": _rewriting(_retyped, 200, _JSON),
    "return-huge-json": _rewriting(lambda _body: b'{"surprise": "%s"}' % (b"x" * HUGE_BYTES), 200, _JSON),
    "return-invalid-utf-8": _rewriting(lambda _body: b'{"name": "\xff\xfe\xc3"}', 200, _JSON),
    "return-broken-gzip": _rewriting(lambda body: body[::-1], more={b"content-encoding": b"gzip"}),
    "return-another-content-type": _rewriting(lambda body: body, more={b"content-type": b"text/html"}),
    "return-redirect": _rewriting(lambda _body: b"", 302, more={b"location": b"?"}),
    "return-odd-400": _rewriting(
        lambda _body: b"{\"error\": \"{'field': None, 'why': <Reason.X: 3>}\"}", 400, _JSON
    ),
    "return-listed-400": _rewriting(
        lambda _body: b'[{"error": {"code": "400", "message": ["<b>no</b>", null], "details": 7}}]',
        400,
        _JSON,
    ),
    "return-zero-bytes": _rewriting(lambda body: bytes(len(body)), 200, b"application/octet-stream"),
    "return-json-error-in-200": _rewriting(
        lambda _body: b'{"error": {"code": 503, "message": "{\\"a\\": 1}", "status": "UNAVAILABLE"}}',
        200,
        _JSON,
    ),
}
