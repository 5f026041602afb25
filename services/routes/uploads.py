"""The route that receives the chunks of an upload from a browser.

GET returns the upload, PATCH receives the bytes at `Upload-Offset`, DELETE cancels the upload. The token is
in `Upload-Token`, never in an address. Every response is JSON: the upload, or an error's `code`, `message`
and `hint` in the language of `Accept-Language`.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.errors import Conflict, InvalidInput, LaunchpadError, NotFound, NotPermitted
from services.ingest.uploads import CHUNK_BYTES as CHUNK_BYTES
from services.ingest.uploads import FIRST_BYTES as FIRST_BYTES
from services.ingest.uploads import Upload, Uploads, uploads
from services.routes.languages import accepted_language
from services.text.i18n import use_language
from services.text.messages.errors import error_text

PATH = "/api/uploads"
BODIES_AT_ONCE = 16
BODY_SECONDS = 300.0

_STATUS: Mapping[type[LaunchpadError], int] = {
    InvalidInput: 422,
    NotPermitted: 403,
    NotFound: 404,
    Conflict: 409,
}


def route(base: str = "", table: Uploads = uploads) -> Route:
    """Return the route below the app's base path."""
    prefix = f"/{base.strip('/')}" if base.strip("/") else ""
    return Route(prefix + PATH, _Endpoint(table).answer, methods=["GET", "PATCH", "DELETE"])


class _Endpoint:
    def __init__(self, table: Uploads) -> None:
        self._uploads = table
        self._bodies = anyio.Semaphore(BODIES_AT_ONCE)  # a body is a chunk in memory

    async def answer(self, request: Request) -> Response:
        token = request.headers.get("upload-token", "")
        language = accepted_language(request)
        try:
            _check_origin(request)
            upload = await anyio.to_thread.run_sync(self._uploads.look, token)
            if request.method == "PATCH":
                upload = await self._receive(request, token)
            elif request.method == "DELETE":
                await anyio.to_thread.run_sync(self._uploads.cancel, token)
                upload = self._uploads.look(token)
        except LaunchpadError as error:
            return JSONResponse(_error_record(error, language), _STATUS.get(type(error), 503))
        except ClientDisconnect:
            return Response(status_code=400)  # the client has disconnected
        return JSONResponse(_upload_record(upload, language))

    async def _receive(self, request: Request, token: str) -> Upload:
        offset = request.headers.get("upload-offset", "")
        if not offset.isascii() or not offset.isdecimal() or len(offset) > 15:
            raise InvalidInput("chunk_without_offset")
        async with self._bodies:
            data = await _body(request)
            return await anyio.to_thread.run_sync(self._uploads.receive, token, int(offset), data)


async def _body(request: Request) -> bytes:
    """Return a request's body; raises InvalidInput before more than a chunk is in memory."""
    data = bytearray()
    try:
        with anyio.fail_after(BODY_SECONDS):
            async for piece in request.stream():
                if len(data) + len(piece) > CHUNK_BYTES:
                    raise InvalidInput("chunk_too_large", limit=CHUNK_BYTES)
                data += piece
    except TimeoutError:
        raise Conflict("chunk_timed_out") from None
    return bytes(data)


def _check_origin(request: Request) -> None:
    """Raise NotPermitted for a cross-site request, by the headers that browsers set."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    is_own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not (site == "same-origin" or (site in (None, "none") and is_own)):
        raise NotPermitted("request_from_another_site")


def _upload_record(upload: Upload, language: str) -> dict[str, Any]:
    with use_language(language):
        reason = str(error_text(upload.refusal)) if upload.refusal else ""
    return {
        "name": upload.name,
        "size": upload.size,
        "address": upload.address,
        "state": upload.state,
        "received": upload.received,
        "reason": reason,
    }


def _error_record(error: LaunchpadError, language: str) -> dict[str, Any]:
    with use_language(language):
        text = error_text(error)
    return {"code": error.code, "message": text.message, "hint": text.hint}
