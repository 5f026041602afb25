"""Places in buckets, which a job names by paths under `/gcs`. It imports only the standard library."""

import os
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Set by custom_jobs/variables.py: the folder of the copies of open files.
FOLDER = "LOCAL_CLOUD_FILES"
_ROOT = "/gcs"


@dataclass(frozen=True)
class Place:
    """A path of an object, or of a folder of objects, as `/gcs/BUCKET/NAME` names it."""

    bucket: str
    name: str = ""

    def __str__(self) -> str:
        return f"{_ROOT}/{self.bucket}/{self.name}".rstrip("/")

    @property
    def folder(self) -> "Place":
        """The folder that it lies in."""
        return Place(self.bucket, self.name.rpartition("/")[0])

    def error(self, number: int) -> OSError:
        """Return the error of this path."""
        return OSError(number, os.strerror(number), str(self))


def place_of(path: Any) -> Place | None:
    """Return the place in a bucket that a path names, None for any other path."""
    if not isinstance(path, str | bytes | os.PathLike):
        return None
    text = os.fsdecode(path)
    if "gcs" not in text:
        return None
    normal = posixpath.normpath(posixpath.join(Path.cwd(), text))
    normal = "/" + normal.lstrip("/")  # two slashes stay two, and mean one on Linux
    if normal != _ROOT and not normal.startswith(f"{_ROOT}/"):
        return None
    bucket, _slash, name = normal[len(_ROOT) + 1 :].partition("/")
    return Place(bucket, name)


@dataclass(frozen=True)
class Entry:
    """A file, or a folder without a size, and when it was changed (seconds since 1970)."""

    name: str
    size: int | None = None
    changed: float = 0.0
