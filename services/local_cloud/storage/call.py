"""One request to the JSON API as its handlers see it, and the endpoints made of handlers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.local_cloud.http.errors import ApiError, invalid_argument, permission_denied
from services.local_cloud.storage.fields import read_fields, selected
from services.local_cloud.storage.multipart import read_resource
from services.local_cloud.storage.names import MANAGED
from services.local_cloud.storage.preconditions import Preconditions, read_integer, read_preconditions
from services.local_cloud.storage.resources import base
from services.local_cloud.storage.service import Storage

PREFIXES = ("/storage/v1/", "/upload/storage/v1/", "/download/storage/v1/")
_BODY_AT_MOST = 1024 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Call:
    """One request: names from its path, its query and its JSON body."""

    storage: Storage
    request: Request
    body: Mapping[str, Any]

    @property
    def bucket(self) -> str:
        """The bucket that the path names."""
        return self.named("bucket")

    @property
    def object(self) -> str:
        """The object that the path names."""
        return self.named("object")

    @property
    def query(self) -> Mapping[str, str]:
        """The query's parameters."""
        return self.request.query_params

    @property
    def generation(self) -> int | None:
        """The generation asked for, None for the live one."""
        return read_integer(self.query, "generation")

    @property
    def conditions(self) -> Preconditions:
        """The preconditions on what the path names."""
        return read_preconditions(self.query)

    @property
    def address(self) -> str:
        """What links in the reply start with."""
        return base(self.request)

    def named(self, parameter: str) -> str:
        """Return a name of the path, decoded once. Raises a 400 ApiError unless it is UTF-8.

        Nor is the bucket of Vertex AI's own named in order to change it (403).
        """
        try:
            name = unquote(self.request.path_params[parameter], errors="strict")
        except UnicodeDecodeError:
            raise invalid_argument("The name is not valid UTF-8.") from None
        if name == MANAGED and parameter != "object" and self.request.method != "GET":
            raise permission_denied("Only Vertex AI writes into its own bucket.")
        return name


Handler = Callable[[Call], dict[str, Any] | None]


def endpoint(storage: Storage, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that runs a handler in a thread; what it returns is the JSON reply, or 204."""

    async def answer(request: Request) -> Response:
        body = read_resource(await read_body(request))
        fields = request.query_params.get("fields")
        selection = read_fields(fields) if fields is not None else {}  # refused before anything is done
        reply = await asyncio.to_thread(handler, Call(storage, request, body))
        return Response(status_code=204) if reply is None else JSONResponse(selected(reply, selection))

    return answer


async def read_body(request: Request) -> bytes:
    """Return the body of a request that sends no content; 413 over 1 MiB."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY_AT_MOST:
            raise ApiError("INVALID_ARGUMENT", "The request is too large.", http=413)
    return bytes(body)


async def stream_body(request: Request, sink: Callable[[bytes], None]) -> None:
    """Hand a body to `sink` piece by piece as it came, in a thread, while the next mebibyte arrives.

    Memory stays flat: what arrives waits for what is handed over. What arrived before a connection
    broke is handed over too. Raises ClientDisconnect then.
    """

    def hand_over(pieces: Sequence[bytes]) -> None:
        for piece in pieces:
            sink(piece)

    pieces: list[bytes] = []
    size = 0
    handing: asyncio.Future[None] | None = None
    try:
        try:
            async for piece in request.stream():
                pieces.append(piece)
                size += len(piece)
                if size >= _PIECE:
                    if handing is not None:
                        await handing
                    handing = asyncio.ensure_future(asyncio.to_thread(hand_over, pieces))
                    pieces, size = [], 0
        finally:
            if handing is not None:
                await handing
    except ClientDisconnect:
        await asyncio.to_thread(hand_over, pieces)
        raise
    if size:
        await asyncio.to_thread(hand_over, pieces)


async def drain(request: Request) -> None:
    """Read what is left of a body: a caller that still sends would see a reset, not the refusal."""
    try:
        async for _chunk in request.stream():
            pass
    except (ClientDisconnect, RuntimeError):
        return  # gone, or read to its end already


class RawPaths:
    """Routes storage paths as they were sent, so that an encoded slash in a name parts nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on with its path still encoded, where it is Cloud Storage's."""
        if scope["type"] == "http" and scope["raw_path"].startswith(tuple(map(str.encode, PREFIXES))):
            scope = {**scope, "path": scope["raw_path"].decode("ascii")}
        await self._app(scope, receive, send)
