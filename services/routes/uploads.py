"""The way of a file's chunks into the app: one route beside the pages, for who holds a token.

GET says how far an upload is, PATCH takes the bytes at `Upload-Offset`, DELETE gives it up. The token
comes in `Upload-Token`, never in an address. Every answer is JSON: an upload's state, or an error's
`message` and `hint`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from urllib.parse import urlsplit

import anyio
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.errors import Conflict, InvalidInput, LaunchpadError, NotFound, NotPermitted
from services.ingest.uploads import CHUNK_BYTES as CHUNK_BYTES
from services.ingest.uploads import FIRST_BYTES as FIRST_BYTES
from services.ingest.uploads import Upload, Uploads, uploads
from services.text.i18n import _

PATH = "/api/uploads"
BODIES_AT_ONCE = 16
BODY_SECONDS = 300.0

_STATUS: Mapping[type[LaunchpadError], int] = {
    InvalidInput: 422,
    NotPermitted: 403,
    NotFound: 404,
    Conflict: 409,
}


def route(hosts: Sequence[str], base: str = "", table: Uploads = uploads) -> Route:
    """Return the route, which answers only under the host names given and below the app's base path."""
    prefix = f"/{base.strip('/')}" if base.strip("/") else ""
    return Route(
        prefix + PATH,
        _Endpoint(table).answer,
        methods=["GET", "PATCH", "DELETE"],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)],
    )


class _Endpoint:
    def __init__(self, table: Uploads) -> None:
        self._uploads = table
        self._bodies = anyio.Semaphore(BODIES_AT_ONCE)  # each holds a chunk in memory

    async def answer(self, request: Request) -> Response:
        token = request.headers.get("upload-token", "")
        try:
            _refuse_other_pages(request)
            upload = await anyio.to_thread.run_sync(self._uploads.look, token)
            if request.method == "PATCH":
                upload = await self._take(request, token)
            elif request.method == "DELETE":
                await anyio.to_thread.run_sync(self._uploads.cancel, token)
                upload = self._uploads.look(token)
        except LaunchpadError as error:
            status = _STATUS.get(type(error), 503)
            return JSONResponse({"message": error.message, "hint": error.hint}, status)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        return JSONResponse(asdict(upload))

    async def _take(self, request: Request, token: str) -> Upload:
        offset = request.headers.get("upload-offset", "")
        if not offset.isascii() or not offset.isdecimal() or len(offset) > 15:
            raise InvalidInput(_("The part doesn't say where in the file it belongs."))
        async with self._bodies:
            data = await _body(request)
            return await anyio.to_thread.run_sync(self._uploads.receive, token, int(offset), data)


async def _body(request: Request) -> bytes:
    """Return a request's body; a larger one than a chunk is refused before it is in memory."""
    data = bytearray()
    try:
        with anyio.fail_after(BODY_SECONDS):
            async for piece in request.stream():
                if len(data) + len(piece) > CHUNK_BYTES:
                    raise InvalidInput(
                        _(
                            "The part is too large; send at most {size} MB at once.",
                            size=CHUNK_BYTES // 1024**2,
                        )
                    )
                data += piece
    except TimeoutError:
        raise Conflict(_("The part took too long to arrive."), _("Send it again.")) from None
    return bytes(data)


def _refuse_other_pages(request: Request) -> None:
    """Raise NotPermitted for a request that another site's page made; browsers say so themselves."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not (site == "same-origin" or (site in (None, "none") and own)):
        raise NotPermitted(
            _("Only the app's own page may send files here."), _("Open the app and upload there.")
        )
