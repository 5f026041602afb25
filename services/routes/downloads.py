"""The way of a table out of the app: one route beside the pages that streams it from where it lies."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from typing import IO
from urllib.parse import quote

import anyio
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from services.data.export import spreadsheet
from services.errors import LaunchpadError, NotFound
from services.routes.download_links import PATH, Download, opened
from services.settings import Target
from services.text.i18n import _
from services.vertex import objects


def route(target: Callable[[], Target], hosts: Sequence[str] = ("*",), base: str = "") -> Route:
    """Return the route, which answers only under the host names given and below the app's base path."""
    prefix = f"/{base.strip('/')}" if base.strip("/") else ""

    async def answer(request: Request) -> Response:
        try:
            download = opened(request.path_params["token"])
            pieces = await anyio.to_thread.run_sync(begun, target(), download)
        except LaunchpadError as error:
            status = 404 if isinstance(error, NotFound) else 503
            return PlainTextResponse(f"{error.message} {error.hint}".strip(), status)
        return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=_headers(download))

    return Route(
        f"{prefix}{PATH}/{{token}}",
        answer,
        methods=["GET"],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)],
    )


def begun(target: Target, download: Download) -> Iterator[bytes]:
    """Return the pieces once the first is there, so that what isn't there is an error and no empty file."""
    pieces = _pieces(target, download)
    return chain([next(pieces, b"")], pieces)


def _pieces(target: Target, download: Download) -> Iterator[bytes]:
    with _source(target, download.address) as source:
        if download.raw:
            while piece := source.read(objects.READ_CHUNK_BYTES):
                yield piece
        else:
            yield from spreadsheet.stream(source)


def _source(target: Target, address: str) -> AbstractContextManager[IO[bytes]]:
    if address.startswith("gs://"):
        return objects.reader(target, address)
    try:
        return Path(address).open("rb")
    except FileNotFoundError as error:  # it goes once nobody has asked for its table for a while
        raise NotFound(
            _("The file isn't kept any more."), _("Reload the page that it came from and press it again.")
        ) from error


def _headers(download: Download) -> dict[str, str]:
    name = quote(download.file_name, safe="")
    return {
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
    }
