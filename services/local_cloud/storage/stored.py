"""An object as stored, and its writable properties."""

import json
import mimetypes
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.local_cloud.http.errors import invalid_argument, unimplemented
from services.local_cloud.storage.settings import uniform_access

DEFAULT_TYPE = "application/octet-stream"
_TEXTS = (
    "contentType",
    "contentEncoding",
    "contentDisposition",
    "contentLanguage",
    "cacheControl",
    "customTime",
    "storageClass",
)
_REFUSED = ("contexts", "customerEncryption", "kmsKeyName", "retention")
FLAGS = ("eventBasedHold", "temporaryHold")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class StoredObject:
    """One live object: size in bytes, MD5 and CRC32C in base64, and its writable properties.

    `properties` has the writable fields of storage.v1's Object under their own names. A composed
    object counts its `components` and has no MD5.
    """

    bucket: str
    name: str
    generation: int
    metageneration: int
    digest: str
    size: int
    md5: str | None
    crc32c: str
    properties: Mapping[str, Any]
    components: int | None
    created: datetime
    updated: datetime
    # When a newer generation or a deletion made it a noncurrent one, in a bucket with versioning.
    deleted: datetime | None = None

    @property
    def content_type(self) -> str:
        """The media type of a download."""
        return str(self.properties.get("contentType", DEFAULT_TYPE))

    @property
    def etag(self) -> str:
        """A tag that changes with content and properties."""
        return f"{self.generation:x}/{self.metageneration:x}"


def read_row(row: sqlite3.Row) -> StoredObject:
    """Return the object in a row of the view `all_objects`."""
    return StoredObject(
        bucket=row["bucket"],
        name=row["name"].decode("utf-8"),
        generation=row["generation"],
        metageneration=row["metageneration"],
        digest=row["digest"],
        size=row["size"],
        md5=row["md5"],
        crc32c=row["crc32c"],
        properties=json.loads(row["properties"]),
        components=row["components"],
        created=datetime.fromisoformat(row["created"]),
        updated=datetime.fromisoformat(row["updated"]),
        deleted=datetime.fromisoformat(row["deleted"]) if row["deleted"] else None,
    )


def row_values(stored: StoredObject) -> tuple[object, ...]:
    """Return an object's values in the order of the columns of `objects`."""
    return (
        stored.bucket,
        stored.name.encode("utf-8"),
        stored.generation,
        stored.metageneration,
        stored.digest,
        stored.size,
        stored.md5,
        stored.crc32c,
        json.dumps(dict(stored.properties)),
        stored.components,
        stored.created.isoformat(),
        stored.updated.isoformat(),
    )


def read_properties(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the writable fields in the JSON of an Object, null ones included. Raises a 400 ApiError."""
    properties: dict[str, Any] = {}
    for name in _REFUSED:
        if body.get(name):
            raise unimplemented(f"an object's {name}")
    if body.get("acl"):
        raise uniform_access()
    for name in (*_TEXTS, *FLAGS, "metadata"):
        if name not in body:
            continue
        value = body[name]
        if value is not None and not _fits(name, value):
            raise invalid_argument(f"Invalid value for {name}: {json.dumps(value)}")
        properties[name] = value
    return properties


def patched(present: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties after a patch, in which null removes a field or a key of metadata."""
    merged = {**present, **changes}
    if isinstance(changes.get("metadata"), dict):
        merged["metadata"] = {**present.get("metadata", {}), **changes["metadata"]}
    return normalized(merged)


def normalized(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties without null and empty values."""
    present = {name: value for name, value in properties.items() if value is not None}
    metadata = {key: value for key, value in present.pop("metadata", {}).items() if value is not None}
    return {**present, "metadata": metadata} if metadata else present


def guessed_type(name: str) -> str:
    """Return the media type for the extension of an object's name."""
    return mimetypes.guess_type(name)[0] or DEFAULT_TYPE


def _fits(name: str, value: object) -> bool:
    if name == "metadata":
        return isinstance(value, dict) and all(
            entry is None or isinstance(entry, str) for entry in value.values()
        )
    if name in FLAGS:
        return isinstance(value, bool)
    # Most texts become headers of a download.
    return isinstance(value, str) and value == value.strip() and not _CONTROL.search(value)
