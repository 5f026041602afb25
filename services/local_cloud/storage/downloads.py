"""Downloads of objects, whole or by range (storage.objects.get with alt=media)."""

import asyncio
import gzip
import re
import zlib
from collections.abc import AsyncIterator
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from services.local_cloud.http.errors import ApiError, unavailable
from services.local_cloud.storage.call import Call
from services.local_cloud.storage.resources import content_headers
from services.local_cloud.storage.service import Storage
from services.local_cloud.storage.settings import check_supported
from services.local_cloud.storage.stored import StoredObject

_PIECE = 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")


async def download(storage: Storage, request: Request) -> Response:
    """Stream an object's content; with a Range header the status is 206 or 416.

    Content in gzip is decompressed for clients that don't accept gzip, as docs/transcoding says.
    """
    check_supported(request)
    call = Call(storage, request, {})
    stored, file = await asyncio.to_thread(
        storage.objects.open_stored, call.bucket, call.object, call.generation, call.conditions
    )
    if _is_transcoded(stored, request.headers.get("accept-encoding", "")):
        return await _transcoded(stored, file)
    try:
        span = read_range(request.headers.get("range"), stored.size)
    except ApiError:
        file.close()
        raise
    start, stop = span or (0, stored.size)
    headers = content_headers(stored) | {"content-length": str(stop - start)}
    if span is not None:
        headers["content-range"] = f"bytes {start}-{stop - 1}/{stored.size}"
    status = 200 if span is None else 206
    return StreamingResponse(_pieces(file, start, stop), status, headers)


def _is_transcoded(stored: StoredObject, accepted: str) -> bool:
    encodings = {encoding.split(";")[0].strip().lower() for encoding in accepted.split(",")}
    stays = "gzip" in encodings or "no-transform" in str(stored.properties.get("cacheControl", ""))
    return stored.properties.get("contentEncoding") == "gzip" and not stays


async def _transcoded(stored: StoredObject, file: BinaryIO) -> Response:
    """Stream the decompressed content, whose length is not known in advance."""
    inflating = gzip.GzipFile(fileobj=file)
    try:
        first = await asyncio.to_thread(inflating.read, _PIECE)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        file.close()
        raise unavailable("The object's content is not in gzip, as its Content-Encoding says.") from None

    async def pieces() -> AsyncIterator[bytes]:
        with file:
            piece = first
            while piece:
                yield piece
                piece = await asyncio.to_thread(inflating.read, _PIECE)

    headers = content_headers(stored) | {"warning": "214 UploadServer gunzipped", "vary": "Accept-Encoding"}
    for name in ("content-encoding", "accept-ranges"):
        headers.pop(name, None)
    return StreamingResponse(pieces(), 200, headers)


def read_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the first byte and one past the last of a Range header for `size` bytes.

    None means the whole content, also for a header other than one byte range. Raises a 416 ApiError.
    """
    match = _RANGE.match(header or "")
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return None
    if start >= size or start >= stop:
        raise ApiError("OUT_OF_RANGE", "The requested range cannot be satisfied.", http=416)
    return start, stop


async def _pieces(file: BinaryIO, start: int, stop: int) -> AsyncIterator[bytes]:
    with file:
        file.seek(start)
        while start < stop:
            piece = await asyncio.to_thread(file.read, min(_PIECE, stop - start))
            start += len(piece)
            yield piece
