"""The packages of custom jobs: fetched from the bucket, installed by pip in the job, kept between jobs."""

import hashlib
import os
import shutil
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from services.local_cloud import limits
from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.custom_jobs.interpreter import RUNTIME, Interpreter
from services.local_cloud.vertex.kernel.checks import parse_uri

# The most bytes that are kept of one job's packages, and in all.
_MAX_KEPT = 1024**3
_MAX_CACHE = 2 * 1024**3
_PIECE = 1024 * 1024


def fetch_packages(objects: Objects, uris: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Copy packages from the bucket to a folder and return their paths. Raises ApiError."""
    return tuple(_fetch(objects, uri, folder / str(number)) for number, uri in enumerate(uris))


def _fetch(objects: Objects, uri: str, folder: Path) -> Path:
    bucket, name = parse_uri(uri, "package_uris")
    # pip reads the kind of a package, and a wheel's version, from its file's name.
    path = folder / name.rpartition("/")[2]
    if path.name in {"", ".", ".."} or path.parent != folder:
        raise invalid_argument(f"The package {uri} has no file name.")
    folder.mkdir(parents=True)
    with objects.open(bucket, name) as source:
        try:
            with path.open("wb") as target:
                shutil.copyfileobj(source, target, _PIECE)
        except OSError as error:
            raise invalid_argument(f"The package {uri} can't be stored: {error.strerror}") from error
    return path


def packages_digest(packages: Sequence[Path]) -> str:
    """Return the digest of what packages contain and of this Python. Raises a 400 ApiError beyond the limits.

    Of a tar file the names and contents count, not the times: the SDK packs the same script anew.
    """
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.version}".encode())
    for path in packages:
        digest.update(f"\0{path.name if path.suffix == '.whl' else path.suffix}\0".encode())
        try:
            digest.update(_zip_digest(path) if zipfile.is_zipfile(path) else _tar_digest(path))
        except (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, OSError, ValueError):
            digest.update(_file_digest(path))  # pip says what is wrong with it
    return digest.hexdigest()


def _tar_digest(path: Path) -> bytes:
    digest, size = hashlib.sha256(), 0
    with tarfile.open(path) as archive:
        for count, member in enumerate(archive, start=1):
            size += member.size
            _check_size(path, size, count)
            digest.update(f"{member.name}\0{member.type!r}\0{member.linkname}\0{member.size}\0".encode())
            file = archive.extractfile(member) if member.isreg() else None
            while file is not None and (piece := file.read(_PIECE)):
                digest.update(piece)
    return digest.digest()


def _zip_digest(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        _check_size(path, sum(member.file_size for member in members), len(members))
    return _file_digest(path)


def _file_digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _check_size(path: Path, size: int, count: int) -> None:
    if size > limits.PACKAGE_BYTES or count > limits.PACKAGE_FILES:
        most = f"{limits.PACKAGE_BYTES / 1024**3:g} GB or {limits.PACKAGE_FILES:,} files"
        raise invalid_argument(f"The package {path.name} unpacks to more than {most}.")


class PackageCache:
    """Keeps what pip installed for packages, as a tar file named by their digest.

    A file appears whole or not at all, so jobs at once and a kill do no harm; the least recently used go
    first.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for path in folder.glob("*.tmp"):  # what a killed process did not finish
            path.unlink(missing_ok=True)

    def restore(self, digest: str, interpreter: Interpreter) -> bool:
        """Unpack what is kept into a fresh interpreter; False if nothing is."""
        try:
            with tarfile.open(self._path(digest)) as archive:
                os.utime(self._path(digest))
                archive.extractall(interpreter.folder, filter="data")
        except FileNotFoundError:
            return False
        except (tarfile.TarError, OSError):  # a disk lost a part of it
            self._path(digest).unlink(missing_ok=True)
            return False
        return True

    def keep(self, digest: str, interpreter: Interpreter) -> None:
        """Keep what is installed in an interpreter, unless it is too large."""
        if _size(interpreter.folder) > _MAX_KEPT:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f"{uuid4()}.tmp"
        try:
            with tarfile.open(unfinished, "x") as archive:
                archive.add(interpreter.folder, arcname=".", filter=_kept)
            unfinished.replace(self._path(digest))
        finally:
            unfinished.unlink(missing_ok=True)
        self._evict()

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.tar"

    def _evict(self) -> None:
        files = sorted(((path.stat(), path) for path in self._folder.glob("*.tar")), key=_age)
        total = sum(status.st_size for status, _path in files)
        for status, path in files:
            if total <= _MAX_CACHE:
                return
            path.unlink(missing_ok=True)
            total -= status.st_size


def _age(file: tuple[os.stat_result, Path]) -> int:
    return file[0].st_mtime_ns


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def _kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out links, such as those to Python, and the runtime that every fresh interpreter has."""
    is_kept = member.isreg() or member.isdir()
    return member if is_kept and Path(member.name).stem != RUNTIME else None
