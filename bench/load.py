"""Callers that send HTTP requests one after the other over persistent connections.

All callers share one thread with bare sockets, so that they take little time from the servers.
"""

import selectors
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import numpy as np

PATIENCE = 60.0


@dataclass(frozen=True)
class Figures:
    """Percentiles of latency in milliseconds, and calls per second."""

    p50: float
    p99: float
    rate: float


def figures(taken: list[float], elapsed: float) -> Figures:
    """Return the figures of calls from their durations and the `elapsed` time, in seconds."""
    p50, p99 = np.percentile(np.asarray(taken) * 1000, [50, 99])
    return Figures(float(p50), float(p99), len(taken) / elapsed)


def post(url: str, body: bytes, headers: Mapping[str, str], callers: int, calls: int) -> Figures:
    """Send a body `calls` times by concurrent callers.

    Raises RuntimeError unless all are answered 200.
    """
    request = _request(url, body, headers)
    parts = urlsplit(url)
    taken: list[float] = []
    left = calls - callers
    with selectors.DefaultSelector() as selector:
        began = time.perf_counter()
        for _number in range(callers):
            caller = _Caller(socket.create_connection((parts.hostname, parts.port), PATIENCE))
            selector.register(caller.connection, selectors.EVENT_READ, caller)
            caller.send(request)
        while len(taken) < calls:
            ready = selector.select(PATIENCE)
            if not ready:
                raise RuntimeError(f"{url} fell silent.")
            for key, _events in ready:
                caller = key.data
                if not caller.receive():
                    continue
                taken.append(time.perf_counter() - caller.began)
                if left > 0:
                    left -= 1
                    caller.send(request)
                else:
                    selector.unregister(caller.connection)
                    caller.connection.close()
        return figures(taken, time.perf_counter() - began)


@dataclass
class _Caller:
    connection: socket.socket
    began: float = 0.0
    reply: bytearray = field(default_factory=bytearray)
    size: int = 0

    def send(self, request: bytes) -> None:
        self.reply.clear()
        self.size = 0
        self.began = time.perf_counter()
        self.connection.sendall(request)

    def receive(self) -> bool:
        """Read available bytes and return whether the reply is complete."""
        piece = self.connection.recv(256 * 1024)
        if not piece:
            raise RuntimeError("A connection was closed in the middle.")
        self.reply += piece
        if not self.size and (end := self.reply.find(b"\r\n\r\n")) >= 0:
            head = bytes(self.reply[:end])
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(bytes(self.reply).decode("utf-8", "replace"))
            length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]
            self.size = end + 4 + int(length)
        return bool(self.size) and len(self.reply) >= self.size


def _request(url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    parts = urlsplit(url)
    lines = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {parts.path} HTTP/1.1\r\n{head}\r\n".encode() + body
