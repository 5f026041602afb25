"""The route receives chunks from the app's own pages, by token, and answers refusals with codes and texts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
import requests
import uvicorn
from starlette.applications import Starlette

from services.errors import InvalidInput
from services.ingest.uploads import CHUNK_BYTES, Uploads
from services.routes.uploads import PATH, route
from services.settings import Target
from services.text.messages.errors import error_text
from services.vertex import objects


@pytest.fixture
def table(here: Target) -> Uploads:
    return Uploads(target=lambda: here)


@pytest.fixture
def url(table: Uploads) -> Iterator[str]:
    app = Starlette(routes=[route(table=table)])
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}{PATH}"
        server.should_exit = True
        thread.join()


def send(verb: str, url: str, headers: dict[str, str], content: bytes = b"") -> requests.Response:
    return requests.request(verb, url, data=content, headers=headers, timeout=30)


def headers(token: str, offset: int = 0) -> dict[str, str]:
    return {"Upload-Token": token, "Upload-Offset": str(offset)}


def test_a_file_is_sent_asked_after_and_complete(here: Target, table: Uploads, url: str) -> None:
    content = b"a,b\n" * 131072 + b"1,2\n"
    token = table.begin(here, "a.csv", len(content))
    first = send("PATCH", url, headers(token), content[:524288])
    assert (first.status_code, first.json()["received"]) == (200, 524288)
    asked = send("GET", url, headers(token)).json()
    assert (asked["state"], asked["received"]) == ("receiving", 524288)
    last = send("PATCH", url, headers(token, 524288), content[524288:]).json()
    assert last["state"] == "complete"
    assert objects.read(here, last["address"]) == content


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"Upload-Token": "guessed"}, 404, "upload_unknown"),
        ({"Upload-Offset": "-1"}, 422, "chunk_without_offset"),
        ({"Upload-Offset": "7"}, 409, "upload_at_another_offset"),
        ({"Origin": "http://evil.example"}, 403, "request_from_another_site"),
        ({"Sec-Fetch-Site": "cross-site"}, 403, "request_from_another_site"),
        ({"Sec-Fetch-Site": "same-site"}, 403, "request_from_another_site"),
    ],
)
def test_what_may_not_be_sent_is_refused_and_changes_nothing(
    here: Target, table: Uploads, url: str, changed: dict[str, str], status: int, code: str | None
) -> None:
    token = table.begin(here, "a.csv", 4)
    reply = send("PATCH", url, headers(token) | changed, b"a,b\n")
    assert reply.status_code == status
    if code:
        assert reply.json()["code"] == code
        assert reply.json()["message"]
    assert table.look(token).received == 0


@pytest.mark.parametrize("own", [{}, {"Origin": "itself"}, {"Sec-Fetch-Site": "same-origin"}])
def test_the_apps_own_page_may_send(here: Target, table: Uploads, url: str, own: dict[str, str]) -> None:
    token = table.begin(here, "a.csv", 4)
    own = {name: value.replace("itself", url.removesuffix(PATH)) for name, value in own.items()}
    assert send("PATCH", url, headers(token) | own, b"a,b\n").status_code == 200


def test_a_part_larger_than_a_chunk_is_refused(here: Target, table: Uploads, url: str) -> None:
    token = table.begin(here, "a.csv", 2 * CHUNK_BYTES)
    reply = send("PATCH", url, headers(token), bytes(CHUNK_BYTES + 1))
    assert (reply.status_code, reply.json()["code"]) == (422, "chunk_too_large")


def test_an_upload_is_canceled(here: Target, table: Uploads, url: str) -> None:
    token = table.begin(here, "a.csv", 4)
    assert send("DELETE", url, headers(token)).json()["state"] == "refused"
    assert send("PATCH", url, headers(token), b"a,b\n").json()["code"] == "upload_canceled"
    assert send("GET", url, headers(token)).json()["reason"] == str(
        error_text(InvalidInput("upload_canceled"))
    )
