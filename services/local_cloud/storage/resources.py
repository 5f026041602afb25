"""Buckets and objects in the JSON of storage.v1: int64 as text, times in RFC 3339."""

import base64
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from services.local_cloud.storage.buckets import Bucket
from services.local_cloud.storage.stored import StoredObject


def base(request: Request) -> str:
    """Return the address at the start of links in a reply, as the caller wrote it.

    A client with its token in the address (`http://job:TOKEN@host`) follows links without adding the
    token, so the links contain it: a caller gets back only what it sent.
    """
    credential = ""
    scheme, _space, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        user, _colon, password = base64.b64decode(value).decode("utf-8").partition(":")
        credential = f"{quote(user, safe='')}:{quote(password, safe='')}@"
    return f"{request.scope['scheme']}://{credential}{request.headers['host']}"


def bucket_resource(bucket: Bucket, address: str) -> dict[str, Any]:
    """Return a Bucket of storage.v1."""
    resource: dict[str, Any] = {
        "kind": "storage#bucket",
        "id": bucket.name,
        "name": bucket.name,
        "selfLink": f"{address}/storage/v1/b/{bucket.name}",
        "projectNumber": "0",
        "location": bucket.location,
        "locationType": "multi-region" if bucket.location in {"US", "EU", "ASIA"} else "region",
        "storageClass": bucket.storage_class,
        "metageneration": str(bucket.metageneration),
        "timeCreated": timestamp(bucket.created),
        "updated": timestamp(bucket.updated),
        "etag": bucket.etag,
        "iamConfiguration": {
            "uniformBucketLevelAccess": {"enabled": True},
            "publicAccessPrevention": "inherited",
        },
        "softDeletePolicy": {"retentionDurationSeconds": "0"},
        **bucket.settings,
    }
    if bucket.labels:
        resource["labels"] = dict(bucket.labels)
    return resource


def object_resource(stored: StoredObject, address: str) -> dict[str, Any]:
    """Return an Object of storage.v1."""
    path = f"b/{stored.bucket}/o/{quote(stored.name, safe='')}"
    resource: dict[str, Any] = {
        "kind": "storage#object",
        "id": f"{stored.bucket}/{stored.name}/{stored.generation}",
        "name": stored.name,
        "bucket": stored.bucket,
        "selfLink": f"{address}/storage/v1/{path}",
        "mediaLink": f"{address}/download/storage/v1/{path}?generation={stored.generation}&alt=media",
        "generation": str(stored.generation),
        "metageneration": str(stored.metageneration),
        "size": str(stored.size),
        "crc32c": stored.crc32c,
        "etag": stored.etag,
        "storageClass": "STANDARD",
        "timeCreated": timestamp(stored.created),
        "timeStorageClassUpdated": timestamp(stored.created),
        "updated": timestamp(stored.updated),
        **stored.properties,
    }
    if stored.deleted is not None:
        resource["timeDeleted"] = timestamp(stored.deleted)
    if stored.md5 is not None:
        resource["md5Hash"] = stored.md5
    if stored.components is not None:
        resource["componentCount"] = stored.components
    return resource


def content_headers(stored: StoredObject) -> dict[str, str]:
    """Return the headers of a download of an object."""
    hashes = [f"crc32c={stored.crc32c}"] + ([f"md5={stored.md5}"] if stored.md5 else [])
    headers = {
        "content-type": stored.content_type,
        "etag": stored.etag,
        "last-modified": stored.updated.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "accept-ranges": "bytes",
        "x-goog-generation": str(stored.generation),
        "x-goog-metageneration": str(stored.metageneration),
        "x-goog-hash": ",".join(hashes),
        "x-goog-storage-class": str(stored.properties.get("storageClass", "STANDARD")),
        "x-goog-stored-content-length": str(stored.size),
        "x-goog-stored-content-encoding": str(stored.properties.get("contentEncoding", "identity")),
    }
    optional = {
        "contentEncoding": "content-encoding",
        "contentDisposition": "content-disposition",
        "contentLanguage": "content-language",
        "cacheControl": "cache-control",
    }
    for name, header in optional.items():
        if name in stored.properties:
            headers[header] = str(stored.properties[name])
    # Starlette encodes headers in Latin-1; Google sends UTF-8.
    return {name: value.encode("utf-8").decode("latin-1") for name, value in headers.items()}


def timestamp(moment: datetime) -> str:
    """Return a time in RFC 3339 with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
