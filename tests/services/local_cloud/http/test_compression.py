"""Requests whose bodies are gzip, to each of the services."""

import gzip
import json

import pytest

MODELS = "/v1/projects/launchpad-local/locations/us-central1"
GZIP = {"content-encoding": "gzip", "content-type": "application/json"}


def test_vertex_ai_reads_a_gzip_body(call):
    body = gzip.compress(json.dumps({"displayName": "packed"}).encode())
    reply = call("POST", f"{MODELS}/endpoints", data=body, headers=GZIP).json()
    assert reply["response"]["displayName"] == "packed"
    assert call("DELETE", f"/v1/{reply['response']['name']}").status_code == 200


def test_cloud_storage_stores_what_a_gzip_body_holds(call, bucket):
    content = b"0123456789" * 400_000
    path = f"/upload/storage/v1/b/{bucket.name}/o?uploadType=media&name=packed"
    stored = call("POST", path, data=gzip.compress(content), headers={"content-encoding": "gzip"}).json()
    assert stored["size"] == str(len(content))
    assert bucket.blob("packed").download_as_bytes() == content


@pytest.mark.parametrize(
    ("encoding", "body", "message"),
    [
        ("gzip", b"plain", "not valid gzip"),
        ("gzip", gzip.compress(b"{}", mtime=0)[:-4], "ends in the middle"),
        ("br", b"x", "'br' of the request is not supported"),
    ],
)
def test_another_body_is_refused(call, encoding, body, message):
    headers = {"content-encoding": encoding, "content-type": "application/json"}
    reply = call("POST", f"{MODELS}/endpoints", data=body, headers=headers)
    assert reply.status_code == 400
    assert message in reply.json()["error"]["message"]


def test_a_bomb_is_stopped_by_the_limit_of_a_request(call):
    body = gzip.compress(b" " * 200_000_000)
    reply = call("POST", f"{MODELS}/endpoints", data=body, headers=GZIP)
    assert reply.status_code == 400
    assert "exceeds the limit" in reply.json()["error"]["message"]
