"""Media, multipart and resumable uploads (storage.objects.insert)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.local_cloud.http.errors import ApiError, invalid_argument
from services.local_cloud.http.multipart import RelatedBody, read_resource
from services.local_cloud.state.blobs import Content
from services.local_cloud.storage.call import Call, check_target, drain, read_body, stream_body
from services.local_cloud.storage.preconditions import read_integer, read_preconditions
from services.local_cloud.storage.resources import base, object_resource
from services.local_cloud.storage.service import Storage
from services.local_cloud.storage.sessions import Chunk, Session, Sessions, read_chunk
from services.local_cloud.storage.settings import check_supported
from services.local_cloud.storage.stored import DEFAULT_TYPE, StoredObject, read_properties

_HASHES = {"crc32c": "CRC32C", "md5": "MD5 hash"}  # and what Google calls them


class Uploads:
    """Answers requests to /upload/storage/v1/b/{bucket}/o."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._objects = storage.objects
        self._sessions = Sessions(storage.database, storage.blobs, storage.clock)

    async def begin(self, request: Request) -> Response:
        """Upload a whole object, or start a resumable upload."""
        kinds: Mapping[str, Callable[[Request], Awaitable[Response]]] = {
            "media": self._media,
            "multipart": self._multipart,
            "resumable": self._start,
        }
        if "upload_id" in request.query_params:
            return await self.resume(request)  # gcsfs posts its chunks
        kind = request.query_params.get("uploadType", "")
        try:
            check_supported(request)
            if kind not in kinds:
                raise invalid_argument(f"Invalid upload type: '{kind}'")
            return await kinds[kind](request)
        except (ApiError, OSError):
            await drain(request)
            raise

    async def resume(self, request: Request) -> Response:
        """Receive a chunk of a resumable upload; 308 with the received range unless it is the last one."""
        try:
            return await self._resume(request)
        except (ApiError, OSError):
            await drain(request)
            raise

    async def _resume(self, request: Request) -> Response:
        session = self._sessions.find(request.query_params.get("upload_id", ""))
        async with session.lock:
            if session.generation is None:
                await asyncio.to_thread(self._sessions.open, session)
                chunk = read_chunk(request.headers.get("content-range"), session.writer.size)
                await self._receive(request, session, chunk)
            if session.generation is None:
                received = session.writer.size
                return Response(
                    status_code=308, headers={"range": f"bytes=0-{received - 1}"} if received else {}
                )
            return self._reply(request, self._objects.get(session.bucket, session.name, session.generation))

    async def cancel(self, request: Request) -> Response:
        """Cancel a resumable upload: 499, as Google answers."""
        session = self._sessions.find(request.query_params.get("upload_id", ""))
        async with session.lock:
            self._sessions.drop(session)
        return Response(status_code=499)

    async def _media(self, request: Request) -> Response:
        bucket, name = self._names(request, {})
        properties = {"contentType": request.headers.get("content-type", DEFAULT_TYPE)}
        with self._objects.writer(bucket, name) as writer:
            await stream_body(request, writer.write)
            _check_hashes(writer.finish(), _of_headers(request))
            conditions = read_preconditions(request.query_params, request.headers)
            stored = await asyncio.to_thread(
                self._objects.commit, bucket, name, writer, properties, conditions
            )
        return self._reply(request, stored)

    async def _multipart(self, request: Request) -> Response:
        bucket = Call(self._storage, request, {}).bucket
        self._storage.buckets.get(bucket)
        with self._storage.blobs.writer() as writer:
            body = RelatedBody(request.headers.get("content-type", ""), writer.write)
            await stream_body(request, body.feed)
            body.finish()
            content = await asyncio.to_thread(writer.finish)
            _check_hashes(content, _of_metadata(body.resource), _of_headers(request))
            properties = {"contentType": body.content_type, **read_properties(body.resource)}
            conditions = read_preconditions(request.query_params, request.headers)
            stored = await asyncio.to_thread(
                self._objects.commit, *self._names(request, body.resource), writer, properties, conditions
            )
        return self._reply(request, stored)

    async def _start(self, request: Request) -> Response:
        resource = read_resource(await read_body(request))
        bucket, name = self._names(request, resource)
        properties = {
            "contentType": request.headers.get("x-upload-content-type"),
            **read_properties(resource),
        }
        session = await asyncio.to_thread(
            self._sessions.begin,
            bucket,
            name,
            properties,
            _of_metadata(resource) | _of_headers(request),
            read_preconditions(request.query_params, request.headers),
            read_integer(request.headers, "x-upload-content-length"),
            self._objects.writer(bucket, name),
        )
        location = (
            f"{base(request)}/upload/storage/v1/b/{quote(bucket)}/o"
            f"?uploadType=resumable&upload_id={session.id}"
        )
        return Response(headers={"location": location, "x-guploader-uploadid": session.id})

    async def _receive(self, request: Request, session: Session, chunk: Chunk | None) -> None:
        writer = session.writer
        total = session.total if chunk is None or chunk.total is None else chunk.total
        if session.total not in (None, total):
            raise invalid_argument(f"The upload was announced with {session.total} bytes, not {total}.")
        start = writer.size if chunk is None or chunk.start is None else chunk.start
        stop = writer.size if chunk is not None and chunk.stop is None else chunk.stop if chunk else total
        position = start

        def receive(piece: bytes) -> None:
            # A chunk may repeat bytes if their acknowledgement was lost.
            nonlocal position
            known = min(max(writer.size - position, 0), len(piece))
            position += len(piece)
            if stop is not None and position > stop:
                raise invalid_argument("The request holds more bytes than its Content-Range says.")
            writer.write(piece[known:])

        await stream_body(request, receive)
        if chunk is None or chunk.ends(writer.size):
            if total is not None and writer.size != total:
                raise invalid_argument(f"The upload ends after {writer.size} bytes instead of {total}.")
            await self._finish(request, session)

    async def _finish(self, request: Request, session: Session) -> None:
        content = await asyncio.to_thread(session.writer.finish)
        try:
            _check_hashes(content, session.hashes, _of_headers(request))
            await asyncio.to_thread(self._commit, session)
        except BaseException:
            self._sessions.drop(session)
            raise

    def _commit(self, session: Session) -> None:
        with self._storage.database.transaction():
            stored = self._objects.commit(
                session.bucket, session.name, session.writer, session.properties, session.conditions
            )
            self._sessions.finish(session, stored.generation)

    def _names(self, request: Request, resource: Mapping[str, Any]) -> tuple[str, str]:
        name = request.query_params.get("name") or resource.get("name") or ""
        if not isinstance(name, str):
            raise invalid_argument("The object's name must be a string.")
        bucket = Call(self._storage, request, {}).bucket
        check_target(self._storage, request, bucket, name)
        return bucket, name

    def _reply(self, request: Request, stored: StoredObject) -> Response:
        return JSONResponse(object_resource(stored, base(request)))


def _of_metadata(resource: Mapping[str, Any]) -> dict[str, str]:
    """Return the checksums in an object's metadata."""
    hashes = {"crc32c": resource.get("crc32c"), "md5": resource.get("md5Hash")}
    return {kind: str(value) for kind, value in hashes.items() if value}


def _of_headers(request: Request) -> dict[str, str]:
    """Return the checksums in a request's headers; Content-MD5 of a chunk is that of the chunk alone."""
    hashes = {}
    for entry in request.headers.get("x-goog-hash", "").split(","):
        kind, _equals, value = entry.strip().partition("=")
        if kind in _HASHES and value:
            hashes[kind] = value
    if "content-md5" in request.headers and "content-range" not in request.headers:
        hashes["md5"] = request.headers["content-md5"]
    return hashes


def _check_hashes(content: Content, *sent: Mapping[str, str]) -> None:
    """Raise Google's 400 ApiError for a checksum that isn't the content's."""
    written = {"crc32c": content.crc32c, "md5": content.md5}
    for kind, value in (entry for hashes in sent for entry in hashes.items()):
        if value != written[kind]:
            label = _HASHES[kind]
            raise invalid_argument(
                f'Provided {label} "{value}" doesn\'t match calculated {label} "{written[kind]}".'
            )
