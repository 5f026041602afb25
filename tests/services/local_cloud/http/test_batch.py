"""Batch requests, by Google's client and as gcsfs writes them."""

import pytest
from google.api_core import exceptions


def test_googles_client_deletes_and_changes_many_objects_at_once(bucket):
    for name in ("a", "b/ü c", "d"):
        bucket.blob(name).upload_from_string(name)
    with bucket.client.batch():
        bucket.delete_blob("a")
        bucket.delete_blob("b/ü c")
        blob = bucket.blob("d")
        blob.metadata = {"key": "값"}
        blob.patch()
    assert [blob.name for blob in bucket.list_blobs()] == ["d"]
    assert bucket.get_blob("d").metadata == {"key": "값"}


def test_a_call_that_fails_is_raised_and_the_others_are_done(bucket):
    bucket.blob("a").upload_from_string("a")

    def delete_both():
        with bucket.client.batch():
            bucket.delete_blob("missing")
            bucket.delete_blob("a")

    with pytest.raises(exceptions.NotFound):
        delete_both()
    assert list(bucket.list_blobs()) == []


def batch(*calls, line_end="\n", boundary="===0=="):
    parts = [
        line_end.join(
            [
                f"{line_end}--{boundary}",
                "Content-Type: application/http",
                "Content-Transfer-Encoding: binary",
                f"Content-ID: <b29c5de2+{number}>",
                "",
                f"{call} HTTP/1.1",
                "Content-Type: application/json",
                "accept: application/json",
                "content-length: 0",
                "",
            ]
        )
        for number, call in enumerate(calls, 1)
    ]
    return "".join(parts) + f"{line_end}--{boundary}--"


def send(call, body, kind='multipart/mixed; boundary="===0=="'):
    return call("POST", "/batch/storage/v1", data=body.encode(), headers={"Content-Type": kind})


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_gcsfs_deletes_many_files(call, bucket, line_end):
    bucket.blob("a/b").upload_from_string("a")
    path = f"DELETE /storage/v1/b/{bucket.name}/o"
    reply = send(call, batch(f"{path}/a%2Fb", f"{path}/missing", line_end=line_end))
    boundary = reply.headers["Content-Type"].split("=", 1)[1]
    first, second = reply.text.split(boundary)[1:-1]
    assert "HTTP/1.1 204 No Content" in first
    assert "Content-ID: <response-b29c5de2+1>" in first
    assert "HTTP/1.1 404 Not Found" in second
    assert "No such object" in second


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", 'multipart/mixed; boundary="===0=="'),
        ("{}", "application/json"),
        ("x", "multipart/mixed"),
        (batch("nonsense"), 'multipart/mixed; boundary="===0=="'),
        (batch("GET /v1/projects/p/locations/us-central1/models"), 'multipart/mixed; boundary="===0=="'),
        (batch("GET /storage/v1/b/b/o/o?alt=media"), 'multipart/mixed; boundary="===0=="'),
        (batch("POST /batch/storage/v1"), 'multipart/mixed; boundary="===0=="'),
        (batch(*["GET /storage/v1/b/b"] * 101), 'multipart/mixed; boundary="===0=="'),
    ],
)
def test_what_is_no_batch_is_refused(call, body, kind):
    reply = send(call, body, kind)
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, 400), reply.text


def test_a_batch_needs_a_token(call):
    reply = call(
        "POST",
        "/batch/storage/v1",
        data=batch("GET /storage/v1/b/b").encode(),
        headers={"authorization": "Bearer wrong", "Content-Type": "multipart/mixed; boundary=x"},
    )
    assert reply.status_code == 401
