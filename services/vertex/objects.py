"""Objects in the target's one bucket, and in others that its account may read."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from services.errors import InvalidInput, NotConfigured, NotFound, NotPermitted
from services.settings import LIMITS, Limits, Target
from services.text.i18n import _
from services.vertex.connection import READ_SECONDS, WRITE_SECONDS, connect, transferring
from services.vertex.failures import translated

READER_BYTES = 4 * 1024**2
PIECE_BYTES = 8 * 1024**2  # a multiple of 256 KB, as resumable uploads want


@dataclass(frozen=True)
class Found:
    """An object as it was listed: its size in bytes, and a checksum and generation that name its content."""

    uri: str
    size: int
    generation: int
    checksum: str
    updated: datetime


def require_bucket(target: Target) -> None:
    """Raise NotConfigured where the target's bucket isn't there (buckets.get)."""
    try:
        with translated(_("Opening the bucket {bucket}", bucket=target.bucket)):
            connect(target).storage.get_bucket(target.bucket, **transferring(READ_SECONDS))
    except NotPermitted:
        # Whoever may store objects need not be allowed to look at the bucket itself.
        return
    except NotFound as error:
        raise NotConfigured(
            _("There is no bucket “{bucket}”.", bucket=target.bucket),
            _(
                "Make it with “gcloud storage buckets create gs://{bucket}”, "
                "or name another one in LAUNCHPAD_BUCKET.",
                bucket=target.bucket,
            ),
        ) from error


def read(target: Target, uri: str) -> bytes:
    """Return the bytes of a gs:// object; NotFound where there is none."""
    bucket, name = split(uri)
    with translated(_("Reading {uri}", uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name)
        data: bytes = blob.download_as_bytes(**transferring(READ_SECONDS))
        return data


def start(target: Target, found: Found, size: int) -> bytes:
    """Return at most so many first bytes of an object as it is stored; NotFound where it has changed."""
    if not found.size:
        return b""
    bucket, name = split(found.uri)
    with translated(_("Reading {uri}", uri=found.uri)):
        blob = connect(target).storage.bucket(bucket).blob(name, generation=found.generation)
        data: bytes = blob.download_as_bytes(end=size - 1, raw_download=True, **transferring(READ_SECONDS))
        return data


@contextmanager
def reader(target: Target, uri: str) -> Iterator[IO[bytes]]:
    """Open a gs:// object to be read in pieces, never whole in memory; NotFound where there is none.

    Errors of later pieces are the family's too, as long as they are met inside the block.
    """
    bucket, name = split(uri)
    with translated(_("Reading {uri}", uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name)
        blob.reload(**transferring(READ_SECONDS))
        with blob.open("rb", chunk_size=READER_BYTES, **transferring(READ_SECONDS)) as source:
            yield source


def write(target: Target, uri: str, data: bytes, content_type: str) -> None:
    """Store bytes at a gs:// address, replacing what is there."""
    bucket, name = split(uri)
    with translated(_("Storing {uri}", uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name)
        blob.upload_from_string(data, content_type=content_type, **transferring(WRITE_SECONDS))


def download(
    target: Target,
    uri: str,
    path: Path,
    generation: int | None = None,
    told: Callable[[int], None] = lambda _received: None,
) -> None:
    """Write a gs:// object to a file as it is stored, in pieces; `told` hears the bytes that are there.

    NotFound where there is none, or no longer this generation of it.
    """
    from google.api_core.exceptions import RequestRangeNotSatisfiable

    bucket, name = split(uri)
    with translated(_("Reading {uri}", uri=uri)), path.open("wb") as file:
        blob = (
            connect(target).storage.bucket(bucket).blob(name, chunk_size=PIECE_BYTES, generation=generation)
        )
        # Raw: what is stored gzipped stays so, and the reader unpacks it within its limits.
        with suppress(RequestRangeNotSatisfiable):  # an empty object has no piece
            blob.download_to_file(_Told(file, told), raw_download=True, **transferring(READ_SECONDS))


def upload(target: Target, uri: str, path: Path, content_type: str) -> None:
    """Store a file at a gs:// address in pieces, replacing what is there."""
    bucket, name = split(uri)
    with translated(_("Storing {uri}", uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name, chunk_size=PIECE_BYTES)
        blob.upload_from_filename(str(path), content_type=content_type, **transferring(WRITE_SECONDS))


def copy(target: Target, source: str, uri: str) -> None:
    """Copy an object within the cloud, replacing what is there (objects.rewrite)."""
    bucket, name = split(uri)
    source_bucket, source_name = split(source)
    with translated(_("Storing {uri}", uri=uri)):
        storage = connect(target).storage
        original = storage.bucket(source_bucket).blob(source_name)
        blob, token = storage.bucket(bucket).blob(name), None
        while True:
            token, _written, _size = blob.rewrite(original, token=token, **transferring(WRITE_SECONDS))
            if token is None:
                return


def find(target: Target, pattern: str, limits: Limits = LIMITS) -> tuple[Found, ...]:
    """Return the objects that a gs:// address with wildcards names, by name.

    `*` and `?` stand for characters within a folder, `**` for any. Raises InvalidInput where more are
    named than are taken, or more must be listed for them.
    """
    bucket, name = split(pattern)
    prefix = re.split(r"[*?]", name, maxsplit=1)[0]
    wanted = re.compile(_expression(name))
    found: list[Found] = []
    with translated(_("Listing {uri}", uri=pattern)):
        listed = connect(target).storage.list_blobs(
            bucket, prefix=prefix, max_results=limits.listed_objects + 1, **transferring(READ_SECONDS)
        )
        for count, blob in enumerate(listed, start=1):
            if count > limits.listed_objects:
                raise _too_many_listed(f"gs://{bucket}/{prefix}", limits)
            if wanted.fullmatch(blob.name):
                found.append(_found(bucket, blob))
            if len(found) > limits.shards:
                raise InvalidInput(
                    _("More than {most:,} objects match.", most=limits.shards),
                    _("Narrow the wildcard, or join the shards."),
                )
    return tuple(sorted(found, key=lambda each: each.uri))


def _too_many_listed(start: str, limits: Limits) -> InvalidInput:
    return InvalidInput(
        _(
            "Over {most:,} objects begin with {start}, more than are looked through for a wildcard.",
            most=limits.listed_objects,
            start=start,
        ),
        _("Write more of the name before the first * or ?, or put the shards into a folder of their own."),
    )


def look(target: Target, uri: str) -> Found:
    """Return one object as it stands; NotFound where there is none."""
    bucket, name = split(uri)
    with translated(_("Opening {uri}", uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name)
        blob.reload(**transferring(READ_SECONDS))
        return _found(bucket, blob)


def delete_under(target: Target, uri: str, before: datetime | None = None) -> int:
    """Delete each object whose address starts with the uri and return how many there were.

    With `before`, only those that were last written earlier.
    """
    bucket, prefix = split(uri)
    with translated(_("Deleting {uri}", uri=uri)):
        storage = connect(target).storage
        names = [
            blob.name
            for blob in storage.list_blobs(bucket, prefix=prefix, **transferring(READ_SECONDS))
            if before is None or blob.updated < before
        ]
        for name in names:
            storage.bucket(bucket).blob(name).delete(**transferring(WRITE_SECONDS))
        return len(names)


def split(uri: str) -> tuple[str, str]:
    """Return the bucket and the object name of a gs:// address."""
    bucket, _slash, name = uri.removeprefix("gs://").partition("/")
    return bucket, name


class _Told:
    """A file that tells how many bytes it has been given."""

    def __init__(self, file: IO[bytes], told: Callable[[int], None]) -> None:
        self._file = file
        self._told = told

    def write(self, data: bytes) -> int:
        written = self._file.write(data)
        self._told(self._file.tell())
        return written


def _found(bucket: str, blob: Any) -> Found:
    return Found(
        uri=f"gs://{bucket}/{blob.name}",
        size=int(blob.size or 0),
        generation=int(blob.generation),
        checksum=f"{blob.crc32c} {blob.md5_hash or ''}",
        updated=blob.updated,
    )


def _expression(pattern: str) -> str:
    parts = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(parts.get(each, re.escape(each)) for each in re.findall(r"\*\*|.", pattern, re.DOTALL))
