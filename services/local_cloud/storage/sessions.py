"""Sessions of resumable uploads, which outlive a restart as Google's do."""

import asyncio
import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.local_cloud.http.errors import ApiError, invalid_argument, not_found
from services.local_cloud.state.blobs import Blobs, Writer
from services.local_cloud.state.database import Database
from services.local_cloud.storage.preconditions import Preconditions

LIFETIME = timedelta(weeks=1)  # as in Cloud Storage
MIN_CHUNK = 256 * 1024
_INSERT = "INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_RANGE = re.compile(r"bytes (?:(\d{1,18})-(\d{1,18})|\*)/(\d{1,18}|\*)\Z")


@dataclass
class Session:
    """One upload: it receives bytes until its object has a `generation`, or until it is dropped."""

    id: str
    file: str
    bucket: str
    name: str
    properties: Mapping[str, Any]
    hashes: Mapping[str, str]
    conditions: Preconditions
    total: int | None
    begun: datetime
    generation: int | None = None
    written: Writer | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def writer(self) -> Writer:
        """The writer of the received bytes; see Sessions.open."""
        assert self.written is not None  # noqa: S101 - for the types: it was opened
        return self.written


class Sessions:
    """Stores the uploads under way; drops those older than a week."""

    def __init__(self, database: Database, blobs: Blobs, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._blobs = blobs
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
        """Return a new session; whoever knows its id may resume it."""
        self._drop_old()
        session = Session(
            *(secrets.token_urlsafe(48), writer.path.name, bucket, name, properties, hashes, conditions),
            *(total, self._clock(), None, writer),
        )
        try:
            with self._database.transaction() as connection:
                connection.execute(_INSERT, _row(session))
        except BaseException:
            writer.discard()
            raise
        self._sessions[session.id] = session
        return session

    def find(self, upload_id: str) -> Session:
        """Return a session; 404 if it has ended or expired."""
        session = self._sessions.get(upload_id) or self._stored(upload_id)
        if session is None or self._clock() - session.begun > LIFETIME:
            raise _ended()
        return self._sessions.setdefault(upload_id, session)

    def open(self, session: Session) -> None:
        """Open a session's writer; bytes from before a restart are read once. Call it under the lock.

        Raises a 404 ApiError if those bytes are lost or the session was dropped.
        """
        if session.id not in self._sessions:
            raise _ended()
        if session.written is None:
            try:
                session.written = self._blobs.resumed(session.file)
            except FileNotFoundError:
                self.drop(session)
                raise _ended() from None

    def finish(self, session: Session, generation: int) -> None:
        """Mark a session as complete, in the transaction that wrote its object."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE uploads SET generation = ? WHERE id = ?", (generation, session.id))
        session.generation = generation

    def drop(self, session: Session) -> None:
        """Remove a session and the bytes it received."""
        with self._database.deleting() as connection:
            connection.execute("DELETE FROM uploads WHERE id = ?", (session.id,))
        self._sessions.pop(session.id, None)
        if session.written is None:
            self._blobs.discard(session.file)
        else:
            session.written.discard()

    def _stored(self, upload_id: str) -> Session | None:
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM uploads WHERE id = ?", (upload_id,)).fetchone()
        return None if row is None else _session(row)

    def _drop_old(self) -> None:
        with self._database.reading() as connection:
            sessions = [_session(row) for row in connection.execute("SELECT * FROM uploads")]
        for session in sessions:
            if self._clock() - session.begun > LIFETIME:
                self.drop(self._sessions.get(session.id, session))


@dataclass(frozen=True)
class Chunk:
    """A Content-Range: first byte, one past the last, and total; None for a query or an unknown total."""

    start: int | None
    stop: int | None
    total: int | None

    def ends(self, received: int) -> bool:
        """Return whether the upload ends with this chunk or, for a query, is complete."""
        return self.total is not None and self.total == (received if self.stop is None else self.stop)


def read_chunk(header: str | None, received: int) -> Chunk | None:
    """Parse a Content-Range header; None without one, when the body is all the rest.

    Raises a 400 ApiError for a range that is malformed, leaves a gap or is too short.
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
    if stop != total and stop - start < MIN_CHUNK:
        raise invalid_argument(
            "Invalid request. The number of bytes uploaded is required to be equal or greater than "
            f"{MIN_CHUNK}, except for the final request (it's recommended to be the exact multiple "
            f"of {MIN_CHUNK}). The received request contained {stop - start} bytes, which does not "
            "meet this requirement."
        )
    return Chunk(start, stop, total)


def _row(session: Session) -> tuple[object, ...]:
    return (
        session.id,
        session.file,
        session.bucket,
        session.name.encode("utf-8"),
        json.dumps(dict(session.properties)),
        json.dumps(dict(session.hashes)),
        json.dumps(asdict(session.conditions)),
        session.total,
        session.begun.isoformat(),
        session.generation,
    )


def _session(row: sqlite3.Row) -> Session:
    return Session(
        id=row["id"],
        file=row["file"],
        bucket=row["bucket"],
        name=row["name"].decode("utf-8"),
        properties=json.loads(row["properties"]),
        hashes=json.loads(row["hashes"]),
        conditions=Preconditions(**json.loads(row["conditions"])),
        total=row["total"],
        begun=datetime.fromisoformat(row["begun"]),
        generation=row["generation"],
    )


def _ended() -> ApiError:
    return not_found("No such upload session; begin the upload again.")
