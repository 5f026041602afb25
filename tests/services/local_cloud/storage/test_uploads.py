"""Uploads by the real storage client, and the protocol's edges by hand."""

import base64
import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import google_crc32c
import pytest
import requests
from google.api_core import exceptions
from google.cloud.storage.retry import DEFAULT_RETRY

K = 256 * 1024
CONTENT = bytes(K) + b"the rest"
CRC32C = base64.b64encode(google_crc32c.value(CONTENT).to_bytes(4, "big")).decode()
MD5 = base64.b64encode(hashlib.md5(CONTENT).digest()).decode()  # noqa: S324 - Google's checksum
NASTY = ["../../escape", "/etc/passwd", "%2e%2e/x", "a\0b", "x" * 1024, "\u202eevil", "a//b", "한글 +&?#.csv"]


@pytest.mark.parametrize("name", NASTY)
def test_any_name_comes_back_as_it_was_sent(bucket, local_cloud, name):
    outside = set(local_cloud.state_dir.parent.iterdir())
    bucket.blob(name).upload_from_string(b"content", content_type="text/csv")
    assert [blob.name for blob in bucket.list_blobs()] == [name]
    blob = bucket.get_blob(name)
    assert blob.download_as_bytes() == b"content"
    assert (blob.content_type, blob.size) == ("text/csv", 7)
    blob.delete()
    assert bucket.get_blob(name) is None
    assert set(local_cloud.state_dir.parent.iterdir()) == outside


def test_an_upload_carries_properties_and_metadata(bucket):
    blob = bucket.blob("a")
    blob.metadata = {"who": "한글"}
    blob.cache_control = "no-store"
    blob.upload_from_string("x", checksum="md5")
    found = bucket.get_blob("a")
    assert (found.metadata, found.cache_control) == ({"who": "한글"}, "no-store")
    assert found.etag != blob.etag or found.metageneration == 1


@pytest.mark.parametrize("size", [0, 1, K, K + 1, 5 * K - 1])
def test_a_resumable_upload_in_chunks_is_whole(bucket, size):
    content = os.urandom(size)
    bucket.blob("big", chunk_size=K).upload_from_file(io.BytesIO(content), checksum="crc32c")
    assert bucket.blob("big").download_as_bytes(checksum="crc32c") == content


def test_a_stream_of_unknown_length_is_uploaded(bucket):
    with bucket.blob("streamed", chunk_size=K).open("wb") as file:
        for _ in range(5):
            file.write(b"x" * 100_000)
    assert bucket.get_blob("streamed").size == 500_000


def test_only_what_is_not_there_is_written_with_generation_0(bucket):
    blob = bucket.blob("once")
    blob.upload_from_string("1", if_generation_match=0)
    with pytest.raises(exceptions.PreconditionFailed):
        bucket.blob("once").upload_from_string("2", if_generation_match=0)
    blob.upload_from_string("2", if_generation_match=blob.generation)
    assert bucket.blob("once").download_as_bytes() == b"2"


def test_an_upload_to_a_bucket_that_is_not_there_is_404(local_cloud):
    with pytest.raises(exceptions.NotFound, match="The specified bucket does not exist"):
        local_cloud.storage().bucket("nowhere-at-all").blob("a").upload_from_string("1")


@pytest.mark.parametrize("kind", ["media", "multipart", "resumable", "nonsense"])
def test_a_refusal_reaches_a_caller_that_is_still_sending(call, kind):
    path = f"/upload/storage/v1/b/nowhere-at-all/o?uploadType={kind}&name=a"
    reply = call("POST", path, data=b"x" * (20 * 1024**2))
    assert reply.status_code in (400, 404, 413)


def test_of_many_first_writers_one_wins(call, bucket):
    path = f"/upload/storage/v1/b/{bucket.name}/o?uploadType=media&name=race&ifGenerationMatch=0"
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda n: call("POST", path, data=str(n)).status_code, range(16)))
    assert sorted(codes) == [200] + [412] * 15


def test_headers_carry_what_an_upload_said_in_utf_8(call, bucket):
    blob = bucket.blob("a")
    blob.content_disposition = 'attachment; filename="한글.csv"'
    blob.upload_from_string("x")
    reply = call("GET", f"/download/storage/v1/b/{bucket.name}/o/a?alt=media")
    assert reply.headers["content-disposition"].encode("latin-1").decode() == blob.content_disposition


def test_a_broken_upload_goes_on_where_it_stopped(begin, bucket):
    content = os.urandom(3 * K)
    send = begin()
    assert send(b"", "*/*").headers.get("range") is None
    first = send(content[:K], f"0-{K - 1}/{3 * K}")
    assert (first.status_code, first.headers["range"]) == (308, f"bytes=0-{K - 1}")
    query = send(b"", f"*/{3 * K}")
    assert (query.status_code, query.headers["range"]) == (308, f"bytes=0-{K - 1}")
    repeated = send(content[: 2 * K], f"0-{2 * K - 1}/{3 * K}")
    assert repeated.headers["range"] == f"bytes=0-{2 * K - 1}"
    last = send(content[2 * K :], f"{2 * K}-{3 * K - 1}/{3 * K}")
    assert (last.status_code, last.json()["size"]) == (200, str(3 * K))
    assert bucket.blob("resumed").download_as_bytes() == content
    assert send(b"", "*/*").json()["generation"] == last.json()["generation"]


def test_a_gap_is_refused_and_the_upload_lives_on(begin, bucket):
    send = begin()
    assert send(b"x" * K, f"{K}-{2 * K - 1}/*").status_code == 400
    assert send(b"x" * 10, "0-9/10").status_code == 200
    assert bucket.get_blob("resumed").size == 10


def test_a_cancelled_upload_is_forgotten(begin, bucket):
    send = begin()
    assert send(b"", method="DELETE").status_code == 499
    assert send(b"x", "0-0/1").status_code == 404
    assert bucket.get_blob("resumed") is None


def test_an_upload_of_another_length_than_announced_is_refused(begin):
    send = begin(**{"x-upload-content-length": "5"})
    assert send(b"xx", "0-1/2").status_code == 400
    assert send(b"xx").status_code == 400


def test_a_precondition_is_checked_when_a_resumable_upload_ends(begin, bucket):
    send = begin(query="&ifGenerationMatch=0")
    bucket.blob("resumed").upload_from_string("first")
    assert send(b"second", "0-5/6").status_code == 412
    assert bucket.blob("resumed").download_as_bytes() == b"first"


@pytest.mark.parametrize("kind", ["", "&uploadType=", "&uploadType=streaming"])
def test_another_kind_of_upload_is_refused(call, bucket, kind):
    assert call("POST", f"/upload/storage/v1/b/{bucket.name}/o?name=a{kind}").status_code == 400


@pytest.mark.soak
def test_a_quarter_gigabyte_goes_in_and_out_with_flat_memory(start_local_cloud, tmp_path):
    source = tmp_path / "source"
    with source.open("wb") as file:
        for number in range(64):
            file.write(number.to_bytes(1) * (4 * 1024**2))
    with start_local_cloud() as cloud:
        blob = cloud.storage().bucket("launchpad-local").blob("big", chunk_size=32 * 1024**2)
        bucket = cloud.storage().bucket("launchpad-local")
        bucket.blob("warm").upload_from_string("1")
        before = peak_memory(cloud.process.pid)
        blob.upload_from_filename(str(source), retry=DEFAULT_RETRY)
        blob.download_to_filename(str(tmp_path / "target"))
        assert peak_memory(cloud.process.pid) - before < 48 * 1024**2
    assert (tmp_path / "target").stat().st_size == 256 * 1024**2


def peak_memory(pid):
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip("needs /proc to read a process's peak memory")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


# What gcsfs sends, and pandas by it, is not what Google's own client sends: see gcsfs.core.


def test_a_small_file_of_gcsfs_is_written_whole(call, bucket):
    body = (
        '--==0==\nContent-Type: application/json; charset=UTF-8\n\n{"name": "table.csv"}\n'
        "--==0==\nContent-Type: text/csv\n\na,b\n1,2\n\n--==0==--"
    )
    reply = call(
        "POST",
        f"/upload/storage/v1/b/{bucket.name}/o?uploadType=multipart",
        headers={"Content-Type": 'multipart/related; boundary="==0=="'},
        data=body.encode(),
    )
    assert reply.json()["size"] == "8"
    blob = bucket.get_blob("table.csv")
    assert (blob.content_type, blob.download_as_bytes()) == ("text/csv", b"a,b\n1,2\n")


def gcsfs_location(call, bucket, name):
    reply = call(
        "POST",
        f"/upload/storage/v1/b/{bucket.name}/o?name={name}&uploadType=resumable",
        json={"name": name},
        headers={"X-Upload-Content-Type": "text/csv"},
    )
    return "/" + reply.headers["location"].split("/", 3)[3]


def test_a_large_file_of_gcsfs_comes_in_chunks_by_post(call, bucket):
    location = gcsfs_location(call, bucket, "large.csv")
    content = bytes(range(256)) * 4096
    half = len(content) // 2
    first = call("POST", location, data=content[:half], headers={"Content-Range": f"bytes 0-{half - 1}/*"})
    assert (first.status_code, first.headers["range"]) == (308, f"bytes=0-{half - 1}")
    span = f"bytes {half}-{len(content) - 1}/{len(content)}"
    last = call("POST", location, data=content[half:], headers={"Content-Range": span})
    assert last.json()["size"] == str(len(content))
    assert bucket.blob("large.csv").download_as_bytes() == content


def test_an_empty_last_chunk_of_gcsfs_ends_the_file(call, bucket):
    location = gcsfs_location(call, bucket, "even.csv")
    content = b"x" * 262_144
    span = f"bytes 0-{len(content) - 1}/*"
    assert call("POST", location, data=content, headers={"Content-Range": span}).status_code == 308
    last = call("POST", location, headers={"Content-Range": f"bytes */{len(content)}"})
    assert last.json()["size"] == str(len(content))


def test_gcsfs_lists_moves_and_downloads_what_it_wrote(call, bucket):
    bucket.blob("folder/a.csv").upload_from_string(b"a")
    path = f"/storage/v1/b/{bucket.name}/o"
    listed = call("GET", f"{path}?delimiter=&prefix=folder/&maxResults=1000").json()
    assert [item["name"] for item in listed["items"]] == ["folder/a.csv"]
    moved = call("POST", f"{path}/folder%2Fa.csv/moveTo/o/folder%2Fb.csv", json={})
    assert moved.json()["name"] == "folder/b.csv"
    assert [blob.name for blob in bucket.list_blobs(prefix="folder/")] == ["folder/b.csv"]


def test_a_damaged_upload_is_refused_and_leaves_nothing(call, bucket):
    path = f"/upload/storage/v1/b/{bucket.name}/o?uploadType=media&name=damaged"
    reply = call("POST", path, data=b"content", headers={"x-goog-hash": "crc32c=AAAAAA=="})
    assert reply.status_code == 400
    assert "doesn't match calculated CRC32C" in reply.json()["error"]["message"]
    assert bucket.get_blob("damaged") is None
    whole = call("POST", path, data=b"content", headers={"content-type": "text/plain"})
    assert (whole.status_code, whole.json()["contentType"], whole.json()["size"]) == (200, "text/plain", "7")


@pytest.mark.parametrize(
    ("of_start", "of_end", "refused"),
    [
        ({}, "md5=AAAA", "MD5 hash"),
        ({}, f"crc32c={CRC32C},md5=AAAA", "MD5 hash"),
        ({}, f"crc32c=AAAAAA==,md5={MD5}", "CRC32C"),
        ({"crc32c": "AAAAAA=="}, "", "CRC32C"),
        ({"md5Hash": "AAAA"}, "", "MD5 hash"),
        ({"crc32c": "AAAAAA=="}, f"crc32c={CRC32C}", "CRC32C"),
        ({"crc32c": CRC32C, "md5Hash": MD5}, f"crc32c={CRC32C},md5={MD5}", ""),
    ],
)
def test_a_resumable_upload_whose_checksum_is_wrong_is_googles_error_and_leaves_nothing(
    begin, bucket, of_start, of_end, refused
):
    send = begin(json=of_start)
    headers = {"x-goog-hash": of_end} if of_end else {}
    assert send(CONTENT[:K], f"0-{K - 1}/{len(CONTENT)}").status_code == 308
    reply = send(CONTENT[K:], f"{K}-{len(CONTENT) - 1}/{len(CONTENT)}", **headers)
    assert reply.status_code == (400 if refused else 200)
    assert (bucket.get_blob("resumed") is None) == bool(refused)
    if refused:
        error = reply.json()["error"]
        right = {"CRC32C": CRC32C, "MD5 hash": MD5}[refused]
        assert error["message"].startswith(f"Provided {refused} ")
        assert error["message"].endswith(f'doesn\'t match calculated {refused} "{right}".')
        reason = {"message": error["message"], "domain": "global", "reason": "invalid"}
        assert (error["code"], error["errors"]) == (400, [reason])
        assert send(b"", "*/*").status_code == 404


@pytest.mark.parametrize("checksum", ["crc32c", "md5"])
@pytest.mark.parametrize(("size", "chunk"), [(10, None), (10, K), (K, K), (K - 7, K)])
def test_an_upload_by_googles_client_that_is_damaged_on_its_way_is_refused(
    bucket, monkeypatch, checksum, size, chunk
):
    send = requests.Session.request

    def damage(session, method, url, data=None, **more):
        if isinstance(data, bytes):
            data = data.replace(b"\0a\0", b"\0b\0", 1)
        return send(session, method, url, data=data, **more)

    monkeypatch.setattr(requests.Session, "request", damage)
    with pytest.raises(exceptions.BadRequest, match="doesn't match calculated"):
        bucket.blob("damaged", chunk_size=chunk).upload_from_file(
            io.BytesIO(b"\0a\0" * size), size=3 * size, checksum=checksum
        )
    monkeypatch.undo()
    assert bucket.get_blob("damaged") is None
