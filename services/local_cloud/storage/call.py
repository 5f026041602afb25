"""A request to the JSON API as its handlers see it, and endpoints made of handlers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.local_cloud.http.access import holder_of
from services.local_cloud.http.errors import ApiError, invalid_argument, permission_denied
from services.local_cloud.http.fields import read_fields, selected
from services.local_cloud.http.multipart import read_resource
from services.local_cloud.http.permissions import object_resource as resource
from services.local_cloud.storage.names import MANAGED
from services.local_cloud.storage.preconditions import Preconditions, read_integer, read_preconditions
from services.local_cloud.storage.resources import base
from services.local_cloud.storage.service import Storage
from services.local_cloud.storage.settings import check_supported

PREFIXES = ("/storage/v1/", "/upload/storage/v1/", "/download/storage/v1/")
_MAX_BODY = 1024 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Call:
    """One request: the names in its path, its query and its JSON body."""

    storage: Storage
    request: Request
    body: Mapping[str, Any]

    @property
    def bucket(self) -> str:
        """The bucket in the path."""
        return self.named("bucket")

    @property
    def object(self) -> str:
        """The object in the path."""
        return self.named("object")

    @property
    def query(self) -> Mapping[str, str]:
        """The query's parameters."""
        return self.request.query_params

    @property
    def generation(self) -> int | None:
        """The requested generation, None for the live one."""
        return read_integer(self.query, "generation")

    @property
    def conditions(self) -> Preconditions:
        """The preconditions on the bucket or object in the path."""
        return read_preconditions(self.query, self.request.headers)

    @property
    def address(self) -> str:
        """The address at the start of links in the reply."""
        return base(self.request)

    def named(self, parameter: str) -> str:
        """Return a name in the path, decoded once. Raises a 400 ApiError unless it is UTF-8.

        A request that changes Vertex AI's own bucket is a 403.
        """
        try:
            name = unquote(self.request.path_params[parameter], errors="strict")
        except UnicodeDecodeError:
            raise invalid_argument("The name is not valid UTF-8.") from None
        if name == MANAGED and parameter != "object" and self.request.method != "GET":
            raise permission_denied("Only Vertex AI writes into its own bucket.")
        return name


def check_source(request: Request, bucket: str, name: str) -> None:
    """Raise a 403 ApiError where the caller may not read an object that its body names."""
    holder_of(request).check("storage.objects.get", resource(bucket, name))


def check_target(storage: Storage, request: Request, bucket: str, name: str) -> None:
    """Raise a 403 ApiError where the caller may not write an object; an overwritten one is deleted.

    What a caller creates it may change, overwrite and delete.
    """
    holder, target = holder_of(request), resource(bucket, name)
    if holder.is_owner:
        return
    holder.check("storage.objects.create", target)
    if storage.objects.exists(bucket, name):
        holder.check("storage.objects.delete", target)
    else:
        holder.own(target)


Handler = Callable[[Call], dict[str, Any] | None]


def endpoint(storage: Storage, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that runs a handler in a thread and replies with its JSON, or 204 for None."""

    async def answer(request: Request) -> Response:
        check_supported(request)
        body = read_resource(await read_body(request))
        fields = request.query_params.get("fields")
        selection = read_fields(fields) if fields is not None else {}
        reply = await asyncio.to_thread(handler, Call(storage, request, body))
        return Response(status_code=204) if reply is None else JSONResponse(selected(reply, selection))

    return answer


async def read_body(request: Request) -> bytes:
    """Return the body of a request that sends no content; 413 over 1 MiB."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            raise ApiError("INVALID_ARGUMENT", "The request is too large.", http=413)
    return bytes(body)


async def stream_body(request: Request, sink: Callable[[bytes], None]) -> None:
    """Pass a body to `sink` in pieces, in a thread, while the next mebibyte arrives.

    Memory is bounded: reading waits for the sink. If the connection breaks, the sink gets what arrived
    before, and ClientDisconnect is raised.
    """

    def pass_on(pieces: Sequence[bytes]) -> None:
        for piece in pieces:
            sink(piece)

    pieces: list[bytes] = []
    size = 0
    passing: asyncio.Future[None] | None = None
    try:
        try:
            async for piece in request.stream():
                pieces.append(piece)
                size += len(piece)
                if size >= _PIECE:
                    if passing is not None:
                        await passing
                    passing = asyncio.ensure_future(asyncio.to_thread(pass_on, pieces))
                    pieces, size = [], 0
        finally:
            if passing is not None:
                await passing
    except ClientDisconnect:
        await asyncio.to_thread(pass_on, pieces)
        raise
    if size:
        await asyncio.to_thread(pass_on, pieces)


async def drain(request: Request) -> None:
    """Read the rest of a body: a caller that still sends would see a reset instead of the error."""
    try:
        async for _chunk in request.stream():
            pass
    except (ClientDisconnect, RuntimeError):
        return  # disconnected, or the body has been read


class RawPaths:
    """Routes storage paths undecoded, so that an encoded slash in a name separates nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with its path still encoded if it is Cloud Storage's."""
        if scope["type"] == "http" and scope["raw_path"].startswith(tuple(map(str.encode, PREFIXES))):
            scope = {**scope, "path": scope["raw_path"].decode("ascii")}
        await self._app(scope, receive, send)
