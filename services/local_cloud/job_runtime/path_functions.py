"""What the functions of os do with paths of buckets. It imports only the standard library."""

import errno
import os
import stat
import zlib
from collections.abc import Iterator
from typing import Any

from .bucket import Storage
from .cloud_files import CloudFiles
from .places import Entry, Place


class PathFunctions:
    """The functions of os on places in buckets. Raises OSError."""

    def __init__(self, storage: Storage, files: CloudFiles) -> None:
        self._storage = storage
        self._files = files

    def open(self, place: Place, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        return self._files.open(place, mode, *arguments, **options)

    def open_descriptor(self, place: Place, flags: int, mode: int = 0o777, **_options: Any) -> int:
        return self._files.open_descriptor(place, flags, mode)

    def close_descriptor(self, descriptor: int) -> None:
        self._files.close_descriptor(descriptor)

    def stat(self, place: Place, **_options: Any) -> os.stat_result:
        self._files.settle(place)
        return _status(place, self._storage.find(place))

    lstat = stat

    def access(self, place: Place, _mode: int, **_options: Any) -> bool:
        try:
            self.stat(place)
        except OSError:
            return False
        return True

    def listdir(self, place: Place) -> list[str]:
        return [entry.name for entry in self.scandir(place)]

    def scandir(self, place: Place) -> "_Scan":
        if not place.bucket:
            raise place.error(errno.EPERM)  # a job sees the buckets that it names
        if self._storage.find(place).size is not None:
            raise place.error(errno.ENOTDIR)
        return _Scan(place, [entry for entry in self._storage.entries(place) if entry.name])

    def mkdir(self, place: Place, _mode: int = 0o777, **_options: Any) -> None:
        if self._storage.exists(place):
            raise place.error(errno.EEXIST)
        if not place.name:  # a bucket is not made by its path
            raise place.error(errno.ENOENT)
        self._storage.find(place.folder)
        self._storage.make_folder(place)

    def rmdir(self, place: Place, **_options: Any) -> None:
        if next(iter(self.scandir(place)), None) is not None or not place.name:
            raise place.error(errno.ENOTEMPTY)
        self._storage.remove(place, folder=True)

    def unlink(self, place: Place, **_options: Any) -> None:
        self._files.settle(place)
        if self._storage.find(place).size is None:
            raise place.error(errno.EISDIR)
        self._storage.remove(place)

    remove = unlink

    def rename(self, source: Place | None, target: Place | None) -> None:
        if source is None or target is None:
            raise (source or target or Place("")).error(errno.EXDEV)  # shutil.move then copies
        self._files.settle(source)
        if self._storage.find(source).size is None:
            raise source.error(errno.ENOTSUP)
        self._storage.find(target.folder)
        if source != target:
            self._storage.move(source, target)

    def utime(self, place: Place, *_times: Any, **_options: Any) -> None:
        self._storage.find(place)  # FUSE accepts times and modes, and keeps neither

    chmod = utime

    def listxattr(self, place: Place, **_options: Any) -> list[str]:
        self._storage.find(place)
        return []


class _Scan:
    """What os.scandir returns: an iterator of entries, and a context."""

    def __init__(self, place: Place, entries: list[Entry]) -> None:
        self._entries = iter([_DirEntry(place, entry) for entry in entries])

    def __iter__(self) -> Iterator["_DirEntry"]:
        return self._entries

    def __next__(self) -> "_DirEntry":
        return next(self._entries)

    def __enter__(self) -> "_Scan":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter([])


class _DirEntry(os.PathLike[str]):
    """An os.DirEntry of a bucket."""

    def __init__(self, folder: Place, entry: Entry) -> None:
        self.name = entry.name
        self.path = f"{folder}/{entry.name}"
        self._entry = entry
        self._place = Place(folder.bucket, f"{folder.name}/{entry.name}".lstrip("/"))

    def __fspath__(self) -> str:
        return self.path

    def is_dir(self, **_options: Any) -> bool:
        return self._entry.size is None

    def is_file(self, **_options: Any) -> bool:
        return self._entry.size is not None

    def is_symlink(self) -> bool:
        return False

    def stat(self, **_options: Any) -> os.stat_result:
        return _status(self._place, self._entry)

    def inode(self) -> int:
        return self.stat().st_ino


def _status(place: Place, entry: Entry) -> os.stat_result:
    mode = stat.S_IFDIR | 0o755 if entry.size is None else stat.S_IFREG | 0o644
    inode = zlib.crc32(str(place).encode()) + 1
    fields = (mode, inode, 0, 1, os.getuid(), os.getgid(), entry.size or 0, *(int(entry.changed),) * 3)
    times = ("st_atime", "st_mtime", "st_ctime")
    exact = dict.fromkeys(times, entry.changed) | {f"{t}_ns": int(entry.changed * 1e9) for t in times}
    return os.stat_result(fields, exact)
