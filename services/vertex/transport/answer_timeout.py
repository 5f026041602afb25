"""HTTP connections that wait for an answer as long as the deadline allows, and for no trickle.

A timeout of requests holds for each read from the socket, so an answer of a byte every half second would
never end. Here it holds for the whole answer, which gets more time while it comes at SLOWEST bytes a second.
"""

import io
import socket
import time
from http.client import HTTPResponse
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from services.runtime import deadline

SLOWEST = 10_000  # bytes a second
_UNSET_TIMEOUT = 60.0  # seconds, for libraries that set none


def install() -> None:
    """Give all connections of this process this timeout, as Google's libraries make sessions of their own."""
    HTTPConnectionPool.ConnectionCls = _Connection
    HTTPSConnectionPool.ConnectionCls = _SecureConnection


class _TimedReader(io.RawIOBase):
    """Reads an answer from a socket."""

    def __init__(self, reader: Any, source: socket.socket) -> None:
        self._reader = reader
        self._socket = source
        self._timeout = source.gettimeout() or _UNSET_TIMEOUT
        self._end = time.monotonic() + self._timeout

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer is too slow")
        self._socket.settimeout(deadline.remaining(min(self._timeout, left)))
        try:
            received: int | None = self._reader.readinto(buffer)
        except TimeoutError:
            deadline.remaining(self._timeout)  # raises Overdue if it has passed, so that nobody tries again
            raise
        self._end += (received or 0) / SLOWEST
        return received

    def close(self) -> None:
        self._reader.close()
        super().close()


class _TimedResponse(HTTPResponse):
    def __init__(self, source: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(source, *args, **options)
        self.fp = io.BufferedReader(_TimedReader(self.fp.detach(), source))


class _Connection(HTTPConnection):
    response_class = _TimedResponse

    def connect(self) -> None:
        self.timeout = deadline.remaining(self.timeout or _UNSET_TIMEOUT)
        super().connect()


class _SecureConnection(HTTPSConnection):
    response_class = _TimedResponse

    def connect(self) -> None:
        self.timeout = deadline.remaining(self.timeout or _UNSET_TIMEOUT)
        super().connect()
