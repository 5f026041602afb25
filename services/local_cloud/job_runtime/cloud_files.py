"""Files of a bucket that a job has open: each is a copy in the job's folder, written back at its close.

`python -m … .cloud_files` writes back what a killed process left open. It imports only the standard library.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from .bucket import Storage
from .places import FOLDER, Place


class CloudFiles:
    """Opens files of buckets; `close` closes a descriptor. Raises OSError."""

    def __init__(self, storage: Storage, folder: Path, close: Callable[[int], None] = os.close) -> None:
        self._storage = storage
        self._folder = folder
        self._close = close
        self._descriptors: dict[int, tuple[Place, Path]] = {}

    def open(self, place: Place, mode: str, *arguments: Any, **options: Any) -> Any:
        """Open a file as the built-in open does."""
        letters = set(mode)
        makes, writes = bool(letters & set("wax")), bool(letters & set("wax+"))
        path = self._prepare(place, writes=writes, keeps="w" not in letters, makes=makes, new="x" in letters)
        try:
            stream: Any = path.open(mode, *arguments, **options)
        except ValueError:  # of the mode or another argument
            path.unlink(missing_ok=True)
            raise
        raw = stream
        while not isinstance(raw, io.FileIO):
            raw = raw.buffer if isinstance(raw, io.TextIOWrapper) else raw.raw
        # Buffers and texts close what is below them by this attribute, also when they are collected.
        raw.close = self._closer(raw, place, path, writes=writes)  # type: ignore[method-assign]
        return stream

    def open_descriptor(self, place: Place, flags: int, mode: int = 0o777, **_options: Any) -> int:
        """Open a file as os.open does."""
        writes = flags & os.O_ACCMODE != os.O_RDONLY
        path = self._prepare(
            place,
            writes=writes,
            keeps=not flags & os.O_TRUNC,
            makes=bool(flags & os.O_CREAT),
            new=flags & (os.O_CREAT | os.O_EXCL) == os.O_CREAT | os.O_EXCL,
        )
        descriptor = os.open(path, flags, mode)
        closed_unseen = self._descriptors.pop(descriptor, None)
        if writes:
            self._descriptors[descriptor] = (place, path)
        if closed_unseen is not None:
            self._write_back(*closed_unseen)
        return descriptor

    def close_descriptor(self, descriptor: int) -> None:
        """Close what os.open opened."""
        self._close(descriptor)
        if descriptor in self._descriptors:
            self._write_back(*self._descriptors.pop(descriptor))

    def settle(self, place: Place) -> None:
        """Write back what has been written to a file by descriptor, which os.fdopen closes unseen."""
        for descriptor, (other, path) in list(self._descriptors.items()):
            if other != place:
                continue
            if _is_open(descriptor, path):
                self._storage.upload(place, path)
            else:
                self._write_back(*self._descriptors.pop(descriptor))

    def write_back_all(self) -> None:
        """Write back all files that are left open for writing."""
        writing = self._folder / "writing"
        for path in sorted(path for path in writing.rglob("*") if path.is_file()):
            bucket, _slash, name = "/".join(path.relative_to(writing).parts[1:]).partition("/")
            self._write_back(Place(bucket, name), path)

    def _prepare(self, place: Place, *, writes: bool, keeps: bool, makes: bool, new: bool) -> Path:
        """Return the path of a copy: empty, or with the content if it exists and is kept."""
        exists = self._storage.exists(place)
        if not exists:
            if not makes:
                raise place.error(errno.ENOENT)
            self._storage.find(place.folder)
        elif self._storage.find(place).size is None:
            raise place.error(errno.EISDIR)
        elif new:
            raise place.error(errno.EEXIST)
        kind = "writing" if writes else "reading"
        path = self._folder / kind / uuid4().hex / place.bucket / place.name
        path.parent.mkdir(parents=True)
        if exists and keeps:
            self._storage.download(place, path)
        elif exists:
            path.touch()
        return path

    def _closer(self, raw: io.FileIO, place: Place, path: Path, *, writes: bool) -> Callable[[], None]:
        def close() -> None:
            if raw.closed:
                return
            io.FileIO.close(raw)
            if writes:
                self._write_back(place, path)
            else:
                path.unlink(missing_ok=True)

        return close

    def _write_back(self, place: Place, path: Path) -> None:
        with contextlib.suppress(FileNotFoundError):  # closed twice, after a fork
            self._storage.upload(place, path)
            path.unlink()


def _is_open(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def main() -> int:
    """Write back what the job's processes left open."""
    files = CloudFiles(Storage(os.environ["STORAGE_EMULATOR_HOST"]), Path(os.environ[FOLDER]))
    files.write_back_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
