"""Resumable uploads from a browser to the bucket.

A page begins an upload and gets a token for this file. Chunks are forwarded to the bucket as they arrive, so
no file is stored here. A complete file is read from its address like any other object. The bucket also
stores a record, by which another process can resume the upload.
"""

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Literal, TypeVar

from services.data.reading.files.names import check_format, safe_name
from services.data.reading.files.signatures import HEAD_BYTES
from services.errors import Conflict, InvalidInput, LaunchpadError, NotFound, Refused
from services.ingest import upload_records
from services.ingest.upload_records import Record
from services.settings import LIMITS, Limits, Target
from services.settings import target as own_target
from services.vertex import layout, resumable

_Error = TypeVar("_Error", bound=LaunchpadError)
State = Literal["begun", "receiving", "complete", "expired", "refused"]

TRANSITIONS: dict[State, frozenset[State]] = {
    "begun": frozenset({"receiving", "complete", "expired", "refused"}),
    "receiving": frozenset({"receiving", "complete", "expired", "refused"}),
    "complete": frozenset({"expired"}),
    "expired": frozenset(),
    "refused": frozenset(),
}

ALIGNMENT_BYTES = 256 * 1024  # of chunks, as Cloud Storage requires
CHUNK_BYTES = 32 * ALIGNMENT_BYTES  # within the limits of common proxies
FIRST_BYTES = ALIGNMENT_BYTES  # of the first chunk, so that an unreadable format is rejected early
LIFE_SECONDS = 24 * 3600.0
LEFT_SECONDS = 3600.0  # without a chunk, after which nobody waits for the rest
MOST_UPLOADS = 256


@dataclass(frozen=True)
class Upload:
    """An upload: the file's size, the bytes `received`, its address, and the reason of a refusal."""

    name: str
    size: int
    address: str
    state: State = "begun"
    received: int = 0
    refusal: InvalidInput | None = None


@dataclass
class _Entry:
    token: str
    target: Target
    upload: Upload
    touched: float
    owner: str = ""
    session: str = ""
    crc32c: int | None = 0
    writer: Lock = field(default_factory=Lock)

    def claim(self, now: float) -> int:
        """Return how many bytes of the bucket it may take: its file's, or what arrived if it was left."""
        if self.upload.state == "refused":
            return 0
        return self.upload.size if now - self.touched < LEFT_SECONDS else self.upload.received


class Uploads:
    """The uploads of this process by their tokens.

    `clock` returns seconds; `target` returns the target of uploads that another process began.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        limits: Limits = LIMITS,
        target: Callable[[], Target] = own_target,
    ) -> None:
        self._clock = clock
        self._limits = limits
        self._target = target
        self._entries: dict[str, _Entry] = {}
        self._lock = Lock()

    def begin(self, target: Target, name: str, size: int, owner: str = "") -> str:
        """Begin the upload of a file of this name and size in bytes, and return its token.

        `owner` is the session that begins it. Raises InvalidInput for a file that is empty or too large,
        alone or with the others that aren't stored yet.
        """
        safe = safe_name(name)
        _check_size(size, self._limits)
        self._check_room(size, owner)
        token = secrets.token_urlsafe(32)
        address = f"{layout.upload_folder(target, token)}/{safe}"
        self._remember(_Entry(token, target, Upload(safe, size, address), self._clock(), owner))
        return token

    def forget(self, address: str) -> None:
        """Forget the upload at an address, once it is stored elsewhere."""
        with self._lock:
            self._entries = {
                token: entry for token, entry in self._entries.items() if entry.upload.address != address
            }

    def look(self, token: str) -> Upload:
        """Return an upload; raises NotFound for a token that is unknown or has expired."""
        return self._find(token).upload

    def receive(self, token: str, offset: int, data: bytes) -> Upload:
        """Send the bytes at an offset on to the bucket and return the upload.

        Raises Conflict if the upload is at another offset or receives another chunk, InvalidInput for an
        invalid chunk or an unreadable format, and Unavailable if the bucket doesn't answer, after which the
        chunk can be sent again.
        """
        entry = self._find(token)
        if not entry.writer.acquire(blocking=False):
            raise Conflict("upload_busy")
        try:
            self._check(entry, offset, data)
            if offset == 0:
                self._check_format(entry, data)
            return self._send(entry, data)
        finally:
            entry.writer.release()

    def cancel(self, token: str) -> None:
        """Cancel an upload: its token admits nothing more, and the bucket drops what it has."""
        entry = self._find(token)
        with entry.writer:
            if entry.upload.state in ("begun", "receiving"):
                self._enter(entry, "refused", refusal=InvalidInput("upload_canceled"))
                _abandon(entry)
                upload_records.delete(entry.target, token)

    def expire(self) -> int:
        """Remove the uploads without a chunk for LIFE_SECONDS and return their number."""
        now = self._clock()
        with self._lock:
            old = [token for token, entry in self._entries.items() if now - entry.touched > LIFE_SECONDS]
            entries = [self._entries.pop(token) for token in old]
        for entry in entries:
            is_unfinished = entry.upload.state in ("begun", "receiving")
            if "expired" in TRANSITIONS[entry.upload.state]:
                self._enter(entry, "expired")
            if is_unfinished:
                _abandon(entry)
        return len(entries)

    def _find(self, token: str) -> _Entry:
        with self._lock:
            entry = self._entries.get(token)
        entry = entry or self._restored(token)
        if entry is None or self._clock() - entry.touched > LIFE_SECONDS:
            raise NotFound("upload_unknown")
        return entry

    def _restored(self, token: str) -> _Entry | None:
        """Return an upload that another process began, None if the bucket has no record of it."""
        target = self._target()
        record = upload_records.read(target, token)
        if record is None or record.size > self._limits.upload_bytes:
            return None
        try:
            received = resumable.received(target, record.session, record.size)
        except (NotFound, Refused):
            return None
        address = f"{layout.upload_folder(target, token)}/{record.name}"
        state: State = "complete" if received == record.size else "receiving"
        upload = Upload(record.name, record.size, address, state, received)
        return self._remember(
            _Entry(token, target, upload, self._clock(), session=record.session, crc32c=None)
        )

    def _remember(self, entry: _Entry) -> _Entry:
        with self._lock:
            entry = self._entries.setdefault(entry.token, entry)
            while len(self._entries) > MOST_UPLOADS:
                del self._entries[min(self._entries, key=lambda token: self._entries[token].touched)]
        return entry

    def _check_room(self, size: int, owner: str) -> None:
        now = self._clock()
        with self._lock:
            sizes = [(entry.owner, entry.claim(now)) for entry in self._entries.values()]
        own = sum(claim for other, claim in sizes if owner and other == owner)
        if own + size > self._limits.session_upload_bytes:
            raise InvalidInput("session_uploads_too_large", limit=self._limits.session_upload_bytes)
        if sum(claim for _owner, claim in sizes) + size > self._limits.all_upload_bytes:
            raise InvalidInput("uploads_too_large")

    def _check(self, entry: _Entry, offset: int, data: bytes) -> None:
        upload = entry.upload
        if upload.refusal:
            raise _copy(upload.refusal)
        if upload.state == "complete" or offset != upload.received:
            raise Conflict("upload_at_another_offset", offset=upload.received)
        end = offset + len(data)
        if not data or len(data) > CHUNK_BYTES or end > upload.size:
            raise InvalidInput("chunk_invalid", limit=CHUNK_BYTES)
        if end < upload.size and len(data) % ALIGNMENT_BYTES:
            raise InvalidInput("chunk_misaligned", multiple=ALIGNMENT_BYTES)

    def _check_format(self, entry: _Entry, data: bytes) -> None:
        """Reject an upload of an unreadable format before it is sent to the bucket."""
        try:
            check_format(entry.upload.name, data[:HEAD_BYTES])
        except InvalidInput as error:
            self._enter(entry, "refused", refusal=_copy(error))
            raise

    def _send(self, entry: _Entry, data: bytes) -> Upload:
        upload, target = entry.upload, entry.target
        entry.touched = self._clock()
        if not entry.session:
            session = resumable.start(target, upload.address, upload.size, "application/octet-stream")
            upload_records.write(target, entry.token, Record(upload.name, upload.size, session))
            entry.session = session
        import google_crc32c  # imported on use, like all of Google's libraries

        crc = None if entry.crc32c is None else google_crc32c.extend(entry.crc32c, data)
        try:
            reached = resumable.send(target, entry.session, data, upload.received, upload.size, crc)
        except (NotFound, Refused) as error:
            refusal = InvalidInput("upload_lost", cause=_copy(error))
            self._enter(entry, "refused", refusal=refusal)
            upload_records.delete(target, entry.token)
            raise _copy(refusal) from error
        # If the bucket has fewer bytes than were sent, the checksum is unknown.
        entry.crc32c = crc if reached == upload.received + len(data) else None
        self._enter(entry, "complete" if reached == upload.size else "receiving", received=reached)
        return entry.upload

    def _enter(self, entry: _Entry, state: State, **changes: object) -> None:
        if state not in TRANSITIONS[entry.upload.state]:
            raise AssertionError(f"{entry.upload.state} -> {state}")
        entry.upload = replace(entry.upload, state=state, **changes)  # type: ignore[arg-type] # its fields


def _check_size(size: int, limits: Limits) -> None:
    if size <= 0:
        raise InvalidInput("file_empty")
    if size > limits.upload_bytes:
        raise InvalidInput("upload_too_large", size=size, limit=limits.upload_bytes)


def _copy(error: _Error) -> _Error:
    """Return a copy of an error without the traceback, whose frames would hold a chunk in memory."""
    return type(error)(error.code, **error.parameters)


def _abandon(entry: _Entry) -> None:
    if entry.session:
        with suppress(LaunchpadError):  # the bucket drops the session later
            resumable.cancel(entry.target, entry.session)


uploads = Uploads()
"""The uploads of this process, which pages begin and the route fills."""
