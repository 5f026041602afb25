"""What holders of tokens may do."""

import pytest

from services.local_cloud.http.access import OWNER, Grant, Holder, below
from services.local_cloud.http.errors import ApiError

HERE = "projects/p/locations/us-central1"


def test_a_grant_covers_a_resource_or_what_begins_with_its_text():
    exact, prefix = Grant("storage.objects.*", "gs://b/a"), Grant("storage.objects.get", "gs://b/a/*")
    assert exact.covers("storage.objects.delete", "gs://b/a")
    assert not exact.covers("storage.objects.get", "gs://b/ab")
    assert not exact.covers("storage.buckets.get", "gs://b/a")
    assert prefix.covers("storage.objects.get", "gs://b/a/b/c")
    assert not prefix.covers("storage.objects.get", "gs://b/a")


def test_a_folder_is_listed_with_its_slash_only():
    holder = Holder("job", below("gs://b/runs/7", "storage.objects.list", "storage.objects.get"))
    assert holder.may("storage.objects.list", "gs://b/runs/7/")
    assert not holder.may("storage.objects.list", "gs://b/runs/7")
    assert holder.may("storage.objects.get", "gs://b/runs/7")


def test_the_owner_may_do_everything_and_a_holder_without_grants_nothing():
    assert OWNER.may("anything", "anywhere")
    assert not Holder("job").may("storage.objects.get", "gs://b/a")


@pytest.mark.parametrize(
    ("permission", "resource", "message"),
    [
        (
            *("storage.objects.get", "gs://b/a"),
            "job 7 does not have storage.objects.get access to the Google Cloud Storage object. Permission "
            "'storage.objects.get' denied on resource (or it may not exist).",
        ),
        (
            *("aiplatform.endpoints.delete", f"{HERE}/endpoints/1"),
            "Permission 'aiplatform.endpoints.delete' denied on resource "
            f"'//aiplatform.googleapis.com/{HERE}/endpoints/1' (or it may not exist).",
        ),
    ],
)
def test_a_refusal_names_the_permission_as_google_does(permission, resource, message):
    with pytest.raises(ApiError) as refusal:
        Holder("job 7").check(permission, resource)
    assert (refusal.value.http, refusal.value.status) == (403, "PERMISSION_DENIED")
    assert refusal.value.message == message
