"""Objects in the target's bucket and in other buckets that its account can read."""

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from services.errors import InvalidInput, NotConfigured, NotFound, NotPermitted
from services.settings import LIMITS, Limits, Target
from services.vertex.connection import READ_TIMEOUT, WRITE_TIMEOUT, connect, storage_options
from services.vertex.failures import require_answer, translated

READ_CHUNK_BYTES = 4 * 1024**2
CHUNK_BYTES = 8 * 1024**2  # a multiple of 256 KB, as resumable uploads require


@dataclass(frozen=True)
class StoredObject:
    """An object's address, its size in bytes, and the checksum and generation that identify its content."""

    uri: str
    size: int
    generation: int
    checksum: str
    updated: datetime


def require_bucket(target: Target) -> None:
    """Raise NotConfigured if the target's bucket doesn't exist (buckets.get)."""
    try:
        with translated("bucket_not_opened", bucket=target.bucket):
            connect(target).storage.get_bucket(target.bucket, **storage_options(READ_TIMEOUT))
    except NotPermitted:
        # The account may have access to objects without access to the bucket.
        return
    except NotFound as error:
        raise NotConfigured("no_bucket", bucket=target.bucket) from error


def read(target: Target, uri: str) -> bytes:
    """Return the bytes of a gs:// object, by its checksum. Raises NotFound."""
    bucket, name = split(uri)
    with translated("object_not_read", file=title(uri), bucket=bucket):
        blob = connect(target).storage.bucket(bucket).blob(name)
        data: bytes = blob.download_as_bytes(**storage_options(READ_TIMEOUT))
        require_answer(blob.generation)  # which a proxy's page has not
        _require_checksum(blob, data)
        return data


def read_start(target: Target, stored: StoredObject, size: int) -> bytes:
    """Return at most `size` bytes from the start of an object, undecoded; NotFound where it has changed."""
    if not stored.size:
        return b""
    bucket, name = split(stored.uri)
    with translated("object_not_read", file=title(stored.uri), bucket=bucket):
        blob = connect(target).storage.bucket(bucket).blob(name, generation=stored.generation)
        data: bytes = blob.download_as_bytes(end=size - 1, raw_download=True, **storage_options(READ_TIMEOUT))
        require_answer(blob.generation)
        return data


@contextmanager
def reader(target: Target, uri: str) -> Iterator[IO[bytes]]:
    """Open a gs:// object for reading in chunks; NotFound where there is none.

    Inside the block, errors of later chunks are LaunchpadErrors too.
    """
    bucket, name = split(uri)
    with translated("object_not_read", file=title(uri), bucket=bucket):
        blob = connect(target).storage.bucket(bucket).blob(name)
        blob.reload(**storage_options(READ_TIMEOUT))
        with blob.open("rb", chunk_size=READ_CHUNK_BYTES, **storage_options(READ_TIMEOUT)) as source:
            yield source


def write(
    target: Target, uri: str, data: bytes, content_type: str, replaced: StoredObject | None = None
) -> None:
    """Store bytes at a gs:// address, replacing what is there.

    With the object that is `replaced`, raises Conflict where there is another generation by now.
    """
    bucket, name = split(uri)
    with translated("object_not_stored", file=title(uri), bucket=bucket):
        blob = connect(target).storage.bucket(bucket).blob(name)
        blob.upload_from_string(
            data,
            content_type=content_type,
            if_generation_match=replaced.generation if replaced else None,
            **storage_options(WRITE_TIMEOUT),
        )


def download(
    target: Target,
    uri: str,
    path: Path,
    generation: int | None = None,
    on_progress: Callable[[int], None] = lambda _received: None,
) -> None:
    """Write a gs:// object to a file in chunks, undecoded; `on_progress` gets the number of bytes so far.

    Raises NotFound if there is no such object, or no longer this generation of it.
    """
    from google.api_core.exceptions import RequestRangeNotSatisfiable

    bucket, name = split(uri)
    with translated("object_not_read", file=title(uri), bucket=bucket), path.open("wb") as file:
        blob = (
            connect(target).storage.bucket(bucket).blob(name, chunk_size=CHUNK_BYTES, generation=generation)
        )
        # Raw, so that a gzipped object is decompressed by the reader within its limits.
        with suppress(RequestRangeNotSatisfiable):  # an empty object has no chunk
            blob.download_to_file(
                _CountingFile(file, on_progress), raw_download=True, **storage_options(READ_TIMEOUT)
            )


def upload(target: Target, uri: str, path: Path, content_type: str) -> None:
    """Store a file at a gs:// address in chunks, replacing what is there."""
    bucket, name = split(uri)
    with translated("object_not_stored", file=title(uri), bucket=bucket):
        blob = connect(target).storage.bucket(bucket).blob(name, chunk_size=CHUNK_BYTES)
        blob.upload_from_filename(str(path), content_type=content_type, **storage_options(WRITE_TIMEOUT))


def copy(target: Target, source: str, uri: str) -> None:
    """Copy an object within the cloud, replacing what is there (objects.rewrite)."""
    bucket, name = split(uri)
    source_bucket, source_name = split(source)
    with translated("object_not_stored", file=title(uri), bucket=bucket):
        storage = connect(target).storage
        original = storage.bucket(source_bucket).blob(source_name)
        blob, token = storage.bucket(bucket).blob(name), None
        while True:
            token, _written, _size = blob.rewrite(original, token=token, **storage_options(WRITE_TIMEOUT))
            if token is None:
                return


def list_matching(target: Target, pattern: str, limits: Limits = LIMITS) -> tuple[StoredObject, ...]:
    """Return the objects that match a gs:// address with wildcards, sorted by name (objects.list).

    `*` and `?` match characters within a folder, `**` matches any. Raises InvalidInput if more objects
    match, or have to be searched, than the limits allow.
    """
    bucket, name = split(pattern)
    prefix = re.split(r"[*?]", name, maxsplit=1)[0]
    expression = re.compile(_expression(name))
    matches: list[StoredObject] = []
    with translated("objects_not_listed", bucket=bucket):
        blobs = connect(target).storage.list_blobs(
            bucket, prefix=prefix, max_results=limits.listed_objects + 1, **storage_options(READ_TIMEOUT)
        )
        for count, blob in enumerate(blobs, start=1):
            if count > limits.listed_objects:
                raise InvalidInput(
                    "too_many_objects_listed", prefix=f"gs://{bucket}/{prefix}", limit=limits.listed_objects
                )
            if expression.fullmatch(blob.name):
                matches.append(_record(bucket, blob))
            if len(matches) > limits.shards:
                raise InvalidInput("too_many_objects_match", limit=limits.shards)
    return tuple(sorted(matches, key=lambda stored: stored.uri))


def list_metadata(
    target: Target, prefix: str, start: str | None = None
) -> tuple[tuple[str, dict[str, str]], ...]:
    """Return the addresses of the objects with a gs:// prefix and their custom metadata (objects.list).

    With `start`, those before that address are left out.
    """
    bucket, name = split(prefix)
    with translated("objects_not_listed", bucket=bucket):
        blobs = connect(target).storage.list_blobs(
            bucket,
            prefix=name,
            start_offset=split(start)[1] if start else None,
            fields="items(name,metadata),nextPageToken",
            **storage_options(READ_TIMEOUT),
        )
        return tuple((f"gs://{bucket}/{blob.name}", dict(blob.metadata or {})) for blob in blobs)


def list_since(target: Target, uri: str, after: datetime) -> tuple[StoredObject, ...]:
    """Return the objects with a prefix that were written after a moment, newest first (objects.list)."""
    bucket, prefix = split(uri)
    with translated("objects_not_listed", bucket=bucket):
        blobs = connect(target).storage.list_blobs(bucket, prefix=prefix, **storage_options(READ_TIMEOUT))
        records = [_record(bucket, blob) for blob in blobs]
    recent = [stored for stored in records if stored.updated > after]
    return tuple(sorted(recent, key=lambda stored: stored.updated, reverse=True))


def get(target: Target, uri: str) -> StoredObject:
    """Return an object's size, checksum and generation; NotFound where there is none (objects.get)."""
    bucket, name = split(uri)
    with translated("object_not_read", file=title(uri), bucket=bucket):
        blob = connect(target).storage.bucket(bucket).blob(name)
        blob.reload(**storage_options(READ_TIMEOUT))
        return _record(bucket, blob)


def delete_prefix(target: Target, uri: str, before: datetime | None = None) -> int:
    """Delete all objects with a prefix and return their number.

    With `before`, delete only those that were last written earlier.
    """
    from google.api_core.exceptions import NotFound as GoogleNotFound

    bucket, prefix = split(uri)
    with translated("objects_not_deleted", bucket=bucket):
        storage = connect(target).storage
        blobs = storage.list_blobs(bucket, prefix=prefix, **storage_options(READ_TIMEOUT))
        listed = [(blob.name, _record(bucket, blob).updated) for blob in blobs]
        names = [name for name, updated in listed if before is None or updated < before]
        for name in names:
            with suppress(GoogleNotFound):  # it is gone, maybe by a call whose reply was lost
                storage.bucket(bucket).blob(name).delete(**storage_options(WRITE_TIMEOUT))
        return len(names)


def split(uri: str) -> tuple[str, str]:
    """Return the bucket and the object name of a gs:// address."""
    bucket, _slash, name = uri.removeprefix("gs://").partition("/")
    return bucket, name


def title(uri: str) -> str:
    """Return the last part of an object's address, which tells it apart for a reader."""
    return uri.rstrip("/").rpartition("/")[2]


def _require_checksum(blob: Any, data: bytes) -> None:
    """Raise an error where bytes aren't the object's; Google's client doesn't look after another try."""
    import google_crc32c

    is_decoded = blob.content_encoding == "gzip"  # so its checksum is of other bytes
    checksum = base64.b64encode(google_crc32c.value(data).to_bytes(4, "big")).decode()
    require_answer(is_decoded or blob.crc32c in (None, checksum))


class _CountingFile:
    """A file that reports the number of bytes written to it."""

    def __init__(self, file: IO[bytes], on_progress: Callable[[int], None]) -> None:
        self._file = file
        self._on_progress = on_progress

    def write(self, data: bytes) -> int:
        written = self._file.write(data)
        self._on_progress(self._file.tell())
        return written


def _record(bucket: str, blob: Any) -> StoredObject:
    require_answer(blob.generation and blob.updated)  # which all objects have
    return StoredObject(
        uri=f"gs://{bucket}/{blob.name}",
        size=int(blob.size or 0),
        generation=int(blob.generation),
        checksum=f"{blob.crc32c} {blob.md5_hash or ''}",
        updated=blob.updated,
    )


def _expression(pattern: str) -> str:
    parts = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(parts.get(part, re.escape(part)) for part in re.findall(r"\*\*|.", pattern, re.DOTALL))
