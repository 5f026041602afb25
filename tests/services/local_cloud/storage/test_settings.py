"""What a bucket can be set to, by Google's client, and what is refused instead of dropped."""

import base64
import hashlib

import pytest
from google.api_core import exceptions

from services.local_cloud.storage.settings import read_policy, read_settings

KEY = b"k" * 32


def test_a_versioned_bucket_keeps_what_is_overwritten_and_deleted(bucket):
    bucket.versioning_enabled = True
    bucket.patch()
    bucket.reload()
    assert bucket.versioning_enabled
    blob = bucket.blob("a")
    generations = []
    for text in ("one", "two", "three"):
        blob.upload_from_string(text)
        generations.append(blob.generation)
    bucket.blob("a").delete()
    assert list(bucket.list_blobs()) == []
    versions = list(bucket.list_blobs(versions=True))
    assert [version.generation for version in versions] == generations
    assert all(version.time_deleted for version in versions)
    assert bucket.blob("a", generation=generations[0]).download_as_bytes() == b"one"
    restored = bucket.copy_blob(bucket.blob("a"), bucket, "a", source_generation=generations[1])
    assert restored.download_as_bytes() == b"two"
    bucket.blob("a", generation=generations[0]).delete()
    left = [version.generation for version in bucket.list_blobs(versions=True)]
    assert left == [*generations[1:], restored.generation]
    with pytest.raises(exceptions.NotFound):
        bucket.blob("a", generation=generations[0]).download_as_bytes()
    bucket.blob("a").delete()
    with pytest.raises(exceptions.Conflict, match="not empty"):
        bucket.delete()


def test_versions_come_in_pages_although_a_name_has_many(bucket):
    bucket.versioning_enabled = True
    bucket.patch()
    for number in range(5):
        bucket.blob("a").upload_from_string(str(number))
        bucket.blob("b").upload_from_string(str(number))
    whole = [(blob.name, blob.generation) for blob in bucket.list_blobs(versions=True)]
    paged = [(blob.name, blob.generation) for blob in bucket.list_blobs(versions=True, page_size=3)]
    assert whole == paged == sorted(whole)
    assert len(whole) == 10


def test_without_versioning_nothing_is_kept_any_more(bucket):
    for enabled in (True, False):
        bucket.versioning_enabled = enabled
        bucket.patch()
        bucket.blob("a").upload_from_string("x")
        bucket.blob("a").upload_from_string("y")
    assert len(list(bucket.list_blobs(versions=True))) == 2


@pytest.mark.parametrize("hold", ["temporary_hold", "event_based_hold"])
def test_an_object_under_a_hold_is_neither_deleted_nor_overwritten(bucket, hold):
    blob = bucket.blob("a")
    blob.upload_from_string("kept")
    setattr(blob, hold, True)
    blob.patch()
    for change in (blob.delete, lambda: bucket.blob("a").upload_from_string("new")):
        with pytest.raises(exceptions.Forbidden, match="hold"):
            change()
    copied = bucket.copy_blob(blob, bucket, "copy")
    assert not getattr(copied, hold)
    setattr(blob, hold, False)
    blob.patch()
    blob.delete()


def test_preconditions_by_etag_are_kept(bucket, call):
    blob = bucket.blob("a")
    blob.upload_from_string("one")
    etag = blob.etag
    assert blob.download_as_bytes(if_etag_match=etag) == b"one"
    with pytest.raises(exceptions.PreconditionFailed):
        blob.download_as_bytes(if_etag_match="other")
    blob.reload(if_etag_match=etag)
    path = f"/storage/v1/b/{bucket.name}/o/a"
    assert call("GET", path, headers={"If-None-Match": f'"{etag}"'}).status_code == 304
    assert call("GET", f"{path}?alt=media", headers={"If-None-Match": etag}).status_code == 304
    assert call("PATCH", path, json={}, headers={"If-Match": "other"}).status_code == 412
    assert call("DELETE", path, headers={"If-Match": "other"}).status_code == 412
    upload = f"/upload{path.rpartition('/')[0]}?uploadType=media&name="
    assert call("POST", f"{upload}a", data=b"x", headers={"If-None-Match": "*"}).status_code == 412
    assert call("POST", f"{upload}new", data=b"x", headers={"If-None-Match": "*"}).status_code == 200
    assert call("POST", f"{upload}none", data=b"x", headers={"If-Match": "*"}).status_code == 412
    assert call("GET", f"/storage/v1/b/{bucket.name}", headers={"If-Match": "x"}).status_code == 412


def test_a_key_of_the_customer_is_refused(bucket):
    with pytest.raises(exceptions.MethodNotImplemented, match="customer-supplied"):
        bucket.blob("a", encryption_key=KEY).upload_from_string("x")
    with pytest.raises(exceptions.MethodNotImplemented, match="customer-supplied"):
        bucket.blob("a", encryption_key=KEY).download_as_bytes()
    with pytest.raises(exceptions.MethodNotImplemented, match="kmsKeyName"):
        bucket.blob("a", kms_key_name="projects/p/locations/l/keyRings/r/cryptoKeys/k").upload_from_string(
            "x"
        )
    assert list(bucket.list_blobs()) == []


def test_a_resumable_upload_of_another_checksum_is_refused(bucket, call):
    path = f"/upload/storage/v1/b/{bucket.name}/o?uploadType=resumable&name=a"
    right = base64.b64encode(hashlib.md5(b"content").digest()).decode()  # noqa: S324 - Google's checksum
    wrong = base64.b64encode(hashlib.md5(b"other").digest()).decode()  # noqa: S324
    for header, body, code in (
        (f"md5={wrong}", None, 400),
        ("", {"md5Hash": wrong}, 400),
        ("", {"crc32c": "AAAAAA=="}, 400),
        (f"md5={right}", {"md5Hash": right}, 200),
    ):
        location = call("POST", path, json=body or {}).headers["location"]
        last = "/" + location.split("/", 3)[3]
        headers = {"Content-Range": "bytes 0-6/7"} | ({"x-goog-hash": header} if header else {})
        assert call("PUT", last, data=b"content", headers=headers).status_code == code


@pytest.mark.parametrize(
    "body",
    [
        {"retentionPolicy": {"retentionPeriod": "100"}},
        {"softDeletePolicy": {"retentionDurationSeconds": "604800"}},
        {"iamConfiguration": {"uniformBucketLevelAccess": {"enabled": False}}},
        {"cors": [{"origin": ["*"]}]},
        {"defaultEventBasedHold": True},
        {"website": {"mainPageSuffix": "index.html"}},
    ],
)
def test_a_setting_that_would_be_ignored_is_501(call, bucket, body):
    assert call("PATCH", f"/storage/v1/b/{bucket.name}", json=body).status_code == 501
    named = {"name": f"{bucket.name}-other", **body}
    assert call("POST", "/storage/v1/b?project=launchpad-local", json=named).status_code == 501


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"retention": {"mode": "Locked", "retainUntilTime": "2030-01-01T00:00:00Z"}}, 501),
        ({"contexts": {"custom": {"a": {"value": "b"}}}}, 501),
        ({"acl": [{"entity": "allUsers", "role": "READER"}]}, 400),
    ],
)
def test_a_field_of_an_object_that_would_be_ignored_is_refused(call, bucket, body, code):
    bucket.blob("a").upload_from_string("x")
    assert call("PATCH", f"/storage/v1/b/{bucket.name}/o/a", json=body).status_code == code


@pytest.mark.parametrize(
    ("query", "code"),
    [("softDeleted=true", 501), ("enableObjectRetention=true", 501), ("predefinedAcl=publicRead", 400)],
)
def test_a_parameter_that_would_be_ignored_is_refused(call, bucket, query, code):
    assert call("GET", f"/storage/v1/b/{bucket.name}/o?{query}").status_code == code


def test_public_access_prevention_and_the_storage_class_are_kept(bucket):
    bucket.iam_configuration.public_access_prevention = "enforced"
    bucket.storage_class = "NEARLINE"
    bucket.patch()
    bucket.reload()
    assert bucket.iam_configuration.public_access_prevention == "enforced"
    assert bucket.storage_class == "NEARLINE"
    assert bucket.soft_delete_policy.retention_duration_seconds == 0
    bucket.iam_configuration.public_access_prevention = "nonsense"
    with pytest.raises(exceptions.BadRequest):
        bucket.patch()


def test_a_policy_is_stored_and_its_etag_compared(bucket, call):
    policy = bucket.get_iam_policy(requested_policy_version=3)
    assert "roles/storage.legacyBucketOwner" in {binding["role"] for binding in policy.bindings}
    policy.bindings.append({"role": "roles/storage.objectViewer", "members": {"allUsers"}})
    changed = bucket.set_iam_policy(policy)
    assert changed.etag != policy.etag
    assert bucket.get_iam_policy().bindings[-1]["members"] == {"allUsers"}
    with pytest.raises(exceptions.PreconditionFailed):
        bucket.set_iam_policy(policy)
    permissions = ["storage.objects.get", "storage.buckets.delete"]
    assert bucket.test_iam_permissions(permissions) == permissions
    path = f"/storage/v1/b/{bucket.name}/iam"
    assert call("PUT", path, json={"bindings": [{"role": "nonsense"}]}).status_code == 400
    assert call("GET", "/storage/v1/b/nobody-has-this/iam").status_code == 404
    assert call("GET", f"{path}/testPermissions").status_code == 400


@pytest.mark.parametrize(
    "policy",
    [
        {"bindings": 1},
        {"version": 2},
        {"bindings": [{"role": "roles/x", "members": ["a"], "condition": {"a": 1}}]},
    ],
)
def test_what_is_no_policy_is_refused(policy):
    with pytest.raises(Exception, match=r"olicy|bindings"):
        read_policy(policy)


def test_a_patch_leaves_other_settings_and_null_removes_one():
    present = read_settings({"versioning": {"enabled": True}}, {})
    assert read_settings({"softDeletePolicy": {"retentionDurationSeconds": 0}}, present) == present
    assert read_settings({"versioning": None}, present) == {}
