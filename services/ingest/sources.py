"""Sources: the object, or the shards, in a bucket that a table is read from."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from services.data.reading.files.names import check_format, extension, has_other_extension, table_name
from services.data.reading.files.signatures import HEAD_BYTES
from services.errors import InvalidInput, NotFound, NotPermitted
from services.settings import LIMITS, Limits, Target
from services.vertex import layout, objects
from services.vertex.objects import StoredObject

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]\Z")


@dataclass(frozen=True)
class Source:
    """The objects of a table in the order of their names, with the generations at the look-up."""

    address: str
    objects: tuple[StoredObject, ...]

    @property
    def size(self) -> int:
        """The size of all objects in bytes."""
        return sum(item.size for item in self.objects)

    @property
    def title(self) -> str:
        """A name for the table."""
        return table_name(self.address.rsplit("/", 1)[-1])

    @property
    def content(self) -> str:
        """A hash of the objects' content, whatever their addresses."""
        parts = [f"{item.checksum} {item.size}" for item in self.objects]
        return sha256("\n".join(parts).encode()).hexdigest()[:32]

    def is_upload(self, target: Target) -> bool:
        """Return whether this is an upload through the app, which deletes it once it is stored."""
        return len(self.objects) == 1 and self.address.startswith(f"{layout.uploads_folder(target)}/")


def find(target: Target, address: str, limits: Limits = LIMITS) -> Source:
    """Return the source at a gs:// address: one object, or shards if it has wildcards `*`, `**` or `?`.

    Raises InvalidInput for an invalid address or too many bytes, NotFound, and NotPermitted.
    """
    address = address.strip()
    _check_address(address)
    with permitted(address):
        is_wildcard = re.search(r"[*?]", address)
        matches = _matches(target, address, limits) if is_wildcard else (_object(target, address),)
        source = Source(address, matches)
        _check_size(source, limits)
        _check_formats(target, source)
        return source


@contextmanager
def permitted(address: str) -> Iterator[None]:
    """Translate NotPermitted in the block to an error that names the bucket and the missing role."""
    bucket, _name = objects.split(address)
    try:
        yield
    except NotPermitted as error:
        raise NotPermitted("source_not_permitted", bucket=bucket, cause=error) from error


def _matches(target: Target, address: str, limits: Limits) -> tuple[StoredObject, ...]:
    try:
        matches = objects.list_matching(target, address, limits)
    except NotFound as error:
        bucket, _name = objects.split(address)
        raise NotFound("source_bucket_not_found", bucket=bucket) from error
    if not matches:
        raise NotFound("source_matches_nothing", address=address)
    return matches


def _object(target: Target, address: str) -> StoredObject:
    try:
        return objects.get(target, address)
    except NotFound as error:
        if address.startswith(f"{layout.uploads_folder(target)}/"):
            raise NotFound("source_upload_not_found", address=address) from error
        raise NotFound("source_not_found", address=address) from error


def _check_formats(target: Target, source: Source) -> None:
    """Raise InvalidInput for objects of unreadable formats before they are downloaded.

    The first shard is checked, and the first one with an extension of any such format.
    """
    first, *others = source.objects
    suspects = {extension(_name(item)): item for item in reversed(others) if has_other_extension(_name(item))}
    for item in (first, *suspects.values()):
        check_format(_name(item), objects.read_start(target, item, HEAD_BYTES))


def _name(item: StoredObject) -> str:
    return item.uri.rsplit("/", 1)[-1]


def _check_address(address: str) -> None:
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() in ("http", "https", "ftp", "ftps"):
        raise InvalidInput("source_is_web_address")
    if scheme is None or scheme[1] != "gs":
        raise InvalidInput("source_address_invalid", address=address[:100])
    bucket, name = objects.split(address)
    if not _BUCKET.match(bucket):
        raise InvalidInput("source_bucket_invalid", bucket=bucket[:100])
    if not name or name.endswith("/") or len(name.encode()) > 1024:
        raise InvalidInput("source_without_object", bucket=bucket)


def _check_size(source: Source, limits: Limits) -> None:
    if source.size == 0:
        raise InvalidInput("file_empty")
    if source.size > limits.upload_bytes:
        raise InvalidInput("source_too_large", size=source.size, limit=limits.upload_bytes)
