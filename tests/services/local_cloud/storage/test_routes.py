"""Objects as the real storage client uses them."""

import random

import pytest
from google.api_core import exceptions
from google.auth.exceptions import InvalidOperation
from google.cloud import storage


def test_objects_are_listed_by_prefix_delimiter_and_page(bucket):
    for name in ("a.txt", "dir/b.txt", "dir/sub/c.txt", "other/d.txt", "z.txt"):
        bucket.blob(name).upload_from_string("1")
    top = bucket.list_blobs(delimiter="/")
    assert ([blob.name for blob in top], top.prefixes) == (["a.txt", "z.txt"], {"dir/", "other/"})
    inside = bucket.list_blobs(prefix="dir/", delimiter="/")
    assert ([blob.name for blob in inside], inside.prefixes) == (["dir/b.txt"], {"dir/sub/"})
    assert [[b.name for b in page] for page in bucket.list_blobs(page_size=2).pages] == [
        ["a.txt", "dir/b.txt"],
        ["dir/sub/c.txt", "other/d.txt"],
        ["z.txt"],
    ]
    assert [blob.name for blob in bucket.list_blobs(start_offset="dir/c", end_offset="z")] == [
        "dir/sub/c.txt",
        "other/d.txt",
    ]


@pytest.mark.local("Google has it")
def test_an_option_of_list_that_it_does_not_have_is_501(bucket):
    with pytest.raises(exceptions.MethodNotImplemented, match="includeFoldersAsPrefixes"):
        list(bucket.list_blobs(include_folders_as_prefixes=True))


def test_metadata_is_patched_and_counted(bucket):
    blob = bucket.blob("a")
    blob.upload_from_string("1")
    blob.metadata = {"x": "1"}
    blob.content_type = "text/csv"
    blob.patch()
    found = bucket.get_blob("a")
    assert (found.metadata, found.content_type, found.metageneration) == ({"x": "1"}, "text/csv", 2)
    with pytest.raises(exceptions.PreconditionFailed):
        blob.patch(if_metageneration_match=1)


def test_a_blob_is_copied_renamed_and_rewritten(bucket, local_cloud):
    source = bucket.blob("a/source")
    source.upload_from_string("content", content_type="text/csv")
    copied = bucket.copy_blob(source, bucket, "b/copy")
    assert (copied.download_as_bytes(), copied.content_type) == (b"content", "text/csv")
    target = local_cloud.storage().bucket("launchpad-local").blob("rewritten")
    assert target.rewrite(source) == (None, 7, 7)
    assert target.download_as_bytes() == b"content"
    with pytest.raises(exceptions.PreconditionFailed):
        target.rewrite(source, if_generation_match=0)
    bucket.rename_blob(source, "a/renamed")
    assert sorted(blob.name for blob in bucket.list_blobs()) == ["a/renamed", "b/copy"]


def test_blobs_are_composed(bucket):
    parts = []
    for number in range(3):
        parts.append(bucket.blob(f"part/{number}/compose"))
        parts[-1].upload_from_string(str(number))
    whole = bucket.blob("a/compose")
    whole.content_type = "text/plain"
    whole.compose(parts)
    assert whole.download_as_bytes() == b"012"
    assert (whole.component_count, whole.md5_hash) == (3, None)
    with pytest.raises(exceptions.PreconditionFailed):
        whole.compose(parts, if_generation_match=0)


def test_a_delete_may_need_a_generation(bucket):
    blob = bucket.blob("a")
    blob.upload_from_string("1")
    with pytest.raises(exceptions.PreconditionFailed):
        blob.delete(if_generation_match=blob.generation + 1)
    blob.delete(if_generation_match=blob.generation)
    with pytest.raises(exceptions.NotFound, match=r"No such object: .*/a"):
        blob.delete()


def test_int64s_are_text_and_times_rfc_3339(call, bucket):
    bucket.blob("a").upload_from_string("12")
    resource = call("GET", f"/storage/v1/b/{bucket.name}/o/a").json()
    assert resource["size"] == "2"
    assert all(isinstance(resource[name], str) for name in ("generation", "metageneration", "size"))
    assert resource["timeCreated"].endswith("Z")
    assert "T" in resource["timeCreated"]


def test_a_plain_client_works_with_the_token_in_the_emulators_address(local_cloud, bucket, monkeypatch):
    """A training script's `storage.Client()` follows links and resumable uploads with its address alone."""
    monkeypatch.setenv(
        "STORAGE_EMULATOR_HOST", local_cloud.url.replace("://", f"://job:{local_cloud.token}@")
    )
    client = storage.Client()
    blob = client.bucket(bucket.name).blob("a/b", chunk_size=256 * 1024)
    blob.upload_from_string(b"x" * 600_000)
    blob.reload()
    assert blob.download_as_bytes() == b"x" * 600_000
    assert [found.name for found in client.list_blobs(bucket.name)] == ["a/b"]
    client.close()


def test_a_plain_client_without_the_token_is_refused(bucket):
    client = storage.Client()
    with pytest.raises(InvalidOperation):  # what google-auth makes of a 401 without credentials
        client.bucket(bucket.name).blob("a").upload_from_string("x")
    client.close()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/storage/v1/b/{bucket}/o/a", "[1]"),
        ("PATCH", "/storage/v1/b/{bucket}/o/a", '{"contentType": 5}'),
        ("PATCH", "/storage/v1/b/{bucket}/o/a", '{"metadata": {"x": 5}}'),
        ("PATCH", "/storage/v1/b/{bucket}/o/a", '{"metadata": {"x": "\\ud800"}}'),
        ("PATCH", "/storage/v1/b/{bucket}/o/a", '{"contentType": "a/b\\r\\nx-injected: 1"}'),
        ("POST", "/storage/v1/b?project=p", '{"name": 5}'),
        ("POST", "/storage/v1/b?project=p", '{"name": "abc", "storageClass": "CHEAP"}'),
        ("PATCH", "/storage/v1/b/{bucket}", '{"labels": {"a": 1}}'),
        ("POST", "/storage/v1/b/{bucket}/o/c/compose", "{}"),
        ("POST", "/storage/v1/b/{bucket}/o/c/compose", '{"sourceObjects": [5]}'),
        ("POST", "/storage/v1/b/{bucket}/o/c/compose", '{"sourceObjects": [{"name": 5}]}'),
        ("GET", "/storage/v1/b/{bucket}/o?maxResults=x", ""),
        ("GET", "/storage/v1/b/{bucket}/o/a?generation=x", ""),
        ("GET", "/storage/v1/b/{bucket}/o/%ff", ""),
    ],
)
def test_nonsense_is_400(call, bucket, method, path, body):
    bucket.blob("a").upload_from_string("1")
    reply = call(method, path.format(bucket=bucket.name), data=body)
    assert (reply.status_code, reply.json()["error"]["errors"][0]["reason"]) == (400, "invalid")


@pytest.mark.parametrize("seed", range(3))
def test_fuzzed_requests_are_answered_and_never_fail_inside(call, bucket, seed):
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
    texts = ["", "a", "%00", "..", "%2e%2e", "a%2Fb", "%ff", "한", "x" * 1500, bucket.name, "nowhere-at-all"]
    places = ["/storage/v1/b", "/upload/storage/v1/b", "/download/storage/v1/b"]
    steps = ["o", "compose", "copyTo", "rewriteTo", "b"]
    options = ["alt=media", "uploadType=media", "uploadType=multipart", "uploadType=resumable", "name=n%00"]
    options += ["generation=1", "maxResults=-1", "pageToken=%ff", "prefix=%ff", "project=p", "upload_id=x"]
    options += ["ifGenerationMatch=0", "ifGenerationMatch=x", "delimiter=/", "startOffset=%F0%9F%98%80"]
    bodies = [b"", b"{}", b"[]", b"{", b"\xff", b'{"name": "n"}', b'{"sourceObjects": [{"name": "n"}]}']
    headers = [
        ("range", "bytes=0-"),
        ("range", "bytes=-0"),
        ("content-range", "bytes 0-0/1"),
        ("x-goog-hash", "md5"),
    ]
    headers += [("content-type", "multipart/related; boundary=x"), ("x-upload-content-length", "\u00b2")]
    for _ in range(100):
        method = chance.choice(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"])
        path = "/".join([chance.choice(places), *chance.choices(texts + steps, k=chance.randrange(5))])
        query = "&".join(chance.sample(options, k=chance.randrange(4)))
        sent = dict(chance.sample(headers, k=chance.randrange(3)))
        reply = call(method, f"{path}?{query}", headers=sent, data=chance.choice(bodies))
        assert reply.status_code in {200, 204, 206, 304, 308, 400, 404, 409, 412, 416, 499, 501}, (
            method,
            path,
            query,
        )
