"""The way out: a table is streamed whole, defused or as it is stored, to who holds a link."""

from collections.abc import Callable
from pathlib import Path

import anyio
import httpx
import pytest
from starlette.applications import Starlette

from services.errors import NotFound
from services.routes import download_links
from services.routes import downloads as download_route
from services.routes.download_links import Download
from services.settings import Target
from services.text.messages.errors import error_text
from services.vertex import objects

CONTENT = b"name,n\r\n=1+1,-5\r\n" + b"x,1\r\n" * 2_000_000


@pytest.fixture(scope="module")
def stored(here: Target) -> str:
    uri = here.uri("tests/large.csv")
    objects.write(here, uri, CONTENT, "text/csv")
    return uri


@pytest.fixture
def get(here: Target) -> Callable[..., httpx.Response]:
    app = Starlette(routes=[download_route.route(lambda: here, "base")])

    def get(path: str) -> httpx.Response:
        async def request() -> httpx.Response:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
                return await client.get(path)

        return anyio.run(request)

    return get


def test_a_table_comes_as_it_is_stored_or_defused(get: Callable[..., httpx.Response], stored: str) -> None:
    for raw, begins in ((True, b"name,n\r\n=1+1,-5"), (False, '\ufeff"name","n"\n"\'=1+1","-5"'.encode())):
        reply = get(f"/base/api/downloads/{download_links.token(Download(stored, '표 1.csv', raw))}")
        assert reply.status_code == 200
        assert reply.content.startswith(begins)
        assert reply.content.count(b"\n") == CONTENT.count(b"\n")
        assert reply.headers["content-disposition"] == "attachment; filename*=UTF-8''%ED%91%9C%201.csv"


def test_a_missing_file_or_a_forged_link_is_answered_with_text(
    get: Callable[..., httpx.Response], here: Target
) -> None:
    gone = download_links.token(Download(here.uri("tests/none.csv"), "x.csv"))
    for token in (gone, "forged.token"):
        reply = get(f"/base/api/downloads/{token}")
        assert reply.status_code == 404
        assert reply.headers["content-type"].startswith("text/plain")


def test_a_file_of_this_machine_comes_too_until_it_goes(
    get: Callable[..., httpx.Response], tmp_path: Path
) -> None:
    path = tmp_path / "rejected_rows.csv"
    path.write_bytes(b"row,text\r\n1,=x\r\n" * 200_000)
    link = download_links.token(Download(str(path), "x.csv"))
    reply = get(f"/base/api/downloads/{link}")
    assert reply.content.count(b'"\'=x"') == 200_000
    path.unlink()
    reply = get(f"/base/api/downloads/{link}")
    assert (reply.status_code, reply.text) == (404, str(error_text(NotFound("download_gone"))))


def test_a_large_file_is_never_whole_in_memory(here: Target, tmp_path: Path) -> None:
    path = tmp_path / "rejected_rows.csv"
    path.write_bytes(b"row,text\r\n1,abcdef\r\n" * 2_000_000)
    pieces = download_route.open_stream(here, Download(str(path), "x.csv"))
    assert max(map(len, pieces)) < path.stat().st_size / 8
