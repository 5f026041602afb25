"""Requests whose bodies are compressed in transit, as Google's APIs accept them."""

import zlib

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.local_cloud.http.errors import error_response, invalid_argument

# What one message of a body inflates to at most: more comes in further messages.
_PIECE = 1024 * 1024


class GzipRequests:
    """Decompresses a body with `Content-Encoding: gzip` before any service reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its plain body; 400 for another encoding."""
        encoding = Headers(scope=scope).get("content-encoding", "") if scope["type"] == "http" else ""
        if encoding.lower() in {"", "identity"}:
            await self._app(scope, receive, send)
        elif encoding.lower() == "gzip":
            plain = {b"content-encoding", b"content-length"}
            headers = [(name, value) for name, value in scope["headers"] if name not in plain]
            await self._app({**scope, "headers": headers}, _Inflated(receive).receive, send)
        else:
            error = invalid_argument(f"The content encoding {encoding!r} of the request is not supported.")
            await error_response(error, scope["path"])(scope, receive, send)


class _Inflated:
    """Receives the messages of a compressed body as those of a plain one."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._rest = b""
        self._is_last = False

    async def receive(self) -> Message:
        """Return the next message. Raises a 400 ApiError for a body that is not gzip."""
        if not self._rest and not self._is_last:
            message = await self._receive()
            if message["type"] != "http.request":
                return message
            self._rest = message.get("body", b"")
            self._is_last = not message.get("more_body", False)
        try:
            piece = self._inflater.decompress(self._rest, _PIECE)
        except zlib.error as error:
            raise invalid_argument(f"The request's body is not valid gzip: {error}.") from None
        self._rest = self._inflater.unconsumed_tail
        # A full piece may leave more inside the inflater.
        more = bool(self._rest) or len(piece) == _PIECE or not self._is_last
        if not more and not self._inflater.eof:
            raise invalid_argument("The request's body ends in the middle of its gzip data.")
        return {"type": "http.request", "body": piece, "more_body": more}
