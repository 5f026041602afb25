"""Resumable uploads by hand."""

import pytest


@pytest.fixture
def begin(call, bucket):
    """Begin a resumable upload of `name` and return a sender of chunks."""

    def begin(name="resumed", query="", json=None, **headers):
        path = f"/upload/storage/v1/b/{bucket.name}/o?uploadType=resumable&name={name}{query}"
        reply = call("POST", path, json=json, headers=headers)
        assert reply.status_code == 200, reply.text
        place = reply.headers["location"].partition("/upload")
        return lambda content, chunk_range=None, method="PUT", **more: call(
            method,
            place[1] + place[2],
            data=content,
            headers=({"content-range": f"bytes {chunk_range}"} if chunk_range else {}) | more,
        )

    return begin
