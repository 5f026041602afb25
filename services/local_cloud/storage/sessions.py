"""Resumable uploads between their start and their last byte; a restart forgets them (404)."""

import asyncio
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.local_cloud.blobs import Writer
from services.local_cloud.refusals import invalid_argument, not_found
from services.local_cloud.storage.preconditions import Preconditions
from services.local_cloud.storage.stored import StoredObject

LIFETIME = timedelta(weeks=1)  # as long as Google keeps one
CHUNK_AT_LEAST = 256 * 1024
_RANGE = re.compile(r"bytes (?:(\d{1,18})-(\d{1,18})|\*)/(\d{1,18}|\*)\Z")


@dataclass
class Session:
    """One upload under way: it receives until it is `finished`, or it is dropped from Sessions."""

    bucket: str
    name: str
    properties: Mapping[str, Any]
    hashes: Mapping[str, str]
    conditions: Preconditions
    total: int | None
    writer: Writer
    begun: datetime
    id: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    finished: StoredObject | None = None


class Sessions:
    """Holds the uploads of one process; one that is a week old is dropped."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._sessions: dict[str, Session] = {}

    def begin(
        self,
        bucket: str,
        name: str,
        properties: Mapping[str, Any],
        hashes: Mapping[str, str],
        conditions: Preconditions,
        total: int | None,
        writer: Writer,
    ) -> Session:
        """Return a new session; its id is the capability to go on with it."""
        now = self._clock()
        for session in list(self._sessions.values()):
            if now - session.begun > LIFETIME:
                self.drop(session)
        session = Session(bucket, name, properties, hashes, conditions, total, writer, now)
        self._sessions[session.id] = session
        return session

    def find(self, upload_id: str) -> Session:
        """Return a session; 404 where it ended, expired or belonged to an earlier process."""
        session = self._sessions.get(upload_id)
        if session is None or self._clock() - session.begun > LIFETIME:
            raise not_found("No such upload session; begin the upload again.")
        return session

    def drop(self, session: Session) -> None:
        """Forget a session and what it received."""
        self._sessions.pop(session.id, None)
        session.writer.discard()


@dataclass(frozen=True)
class Chunk:
    """What a Content-Range says: first byte and one past the last (None: a query, or unknown), total."""

    start: int | None
    stop: int | None
    total: int | None

    def ends(self, received: int) -> bool:
        """Tell whether the upload ends with this chunk, or, for a query, is complete as received."""
        return self.total is not None and self.total == (received if self.stop is None else self.stop)


def read_chunk(header: str | None, received: int) -> Chunk | None:
    """Return what a Content-Range header says; None without one, where the body is all the rest.

    Raises a 400 Refusal for a range that is malformed, leaves a gap or is too short to go on from.
    """
    if header is None:
        return None
    match = _RANGE.match(header)
    if match is None:
        raise invalid_argument(f"Invalid Content-Range: '{header}'")
    first, last, size = match.groups()
    total = None if size == "*" else int(size)
    if first is None:
        return Chunk(None, None, total)
    start, stop = int(first), int(last) + 1
    if stop <= start or (total is not None and stop > total):
        raise invalid_argument(f"Invalid Content-Range: '{header}'")
    if start > received:
        raise invalid_argument(
            f"Invalid request. According to the Content-Range header, the upload offset is {start} "
            f"byte(s), which exceeds already uploaded size of {received} byte(s)."
        )
    if stop != total and stop - start < CHUNK_AT_LEAST:
        raise invalid_argument(
            "Invalid request. The number of bytes uploaded is required to be equal or greater than "
            f"{CHUNK_AT_LEAST}, except for the final request (it's recommended to be the exact multiple "
            f"of {CHUNK_AT_LEAST}). The received request contained {stop - start} bytes, which does not "
            "meet this requirement."
        )
    return Chunk(start, stop, total)
