"""The route takes chunks from the app's own page, by token, and answers every refusal in a sentence."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from services.settings import Target
from services.upload_route import PATH, route
from services.uploads import CHUNK_BYTES, Uploads
from services.vertex import objects


@pytest.fixture
def table() -> Uploads:
    return Uploads()


@pytest.fixture
def client(table: Uploads) -> TestClient:
    app = Starlette(routes=[route(["127.0.0.1", "app.example"], table=table)])
    return TestClient(app, base_url="http://127.0.0.1:8501")


def headers(token: str, offset: int = 0) -> dict[str, str]:
    return {"Upload-Token": token, "Upload-Offset": str(offset)}


def test_a_file_is_sent_asked_after_and_complete(here: Target, table: Uploads, client: TestClient) -> None:
    content = b"a,b\n" * 131072 + b"1,2\n"
    token = table.begin(here, "a.csv", len(content))
    first = client.patch(PATH, content=content[:524288], headers=headers(token))
    assert (first.status_code, first.json()["received"]) == (200, 524288)
    asked = client.get(PATH, headers=headers(token)).json()
    assert (asked["state"], asked["received"]) == ("receiving", 524288)
    last = client.patch(PATH, content=content[524288:], headers=headers(token, 524288)).json()
    assert last["state"] == "complete"
    assert objects.read(here, last["address"]) == content


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Upload-Token": "guessed"}, 404),
        ({"Upload-Offset": "-1"}, 422),
        ({"Upload-Offset": "7"}, 409),
        ({"Origin": "http://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "evil.example"}, 400),
    ],
)
def test_what_may_not_be_sent_is_refused_and_changes_nothing(
    here: Target, table: Uploads, client: TestClient, changed: dict[str, str], status: int
) -> None:
    token = table.begin(here, "a.csv", 4)
    reply = client.patch(PATH, content=b"a,b\n", headers=headers(token) | changed)
    assert reply.status_code == status
    if status != 400:
        assert reply.json()["message"]
    assert table.look(token).received == 0


@pytest.mark.parametrize("own", [{}, {"Origin": "http://127.0.0.1:8501"}, {"Sec-Fetch-Site": "same-origin"}])
def test_the_apps_own_page_may_send(
    here: Target, table: Uploads, client: TestClient, own: dict[str, str]
) -> None:
    token = table.begin(here, "a.csv", 4)
    assert client.patch(PATH, content=b"a,b\n", headers=headers(token) | own).status_code == 200


def test_a_part_larger_than_a_chunk_is_refused(here: Target, table: Uploads, client: TestClient) -> None:
    token = table.begin(here, "a.csv", 2 * CHUNK_BYTES)
    reply = client.patch(PATH, content=bytes(CHUNK_BYTES + 1), headers=headers(token))
    assert (reply.status_code, "too large" in reply.json()["message"]) == (422, True)


def test_an_upload_is_given_up(here: Target, table: Uploads, client: TestClient) -> None:
    token = table.begin(here, "a.csv", 4)
    assert client.delete(PATH, headers=headers(token)).json()["state"] == "refused"
    assert client.patch(PATH, content=b"a,b\n", headers=headers(token)).status_code == 422
