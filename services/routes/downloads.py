"""The route that streams a table from the bucket or the disk to a browser."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from typing import IO
from urllib.parse import quote

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from services.data.export import spreadsheet
from services.errors import LaunchpadError, NotFound
from services.routes.download_links import PATH, Download, verify
from services.routes.languages import accepted_language
from services.settings import Target
from services.text.i18n import use_language
from services.text.messages.errors import error_text
from services.vertex import objects


def route(target: Callable[[], Target], base: str = "") -> Route:
    """Return the route below the app's base path."""
    prefix = f"/{base.strip('/')}" if base.strip("/") else ""

    async def answer(request: Request) -> Response:
        try:
            download = verify(request.path_params["token"])
            pieces = await anyio.to_thread.run_sync(open_stream, target(), download)
        except LaunchpadError as error:
            status = 404 if isinstance(error, NotFound) else 503
            with use_language(accepted_language(request)):
                return PlainTextResponse(str(error_text(error)), status)
        return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=_headers(download))

    return Route(f"{prefix}{PATH}/{{token}}", answer, methods=["GET"])


def open_stream(target: Target, download: Download) -> Iterator[bytes]:
    """Return the pieces of a download; the first one is read at once, so that a missing file raises."""
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
    except FileNotFoundError as error:  # it is deleted with its table
        raise NotFound("download_gone") from error


def _headers(download: Download) -> dict[str, str]:
    name = quote(download.file_name, safe="")
    return {
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
    }
