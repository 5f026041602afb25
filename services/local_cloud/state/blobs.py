"""The contents of objects, in files named by their SHA-256, so that no object's name becomes a path."""

import base64
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import google_crc32c


@dataclass(frozen=True)
class Content:
    """The hashes of a written content: SHA-256 in hex, size in bytes, MD5 and CRC32C in base64."""

    digest: str
    size: int
    md5: str
    crc32c: str


_UNHASHED_AT_MOST = 1024 * 1024
_UNSYNCED_AT_MOST = 16 * 1024 * 1024
# MD5 takes longer than everything else together and the disk is slow, so both run in other threads.
_threads = ThreadPoolExecutor(4, "blobs")


class Writer:
    """Writes one content to a file of its own and hashes it as it arrives, in constant memory.

    Blobs.keep makes it a blob; leaving the context manager removes the file.
    `resumed` appends to an existing file, which is read once for its hashes.
    """

    def __init__(self, path: Path, *, resumed: bool = False) -> None:
        self.path = path
        self.size = 0
        self._file = path.open("r+b" if resumed else "xb", buffering=0)
        self._sha256 = hashlib.sha256()
        self._md5 = _Md5()
        self._crc32c = 0
        self._syncing: Future[None] = _done()
        self._sent_off = 0
        while resumed and (piece := os.pread(self._file.fileno(), _UNHASHED_AT_MOST, self.size)):
            self._hash(piece)

    def write(self, data: bytes) -> None:
        """Append bytes, all or none. Raises OSError if the disk is full."""
        done = 0
        while done < len(data):
            done += os.pwrite(self._file.fileno(), memoryview(data)[done:], self.size + done)
        self._hash(data)
        if self.size - self._sent_off >= _UNSYNCED_AT_MOST and self._syncing.done():
            self._syncing.result()  # a disk reports a failure once
            self._sent_off = self.size
            self._syncing = _threads.submit(os.fdatasync, self._file.fileno())

    def finish(self) -> Content:
        """Sync the bytes to the disk and return their hashes; may be called again."""
        if not self._file.closed:
            self._syncing.result()
            os.ftruncate(self._file.fileno(), self.size)  # a write that failed may have left a part
            os.fsync(self._file.fileno())
            self._file.close()
        return Content(
            self._sha256.hexdigest(),
            self.size,
            _base64(self._md5.digest()),
            _base64(self._crc32c.to_bytes(4, "big")),
        )

    def discard(self) -> None:
        """Remove what was written; a blob that was made of it stays."""
        wait([self._syncing])  # before the file descriptor is reused
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _hash(self, data: bytes) -> None:
        self._sha256.update(data)
        self._md5.update(data)
        self._crc32c = google_crc32c.extend(self._crc32c, data)
        self.size += len(data)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *exception: object) -> None:
        self.discard()


class _Md5:
    """Hashes in another thread, which lags at most two batches behind."""

    def __init__(self) -> None:
        self._hash = hashlib.md5(usedforsecurity=False)
        self._pieces: list[bytes] = []
        self._size = 0
        self._pending: Future[None] = _done()

    def update(self, data: bytes) -> None:
        """Add the next bytes."""
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= _UNHASHED_AT_MOST:
            pieces, self._pieces, self._size = self._pieces, [], 0
            self._pending.result()
            self._pending = _threads.submit(self._add, pieces)

    def digest(self) -> bytes:
        """Return the hash of all bytes so far."""
        self._pending.result()
        self._add(self._pieces)
        self._pieces, self._size = [], 0
        return self._hash.digest()

    def _add(self, pieces: Sequence[bytes]) -> None:
        for piece in pieces:
            self._hash.update(piece)


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future


class Blobs:
    """Stores contents under `<folder>/ab/abcdef…`, each once, however many objects share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def writer(self) -> Writer:
        """Return a writer of a new content."""
        return Writer(self._incoming / secrets.token_hex(16))

    def resumed(self, file: str) -> Writer:
        """Return a writer that appends to an earlier one's file. Raises FileNotFoundError without it."""
        return Writer(self._incoming / file, resumed=True)

    def discard(self, file: str) -> None:
        """Remove the file of a writer that is not resumed."""
        (self._incoming / file).unlink(missing_ok=True)

    def keep(self, writer: Writer) -> Content:
        """Make a written content a blob, which survives a power cut once this returns.

        Call it in the transaction that refers to the blob, so that no removal comes between the two, and
        discard the writer after it: until then its file stays, for an upload that a kill interrupts here.
        """
        content = writer.finish()
        path = self._path(content.digest)
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            _sync(self._folder)
        try:
            path.hardlink_to(writer.path)
        except FileExistsError:
            pass  # the same content, and as whole
        except OSError:  # a file system without links
            writer.path.replace(path)
        _sync(path.parent)
        return content

    def open(self, digest: str) -> BinaryIO:
        """Open a blob; the open file stays readable after the blob is removed."""
        return self._path(digest).open("rb")

    def remove(self, digest: str) -> None:
        """Remove a blob that nothing refers to."""
        self._path(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """Yield the digest of every blob."""
        for path in self._folder.glob("??/*"):
            yield path.name

    def clear_incoming(self, resumable: Collection[str]) -> None:
        """Remove the files that an earlier process left half written, except the resumable ones."""
        for path in self._incoming.iterdir():
            if path.name not in resumable:
                path.unlink()

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode("ascii")


def _sync(folder: Path) -> None:
    # A rename is on disk only once its folder is synced.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
