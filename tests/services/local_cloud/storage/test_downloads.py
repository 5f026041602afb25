"""Downloads by the real storage client, and ranges as a table."""

import gzip

import pytest
from google.api_core import exceptions

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.downloads import read_range


@pytest.mark.parametrize(
    ("header", "size", "span"),
    [
        (None, 10, None),
        ("bytes=0-", 10, (0, 10)),
        ("bytes=2-5", 10, (2, 6)),
        ("bytes=2-50", 10, (2, 10)),
        ("bytes=-3", 10, (7, 10)),
        ("bytes=-30", 10, (0, 10)),
        ("bytes=9-9", 10, (9, 10)),
        ("bytes=5-2", 10, None),
        ("bytes=-", 10, None),
        ("bytes=0-1,3-4", 10, None),
        ("lines=0-1", 10, None),
    ],
)
def test_a_range_is_read(header, size, span):
    assert read_range(header, size) == span


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=10-", 10), ("bytes=10-20", 10), ("bytes=0-", 0), ("bytes=-0", 5)]
)
def test_a_range_past_the_end_is_416(header, size):
    with pytest.raises(ApiError) as refused:
        read_range(header, size)
    assert refused.value.http == 416


def test_the_client_reads_whole_and_in_parts(bucket):
    bucket.blob("a").upload_from_string(b"0123456789")
    blob = bucket.blob("a")
    assert blob.download_as_bytes() == b"0123456789"
    assert blob.download_as_bytes(start=2, end=4) == b"234"
    assert blob.download_as_bytes(start=7) == b"789"
    with pytest.raises(exceptions.RequestRangeNotSatisfiable):
        blob.download_as_bytes(start=10)
    with blob.open("rb", chunk_size=4) as file:
        file.seek(3)
        assert (file.read(2), file.read()) == (b"34", b"56789")


def test_an_empty_object_is_read(bucket):
    bucket.blob("empty").upload_from_string(b"")
    assert bucket.blob("empty").download_as_bytes() == b""


def test_a_download_says_what_it_is(call, bucket):
    bucket.blob("a").upload_from_string(b"x,y", content_type="text/csv")
    blob = bucket.get_blob("a")
    for path in (f"/download/storage/v1/b/{bucket.name}/o/a", f"/storage/v1/b/{bucket.name}/o/a"):
        reply = call("GET", f"{path}?alt=media", headers={"range": "bytes=0-0"})
        assert (reply.status_code, reply.content) == (206, b"x")
        assert reply.headers["content-type"] == "text/csv"
        assert reply.headers["content-range"] == "bytes 0-0/3"
        assert reply.headers["x-goog-hash"] == f"crc32c={blob.crc32c},md5={blob.md5_hash}"
        assert reply.headers["x-goog-generation"] == str(blob.generation)


def test_what_is_stored_in_gzip_is_decompressed_for_who_does_not_accept_it(call, bucket):
    content = b"a,b\n" * 1_000_000  # several pieces
    blob = bucket.blob("zipped")
    blob.content_encoding = "gzip"
    blob.upload_from_string(gzip.compress(content[:5000]) + gzip.compress(content[5000:]))
    path = f"/download/storage/v1/b/{bucket.name}/o/zipped?alt=media"
    plain = call("GET", path, headers={"accept-encoding": "identity", "range": "bytes=0-3"})
    assert (plain.status_code, plain.content) == (200, content)
    assert "content-encoding" not in plain.headers
    assert plain.headers["x-goog-stored-content-encoding"] == "gzip"
    passed = call("GET", path, headers={"accept-encoding": "deflate, gzip;q=0.5"}, stream=True)
    assert passed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(passed.raw.read()) == content
    assert blob.download_as_bytes() == content
    assert gzip.decompress(blob.download_as_bytes(raw_download=True)) == content
    blob.cache_control = "no-transform"
    blob.patch()
    kept = call("GET", path, headers={"accept-encoding": "identity"}, stream=True)
    assert gzip.decompress(kept.raw.read()) == content


def test_what_only_says_that_it_is_in_gzip_is_an_error(call, bucket):
    blob = bucket.blob("liar")
    blob.content_encoding = "gzip"
    blob.upload_from_string(b"plain")
    path = f"/download/storage/v1/b/{bucket.name}/o/liar?alt=media"
    assert call("GET", path, headers={"accept-encoding": "identity"}).status_code == 503


def test_what_has_not_changed_is_304(call, bucket):
    bucket.blob("a").upload_from_string(b"x")
    generation = bucket.get_blob("a").generation
    path = f"/download/storage/v1/b/{bucket.name}/o/a?alt=media&ifGenerationNotMatch={generation}"
    reply = call("GET", path)
    assert (reply.status_code, reply.content) == (304, b"")


def test_what_is_not_there_is_404(bucket):
    with pytest.raises(exceptions.NotFound, match="No such object"):
        bucket.blob("nothing").download_as_bytes()


def test_a_reader_keeps_what_it_opened_while_it_is_overwritten(call, bucket):
    old = b"a" * (8 * 1024**2)
    bucket.blob("a").upload_from_string(old)
    reply = call("GET", f"/download/storage/v1/b/{bucket.name}/o/a?alt=media", stream=True)
    bucket.blob("a").upload_from_string(b"new")
    assert reply.content == old
    assert bucket.blob("a").download_as_bytes() == b"new"
