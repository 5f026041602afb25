"""An answer that trickles ends, one that goes on coming is whole, and nobody waits beyond a deadline."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread
from types import SimpleNamespace

import pytest
import requests
from requests.adapters import HTTPAdapter

from services.runtime import deadline
from services.runtime.deadline import Overdue
from services.vertex.transport import answer_timeout

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
ENOUGH = 400  # pieces; a client that takes them all fails its test


@pytest.fixture(autouse=True)
def _installed() -> None:
    answer_timeout.install()


@pytest.fixture
def answering() -> Callable[..., object]:
    """Answer one request on this machine with pieces, and a pause after each."""

    @contextmanager
    def answering(pieces: list[bytes], pause: float) -> Iterator[str]:
        ended = Event()

        def answer() -> None:
            connection, _address = server.accept()
            with connection:
                connection.recv(10_000)
                for piece in pieces:
                    try:
                        connection.sendall(piece)
                    except OSError:
                        return
                    if ended.wait(pause):
                        return

        with socket.create_server(("127.0.0.1", 0)) as server:
            thread = Thread(target=answer)
            thread.start()
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
            ended.set()
            thread.join()

    return answering


def get(address: str, timeout: float) -> bytes:
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter())
        return session.get(address, timeout=timeout).content


BODY = [HEAD, *[b"x"] * ENOUGH]
HEADERS = [HEAD[:17], *[b"X"] * ENOUGH]


@pytest.mark.parametrize("pieces", [BODY, HEADERS], ids=["body", "headers"])
def test_a_byte_now_and_then_is_no_answer(answering: Callable[..., object], pieces: list[bytes]) -> None:
    with (
        answering(pieces, 0.05) as address,
        pytest.raises(requests.RequestException, match=r"slow|timed out"),
    ):
        get(address, 0.3)


@pytest.mark.parametrize("pieces", [BODY, HEADERS], ids=["body", "headers"])
def test_a_deadline_ends_a_trickle_whatever_the_timeout(
    answering: Callable[..., object], pieces: list[bytes]
) -> None:
    with answering(pieces, 0.05) as address, deadline.within(0.3), pytest.raises(Overdue):
        get(address, 600)


def test_a_silent_answer_ends_with_the_deadline(answering: Callable[..., object]) -> None:
    with answering([b""], 600) as address, deadline.within(0.3), pytest.raises(Overdue):
        get(address, 600)


def test_no_connection_is_made_after_the_deadline() -> None:
    clock = iter([0.0, 1.0])
    with deadline.within(0.5, lambda: next(clock)), pytest.raises(Overdue):
        get("http://127.0.0.1:9", 600)


def test_an_answer_that_goes_on_coming_gets_the_time_it_needs(
    answering: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_timeout, "SLOWEST", 50)
    monkeypatch.setattr(
        answer_timeout, "time", SimpleNamespace(monotonic=count().__next__)
    )  # a second a look
    pieces = [HEAD, *[b"x" * 100] * 10]
    with answering(pieces, 0.02) as address:
        assert get(address, 5) == b"x" * 1000
