"""`/gcs/BUCKET/…` in a job's Python is the bucket, as Cloud Storage FUSE shows it to jobs of Vertex AI.

The functions of os, io and builtins through which Python's own code and libraries reach files lead such
paths to Cloud Storage; nothing reaches a folder /gcs of this machine. Libraries that open paths in C, such
as sqlite3, and other programs find no /gcs. It imports only the standard library.
"""

import builtins
import errno
import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import parquet
from .imports import after_import
from .places import FOLDER, place_of

if TYPE_CHECKING:
    from .path_functions import PathFunctions

_OPEN, _CLOSE = io.open, os.close
_LED = (
    *("access", "chmod", "listdir", "listxattr", "lstat", "mkdir", "remove", "rmdir", "scandir", "stat"),
    *("unlink", "utime"),
)
# Links, and the folder that a process is in, do not exist in a bucket.
_UNSUPPORTED = ("chdir", "link", "mkfifo", "mknod", "readlink", "setxattr", "symlink", "truncate")


def install() -> None:
    """Lead the paths of buckets to Cloud Storage; does nothing outside of a job."""
    if FOLDER in os.environ:
        _patch()


@cache
def _paths() -> "PathFunctions":
    # Imported at the first path of a bucket: every Python process of a job starts with this module.
    from .bucket import Storage
    from .cloud_files import CloudFiles
    from .path_functions import PathFunctions

    storage = Storage(os.environ["STORAGE_EMULATOR_HOST"])
    return PathFunctions(storage, CloudFiles(storage, Path(os.environ[FOLDER]), _CLOSE))


def _patch() -> None:
    for name in _LED:
        setattr(os, name, _led(getattr(os, name), name))
    for name in ("rename", "replace"):
        setattr(os, name, _led_pair(getattr(os, name)))
    for name in _UNSUPPORTED:
        setattr(os, name, _refused(getattr(os, name)))
    os.open = _led(os.open, "open_descriptor")
    os.close = _close
    builtins.open = io.open = _opened
    after_import("pyarrow", parquet.write_in_python)
    after_import("pyarrow.parquet", parquet.read_in_python)


def _opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
    place = place_of(file)
    if place is None or options.get("opener") is not None:  # which opens by os.open, as tempfile's does
        return _OPEN(file, mode, *arguments, **options)
    return _paths().open(place, mode, *arguments, **options)


def _close(fd: int) -> None:
    if _paths.cache_info().currsize:
        _paths().close_descriptor(fd)
    else:
        _CLOSE(fd)


def _led(real: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Return a function that takes paths of buckets to one of PathFunctions, and others as before."""

    def led(path: Any = ".", *arguments: Any, **options: Any) -> Any:
        place = place_of(path)
        if place is None:
            return real(path, *arguments, **options)
        return getattr(_paths(), name)(place, *arguments, **options)

    return led


def _led_pair(real: Callable[..., Any]) -> Callable[..., Any]:
    def led(src: Any, dst: Any, **options: Any) -> Any:
        places = place_of(src), place_of(dst)
        return _paths().rename(*places) if any(places) else real(src, dst, **options)

    return led


def _refused(real: Callable[..., Any]) -> Callable[..., Any]:
    def refused(*arguments: Any, **options: Any) -> Any:
        for place in map(place_of, (*arguments[:2], *options.values())):
            if place is not None:
                raise place.error(errno.ENOTSUP)
        return real(*arguments, **options)

    return refused
