"""Resumable uploads in chunks, by Google's documented protocol.

https://cloud.google.com/storage/docs/performing-resumable-uploads
"""

import base64
from typing import Any
from urllib.parse import urlsplit

from services.settings import Target
from services.vertex.connection import WRITE_TIMEOUT, connect, storage_options
from services.vertex.failures import translated
from services.vertex.objects import split, title

_RESUME_INCOMPLETE = 308


def start(target: Target, uri: str, size: int, content_type: str) -> str:
    """Start the upload of an object of `size` bytes and return the path and query of its session URI."""
    bucket, name = split(uri)
    with translated("object_not_stored", file=title(uri), bucket=bucket):
        blob = connect(target).storage.bucket(bucket).blob(name)
        session = urlsplit(
            blob.create_resumable_upload_session(
                content_type=content_type, size=size, checksum=None, **storage_options(WRITE_TIMEOUT)
            )
        )
        return f"{session.path}?{session.query}"


def send(target: Target, session: str, data: bytes, offset: int, size: int, crc32c: int | None) -> int:
    """Send the bytes at an offset and return how many bytes of the object the bucket has now.

    Each chunk but the last is a multiple of 256 KB. The last one carries the checksum of the whole
    object, where it is known, so that the bucket refuses an object that was damaged on the way.
    Bytes that the bucket already has may be sent again.
    """
    end = offset + len(data)
    headers = {"Content-Range": f"bytes {offset}-{end - 1}/{size}"}
    if end == size and crc32c is not None:
        headers["x-goog-hash"] = "crc32c=" + base64.b64encode(crc32c.to_bytes(4, "big")).decode()
    with translated("upload_not_stored"):
        connection = connect(target)
        address = f"{connection.storage_address}{session}"
        response = connection.http.put(address, data=data, headers=headers, timeout=WRITE_TIMEOUT)
        return _received(response, size)


def received(target: Target, session: str, size: int) -> int:
    """Return how many bytes of the object the bucket has; `size` once it is complete."""
    headers = {"Content-Range": f"bytes */{size}"}
    with translated("upload_not_stored"):
        connection = connect(target)
        address = f"{connection.storage_address}{session}"
        response = connection.http.put(address, headers=headers, timeout=WRITE_TIMEOUT)
        return _received(response, size)


def cancel(target: Target, session: str) -> None:
    """Cancel an unfinished upload; the bucket drops the bytes that it has."""
    with translated("upload_not_cancelled"):
        connection = connect(target)
        # The answer is 499 (client closed request), which isn't an error here.
        connection.http.delete(f"{connection.storage_address}{session}", timeout=WRITE_TIMEOUT)


def _received(response: Any, size: int) -> int:
    from google.cloud.storage.exceptions import InvalidResponse

    if response.status_code in (200, 201):
        if str(response.json().get("size")) != str(size):
            raise InvalidResponse(response, "the answer isn't the object that was stored")
        return size
    if response.status_code != _RESUME_INCOMPLETE:
        raise InvalidResponse(response, "the bucket didn't take the chunk")
    last = response.headers.get("range", "").rpartition("-")[2]
    return int(last) + 1 if last.isdecimal() else 0
