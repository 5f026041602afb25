"""Contents of objects as files named by their own SHA-256, so that no object's name is ever a path."""

import base64
import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import google_crc32c


@dataclass(frozen=True)
class Content:
    """Says what a finished writer wrote: SHA-256 in hex, size in bytes, MD5 and CRC32C in base64."""

    digest: str
    size: int
    md5: str
    crc32c: str


class Writer:
    """Writes one content aside and hashes it as it comes; memory stays flat.

    It becomes a blob by Blobs.keep. Leaving it as a context manager removes what was not kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._file = path.open("xb", buffering=0)
        self._sha256 = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._crc32c = 0

    def write(self, data: bytes) -> None:
        """Append bytes. Raises OSError where the disk is full."""
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        self._sha256.update(data)
        self._md5.update(data)
        self._crc32c = google_crc32c.extend(self._crc32c, data)
        self.size += len(data)

    def finish(self) -> Content:
        """Bring the bytes to the disk and say what they are; may be called again."""
        if not self._file.closed:
            os.fsync(self._file.fileno())
            self._file.close()
        return Content(
            self._sha256.hexdigest(),
            self.size,
            _base64(self._md5.digest()),
            _base64(self._crc32c.to_bytes(4, "big")),
        )

    def discard(self) -> None:
        """Remove what was written, unless it has become a blob."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *exception: object) -> None:
        self.discard()


class Blobs:
    """Keeps contents under `<folder>/ab/abcdef…`; one content is stored once however many objects hold it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def writer(self) -> Writer:
        """Return a writer of a new content."""
        return Writer(self._incoming / secrets.token_hex(16))

    def keep(self, writer: Writer) -> Content:
        """Make a written content a blob; when this returns it survives a power cut.

        Call it in the transaction that refers to it, or a removal may come between the two.
        """
        content = writer.finish()
        path = self._path(content.digest)
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            _sync(self._folder)
        writer.path.replace(path)
        _sync(path.parent)
        return content

    def open(self, digest: str) -> BinaryIO:
        """Open a blob; it stays readable through this file even when it is removed meanwhile."""
        return self._path(digest).open("rb")

    def remove(self, digest: str) -> None:
        """Remove a blob that nothing refers to."""
        self._path(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """Yield the digest of every blob."""
        for path in self._folder.glob("??/*"):
            yield path.name

    def clear_incoming(self) -> None:
        """Remove what an earlier process left half written."""
        for path in self._incoming.iterdir():
            path.unlink()

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode("ascii")


def _sync(folder: Path) -> None:
    # A rename is on disk only when its folder is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
