"""The reader's time zone, in which times are shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

_zone: ContextVar[tzinfo | None] = ContextVar("time_zone", default=None)
_reader: list[Callable[[], str | None]] = []


def time_zone() -> tzinfo:
    """Return the reader's time zone: the thread's, else the session's, else UTC."""
    zone = _zone.get()
    return zone or of_name(next((name for ask in _reader if (name := ask())), None))


def name() -> str:
    """Return the IANA name of the reader's time zone, such as "Asia/Seoul"."""
    return str(time_zone())


@contextmanager
def use_time_zone(name: str) -> Iterator[None]:
    """Set the time zone of this thread for the block."""
    token = _zone.set(of_name(name))
    try:
        yield
    finally:
        _zone.reset(token)


def ask_session(reader: Callable[[], str | None]) -> None:
    """Name the function that returns the name of the session's time zone, None if it is unknown."""
    _reader[:] = [reader]


def of_name(name: str | None) -> tzinfo:
    """Return the time zone with an IANA name, UTC if there is none."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, no name of a zone, a folder of zones
        return UTC
