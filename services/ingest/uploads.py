"""Files on their way from a browser to the bucket: who may send what, and how far each has come.

A page's session begins an upload and gets a token that admits this one file and nothing else. Each
chunk goes straight on to the bucket, so that no file is ever held here. A file that is complete lies
at the upload's address, where it is read as any other object. What an app that was started anew, or
another one, needs to go on lies in the bucket too.
"""

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Literal

from services.data.reading.files.names import plain_name, refuse_kind
from services.data.reading.files.signatures import HEAD_BYTES
from services.errors import Conflict, InvalidInput, LaunchpadError, NotFound, Refused
from services.ingest import upload_records
from services.ingest.upload_records import Record
from services.settings import LIMITS, Limits, Target
from services.settings import target as own_target
from services.text.i18n import _
from services.vertex import layout, resumable

State = Literal["begun", "receiving", "complete", "expired", "refused"]

TRANSITIONS: dict[State, frozenset[State]] = {
    "begun": frozenset({"receiving", "complete", "expired", "refused"}),
    "receiving": frozenset({"receiving", "complete", "expired", "refused"}),
    "complete": frozenset({"expired"}),
    "expired": frozenset(),
    "refused": frozenset(),
}

CHUNK_BYTES = 8 * 1024**2  # a multiple of 256 KB for the bucket, and small enough for every proxy
FIRST_BYTES = 256 * 1024  # of a first chunk that soon tells what is no table
LIFE_SECONDS = 24 * 3600.0
AT_MOST = 256


@dataclass(frozen=True)
class Upload:
    """One file on its way: its size and what is `received` of it in bytes, and where it will lie."""

    name: str
    size: int
    address: str
    state: State = "begun"
    received: int = 0
    reason: str = ""


@dataclass
class _Entry:
    token: str
    target: Target
    upload: Upload
    touched: float
    session: str = ""
    crc32c: int | None = 0
    writer: Lock = field(default_factory=Lock)


class Uploads:
    """The uploads that this process knows, each under its token.

    `clock` gives seconds; `target` is where those that it doesn't know may have been begun.
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

    def begin(self, target: Target, name: str, size: int) -> str:
        """Return the token with which a file of this name and size in bytes may be sent.

        Raises InvalidInput for a file that is empty or too large.
        """
        plain = plain_name(name)
        _refuse_size(size, self._limits)
        token = secrets.token_urlsafe(32)
        address = f"{layout.upload_folder(target, token)}/{plain}"
        self._remember(_Entry(token, target, Upload(plain, size, address), self._clock()))
        return token

    def look(self, token: str) -> Upload:
        """Return how far an upload is; NotFound for a token that was never given or has expired."""
        return self._find(token).upload

    def receive(self, token: str, offset: int, data: bytes) -> Upload:
        """Hand the bytes at an offset on to the bucket and return how far the upload is then.

        Raises Conflict where another offset is awaited or another writer is at work, InvalidInput for
        what was not announced or is no table by its first bytes, Unavailable where the bucket doesn't
        answer: then the same bytes may be sent again.
        """
        entry = self._find(token)
        if not entry.writer.acquire(blocking=False):
            raise Conflict(_("Another part of this file is being received."), _("Send one part at a time."))
        try:
            self._check(entry, offset, data)
            if offset == 0:
                self._look_at(entry, data)
            return self._pass_on(entry, data)
        finally:
            entry.writer.release()

    def cancel(self, token: str) -> None:
        """Give an upload up: its token admits nothing more, and the bucket forgets what it has."""
        self.refuse(token, _("The upload was given up."))

    def refuse(self, token: str, reason: str) -> None:
        """End an upload whose first bytes show that it can't be read; `reason` is a sentence."""
        entry = self._find(token)
        with entry.writer:
            if entry.upload.state in ("begun", "receiving"):
                self._enter(entry, "refused", reason=reason)
                _abandon(entry)
                upload_records.drop(entry.target, token)

    def expire(self) -> int:
        """Forget what nobody touched for LIFE_SECONDS and return how many uploads that were."""
        now = self._clock()
        with self._lock:
            old = [token for token, each in self._entries.items() if now - each.touched > LIFE_SECONDS]
            entries = [self._entries.pop(token) for token in old]
        for entry in entries:
            unfinished = entry.upload.state in ("begun", "receiving")
            if "expired" in TRANSITIONS[entry.upload.state]:
                self._enter(entry, "expired")
            if unfinished:
                _abandon(entry)
        return len(entries)

    def _find(self, token: str) -> _Entry:
        with self._lock:
            entry = self._entries.get(token)
        entry = entry or self._restored(token)
        if entry is None or self._clock() - entry.touched > LIFE_SECONDS:
            raise NotFound(
                _("This upload isn't known any more: it was given up, was stored, or has expired."),
                _("Choose the file again to begin anew."),
            )
        return entry

    def _restored(self, token: str) -> _Entry | None:
        """Return an upload that another process began, None where the bucket doesn't know it."""
        target = self._target()
        record = upload_records.find(target, token)
        if record is None or record.size > self._limits.upload_bytes:
            return None
        try:
            received = resumable.received(target, record.session, record.size)
        except (NotFound, Refused):
            return None
        address = f"{layout.upload_folder(target, token)}/{record.name}"
        state: State = "complete" if received == record.size else "receiving"
        upload = Upload(record.name, record.size, address, state, received)
        return self._remember(_Entry(token, target, upload, self._clock(), record.session, crc32c=None))

    def _remember(self, entry: _Entry) -> _Entry:
        with self._lock:
            entry = self._entries.setdefault(entry.token, entry)
            while len(self._entries) > AT_MOST:
                del self._entries[min(self._entries, key=lambda each: self._entries[each].touched)]
        return entry

    def _check(self, entry: _Entry, offset: int, data: bytes) -> None:
        upload = entry.upload
        if upload.state == "refused":
            raise InvalidInput(upload.reason, _("Choose another file."))
        if upload.state == "complete" or offset != upload.received:
            raise Conflict(
                _("The upload goes on at byte {offset:,}.", offset=upload.received),
                _("Send the bytes from there."),
            )
        end = offset + len(data)
        if not data or len(data) > CHUNK_BYTES or end > upload.size:
            raise InvalidInput(
                _("The part isn't what was announced."),
                _("Send at most {size} MB at once, and no more than the file.", size=CHUNK_BYTES // 1024**2),
            )
        if end < upload.size and len(data) % (256 * 1024):
            raise InvalidInput(
                _("The part is no multiple of 256 KB."), _("Only a file's last part may be of any length.")
            )

    def _look_at(self, entry: _Entry, data: bytes) -> None:
        """End the upload of what is no table, before any of it lies in the bucket."""
        try:
            refuse_kind(entry.upload.name, data[:HEAD_BYTES])
        except InvalidInput as error:
            self._enter(entry, "refused", reason=f"{error.message} {error.hint}")
            raise

    def _pass_on(self, entry: _Entry, data: bytes) -> Upload:
        upload, target = entry.upload, entry.target
        entry.touched = self._clock()
        if not entry.session:
            session = resumable.start(target, upload.address, upload.size, "application/octet-stream")
            upload_records.keep(target, entry.token, Record(upload.name, upload.size, session))
            entry.session = session
        import google_crc32c  # where it is first needed, as everything of Google's

        crc = None if entry.crc32c is None else google_crc32c.extend(entry.crc32c, data)
        try:
            reached = resumable.send(target, entry.session, data, upload.received, upload.size, crc)
        except (NotFound, Refused) as error:
            self._enter(entry, "refused", reason=error.message)
            upload_records.drop(target, entry.token)
            raise InvalidInput(error.message, _("Choose the file again to begin anew.")) from error
        # Whatever the bucket has is what counts; where that isn't what was sent, nobody knows the sum.
        entry.crc32c = crc if reached == upload.received + len(data) else None
        self._enter(entry, "complete" if reached == upload.size else "receiving", received=reached)
        return entry.upload

    def _enter(self, entry: _Entry, state: State, **changes: object) -> None:
        if state not in TRANSITIONS[entry.upload.state]:
            raise AssertionError(f"{entry.upload.state} -> {state}")
        entry.upload = replace(entry.upload, state=state, **changes)  # type: ignore[arg-type] # named by callers


def _refuse_size(size: int, limits: Limits) -> None:
    if size <= 0:
        raise InvalidInput(_("The file is empty."), _("Choose a file with a header and some rows."))
    if size > limits.upload_bytes:
        raise InvalidInput(
            _(
                "The file has {size:,.0f} MB; at most {most:,.0f} MB are taken.",
                size=size / 1024**2,
                most=limits.upload_bytes / 1024**2,
            ),
            _("Pack it as .gz, or split it and name the parts in a bucket: gs://bucket/part-*.csv."),
        )


def _abandon(entry: _Entry) -> None:
    if entry.session:
        with suppress(LaunchpadError):  # the bucket forgets it by itself, only later
            resumable.cancel(entry.target, entry.session)


uploads = Uploads()
"""The process's one table of uploads, which pages begin and the route fills."""
