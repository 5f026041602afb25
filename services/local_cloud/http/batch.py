"""Cloud Storage's batch requests: up to 100 calls in one body of multipart/mixed."""

import email
import re
from email.message import Message
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp
from starlette.types import Message as Event

from services.local_cloud.http.access import holder_of, set_holder
from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.http.proto_json import read_body

PATH = "/batch/storage/v1"
_SERVED = "/storage/v1/"
_MAX_CALLS = 100
_MAX_BODY = 10 * 1024 * 1024
_BOUNDARY = "batch_local_cloud"
_REQUEST_LINE = re.compile(r"([A-Z]+) (\S+)(?: HTTP/[\d.]+)?\Z")
# What belongs to the whole request and not to a call in it.
_OUTER = {b"content-type", b"content-length", b"content-encoding", b"transfer-encoding"}


class Batches:
    """Answers a batch by passing its calls to an application, one after the other."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def answer(self, request: Request) -> Response:
        """Answer a batch: each call succeeds or fails by itself. Raises a 400 ApiError."""
        body = await read_body(request, _MAX_BODY, "The batch request is too large.")
        kind = request.headers.get("content-type", "")
        document = email.message_from_bytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + body)
        parts = document.get_payload()
        if document.get_content_type() != "multipart/mixed" or not isinstance(parts, list):
            raise invalid_argument("A batch request needs a body of multipart/mixed with a boundary.")
        if not 1 <= len(parts) <= _MAX_CALLS:
            raise invalid_argument(
                f"The batch request has {len(parts)} calls; it may have 1 to {_MAX_CALLS}."
            )
        answers = [await self._answer(part, request) for part in parts]
        content = b"".join(b"--%s\r\n%s\r\n" % (_BOUNDARY.encode(), answer) for answer in answers)
        return Response(
            content + b"--%s--" % _BOUNDARY.encode(),
            headers={"content-type": f"multipart/mixed; boundary={_BOUNDARY}"},
        )

    async def _answer(self, part: object, request: Request) -> bytes:
        assert isinstance(part, Message)  # noqa: S101 - for the types: so are the parts of a list
        line, _end, rest = _text(part).lstrip().partition("\n")
        match = _REQUEST_LINE.match(line.strip())
        if match is None:
            raise invalid_argument("Failed to parse batch request, error: a part has no request line.")
        inner = email.message_from_string(rest.replace("\r\n", "\n"))
        url = urlsplit(match[2])
        if not url.path.startswith(_SERVED) or "alt=media" in url.query:
            raise invalid_argument(f"A batch request can't hold {match[1]} {url.path}.")
        reply = await self._call(match[1], url.path, url.query, inner, request)
        answered = part.get("content-id", "").strip().strip("<>")
        head = "Content-Type: application/http\r\n"
        if answered:
            head += f"Content-ID: <response-{answered}>\r\n"
        return f"{head}\r\n".encode("latin-1", "replace") + reply

    async def _call(self, method: str, path: str, query: str, inner: Message, request: Request) -> bytes:
        outer = [(name, value) for name, value in request.scope["headers"] if name not in _OUTER]
        own = {
            name.lower(): value
            for name, value in inner.items()
            if name.lower() not in {"host", "authorization"}
        }
        body = _text(inner).encode("utf-8")
        own["content-length"] = str(len(body))
        kept = [(name, value) for name, value in outer if name.decode("latin-1") not in own]
        headers = [*kept, *((name.encode("latin-1"), value.encode("latin-1")) for name, value in own.items())]
        scope = {
            **{
                name: request.scope[name]
                for name in ("type", "asgi", "http_version", "scheme", "server", "client")
            },
            "method": method,
            "path": path,
            "raw_path": path.encode("ascii"),
            "query_string": query.encode("ascii"),
            "root_path": "",
            "headers": headers,
        }
        set_holder(scope, holder_of(request))
        events: list[Event] = []

        async def receive() -> Event:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(event: Event) -> None:
            events.append(event)

        await self._app(scope, receive, send)
        return _reply(events)


def _text(part: Message) -> str:
    text = part.get_payload()
    if not isinstance(text, str):
        raise invalid_argument("Failed to parse batch request, error: a call in it has parts.")
    return text


def _reply(events: list[Event]) -> bytes:
    """Return the HTTP reply in an application's events."""
    start = next(event for event in events if event["type"] == "http.response.start")
    body = b"".join(event.get("body", b"") for event in events)
    headers = dict(start["headers"]) | {b"content-length": str(len(body)).encode()}
    lines = [b"HTTP/1.1 %d %s" % (start["status"], HTTPStatus(start["status"]).phrase.encode())]
    lines += [b"%s: %s" % (name.title(), value) for name, value in headers.items()]
    return b"\r\n".join([*lines, b"", body])
