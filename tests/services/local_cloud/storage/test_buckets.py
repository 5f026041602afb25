"""Buckets, through the table and through the real storage client."""

import pytest
from google.api_core import exceptions

from services.local_cloud.http.errors import ApiError


def test_a_bucket_that_is_there_is_made_once(buckets):
    buckets.ensure("first-bucket", "p", "us-central1")
    buckets.ensure("first-bucket", "p", "us-central1")
    assert buckets.get("first-bucket").location == "US-CENTRAL1"
    with pytest.raises(ApiError) as refused:
        buckets.create("first-bucket", "p")
    assert refused.value.http == 409


def test_the_local_clouds_own_bucket_is_there_from_the_start(local_cloud):
    assert local_cloud.storage().get_bucket("launchpad-local").location == "US-CENTRAL1"


def test_a_bucket_is_made_found_labelled_and_deleted(local_cloud):
    client = local_cloud.storage()
    made = client.create_bucket("life-of-a-bucket", location="europe-west4")
    assert (made.location, made.storage_class, made.metageneration) == ("EUROPE-WEST4", "STANDARD", 1)
    assert made.time_created.tzinfo is not None
    made.labels = {"team": "a", "stage": "test"}
    made.patch()
    found = client.get_bucket("life-of-a-bucket")
    assert (found.labels, found.metageneration) == ({"team": "a", "stage": "test"}, 2)
    found.delete()
    assert client.lookup_bucket("life-of-a-bucket") is None


def test_buckets_are_listed_by_project_and_page(local_cloud):
    client = local_cloud.storage()
    client.project = "project-of-three"
    for number in range(3):
        client.create_bucket(f"listed-{number}")
    pages = client.list_buckets(page_size=2).pages
    assert [[bucket.name for bucket in page] for page in pages] == [["listed-0", "listed-1"], ["listed-2"]]
    assert [bucket.name for bucket in client.list_buckets(prefix="listed-1")] == ["listed-1"]


def test_what_google_refuses_is_refused(local_cloud, bucket):
    client = local_cloud.storage()
    with pytest.raises(exceptions.Conflict, match="you already own it"):
        client.create_bucket(bucket.name)
    with pytest.raises(exceptions.BadRequest, match="Invalid bucket name"):
        client.create_bucket("No_Capitals")
    with pytest.raises(exceptions.NotFound, match="The specified bucket does not exist"):
        client.get_bucket("nobody-has-this-one")
    bucket.blob("a").upload_from_string("1")
    with pytest.raises(exceptions.Conflict, match="not empty"):
        bucket.delete()
    bucket.delete(force=True)


def test_a_bucket_needs_a_project(call):
    reply = call("POST", "/storage/v1/b", json={"name": "no-project"})
    assert reply.status_code == 400
    assert "project" in reply.json()["error"]["message"]
