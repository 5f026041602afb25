"""Resumable uploads, piece by piece as they come in, by Google's documented protocol.

https://cloud.google.com/storage/docs/performing-resumable-uploads
"""

import base64
from typing import Any
from urllib.parse import urlsplit

from services.settings import Target
from services.text.i18n import _
from services.vertex.connection import WRITE_SECONDS, connect, transferring
from services.vertex.failures import translated
from services.vertex.objects import split

_RESUME = 308


def start(target: Target, uri: str, size: int, content_type: str) -> str:
    """Begin the upload of an object of `size` bytes and return its session's address on the bucket's host."""
    bucket, name = split(uri)
    with translated(_("Storing {uri}", uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name)
        session = urlsplit(
            blob.create_resumable_upload_session(
                content_type=content_type, size=size, checksum=None, **transferring(WRITE_SECONDS)
            )
        )
        return f"{session.path}?{session.query}"


def send(target: Target, session: str, data: bytes, offset: int, size: int, crc32c: int | None) -> int:
    """Send the bytes at an offset and return how many bytes of the object the bucket has now.

    Each piece but the last is a multiple of 256 KB. With the last one goes the whole object's
    checksum, where it is known, by which the bucket refuses an object that was damaged on the way.
    Bytes that the bucket has already may be sent again.
    """
    end = offset + len(data)
    headers = {"Content-Range": f"bytes {offset}-{end - 1}/{size}"}
    if end == size and crc32c is not None:
        headers["x-goog-hash"] = "crc32c=" + base64.b64encode(crc32c.to_bytes(4, "big")).decode()
    with translated(_("Storing the upload")):
        connection = connect(target)
        address = f"{connection.storage_address}{session}"
        reply = connection.http.put(address, data=data, headers=headers, timeout=WRITE_SECONDS)
        return _received(reply, size)


def received(target: Target, session: str, size: int) -> int:
    """Return how many bytes of the object the bucket has; `size` once it is complete."""
    headers = {"Content-Range": f"bytes */{size}"}
    with translated(_("Storing the upload")):
        connection = connect(target)
        address = f"{connection.storage_address}{session}"
        reply = connection.http.put(address, headers=headers, timeout=WRITE_SECONDS)
        return _received(reply, size)


def abandon(target: Target, session: str) -> None:
    """Give an unfinished upload up; the bucket forgets what it has of it."""
    with translated(_("Giving the upload up")):
        connection = connect(target)
        # 499 once it is given up
        connection.http.delete(f"{connection.storage_address}{session}", timeout=WRITE_SECONDS)


def _received(reply: Any, size: int) -> int:
    from google.cloud.storage.exceptions import InvalidResponse

    if reply.status_code in (200, 201):
        return size
    if reply.status_code != _RESUME:
        raise InvalidResponse(reply, "the bucket didn't take the piece")
    last = reply.headers.get("range", "").rpartition("-")[2]
    return int(last) + 1 if last.isdecimal() else 0
