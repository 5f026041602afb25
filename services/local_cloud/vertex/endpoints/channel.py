"""An HTTP/1.1 client of one server on this machine, with persistent connections."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

import httptools


@dataclass(frozen=True)
class Answer:
    """The response to a request."""

    status: int
    content_type: str
    body: bytes


class Channel:
    """Sends requests to a port of 127.0.0.1; concurrent requests use separate connections.

    Use it on the thread of the event loop. It knows no redirects, cookies and the like.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[_Connection] = []

    async def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Return the response to a request for a path that is not encoded yet.

        Raises OSError if the connection breaks before the response is complete.
        """
        connection = await self._connection()
        try:
            answer = await connection.exchange(self._request(method, path, headers, body))
        except BaseException:
            # The rest of this response must not be taken for the next one.
            connection.close()
            raise
        if connection.is_open:
            self._idle.append(connection)
        return answer

    def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            self._idle.pop().close()

    async def _connection(self) -> "_Connection":
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open:
                return connection
        loop = asyncio.get_running_loop()
        _transport, connection = await loop.create_connection(_Connection, "127.0.0.1", self._port)
        return connection

    def _request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
        lines = [f"{method} {quote(path, safe='/:')} HTTP/1.1", f"host: 127.0.0.1:{self._port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"content-length: {len(body)}", "", ""]
        return "\r\n".join(lines).encode("latin-1") + body


class _Connection(asyncio.Protocol):
    """One connection with at most one request at a time; httptools calls it with what it parses."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[Answer] | None = None
        self._begin()

    @property
    def is_open(self) -> bool:
        """Whether the connection can send another request."""
        return self._transport is not None and not self._transport.is_closing()

    def exchange(self, request: bytes) -> "asyncio.Future[Answer]":
        """Send a request and return the future of its response."""
        self._begin()
        self._waiter = asyncio.get_running_loop().create_future()
        if self._transport is None:
            self._fail(ConnectionResetError("The connection is closed."))
        else:
            self._transport.write(request)
        return self._waiter

    def close(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports behave like asyncio's but have another class.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(ConnectionError(f"The server does not speak HTTP: {error}"))
            self.close()

    def connection_lost(self, _error: Exception | None) -> None:
        self._transport = None
        self._fail(ConnectionResetError("The connection was closed before the answer was whole."))

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._content_type = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        keeps = self._parser.should_keep_alive()
        if not keeps and self._transport is not None:
            self._transport.close()
        if self._waiter is not None and not self._waiter.done():
            status = self._parser.get_status_code()
            self._waiter.set_result(Answer(status, self._content_type, bytes(self._body)))

    def _begin(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._content_type = ""
        self._body = bytearray()

    def _fail(self, error: Exception) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(error)
