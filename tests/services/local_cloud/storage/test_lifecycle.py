"""Lifecycle rules, under a clock that the test moves."""

from datetime import timedelta

import pytest
from google.api_core import exceptions

from services.local_cloud.storage.lifecycle import Lifecycle
from services.local_cloud.storage.object_table import ObjectTable
from services.local_cloud.storage.settings import read_settings


@pytest.fixture
def apply(database, blobs, buckets, objects, clock):  # noqa: ARG001 - the bucket is made with the objects
    """Set the rules and the versioning of the bucket, and apply them after some days."""

    def apply(days, *rules, versioned=False):
        body = {"lifecycle": {"rule": list(rules)}, "versioning": {"enabled": versioned}}
        buckets.change("bucket", None, settings=read_settings(body, {}))
        clock.move(timedelta(days=days))
        Lifecycle(database, buckets, ObjectTable(database, blobs, clock), clock).apply()

    return apply


def names(objects, **options):
    return [stored.name for stored in objects.list("bucket", **options).items]


def rule(action="Delete", storage_class=None, **condition):
    kind = {"type": action} | ({"storageClass": storage_class} if storage_class else {})
    return {"action": kind, "condition": condition}


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ({"age": 3}, []),
        ({"age": 4}, ["a.csv", "b/c.txt"]),
        ({"age": 3, "matchesPrefix": ["b/"]}, ["a.csv"]),
        ({"age": 0, "matchesSuffix": [".csv"]}, ["b/c.txt"]),
        ({"createdBefore": "2026-11-02"}, []),
        ({"createdBefore": "2026-11-01"}, ["a.csv", "b/c.txt"]),
        ({"isLive": False}, ["a.csv", "b/c.txt"]),
        ({"matchesStorageClass": ["NEARLINE"]}, ["a.csv", "b/c.txt"]),
        ({"numNewerVersions": 1}, ["a.csv", "b/c.txt"]),
        ({"daysSinceCustomTime": 1}, ["a.csv", "b/c.txt"]),
        ({"daysSinceNoncurrentTime": 1}, ["a.csv", "b/c.txt"]),
    ],
)
def test_a_rule_deletes_what_meets_its_whole_condition(apply, objects, condition, left):
    for name in ("a.csv", "b/c.txt"):
        objects.write("bucket", name, b"content")
    apply(3, rule(**condition))
    assert names(objects) == left


def test_a_held_object_stays_and_a_deleted_one_frees_its_content(apply, objects, blobs):
    objects.write("bucket", "a", b"one")
    objects.write("bucket", "b", b"two")
    objects.change("bucket", "a", {"temporaryHold": True})
    apply(1, rule(age=1))
    assert names(objects) == ["a"]
    assert len(list(blobs.digests())) == 1


def test_with_versioning_a_deletion_leaves_a_noncurrent_one_that_another_rule_deletes(apply, objects):
    objects.write("bucket", "a", b"one")
    apply(1, rule(age=1, isLive=True), rule(daysSinceNoncurrentTime=2), versioned=True)
    assert (names(objects), names(objects, versions=True)) == ([], ["a"])
    apply(1, rule(daysSinceNoncurrentTime=2), versioned=True)
    assert names(objects, versions=True) == ["a"]
    apply(1, rule(daysSinceNoncurrentTime=2), versioned=True)
    assert names(objects, versions=True) == []


def test_only_the_newest_versions_stay(apply, objects):
    apply(0, versioned=True)
    for number in range(4):
        objects.write("bucket", "a", b"%d" % number)
    apply(0, rule(numNewerVersions=2), versioned=True)
    assert [objects.read("bucket", "a")] == [b"3"]
    assert len(names(objects, versions=True)) == 2


def test_a_rule_changes_the_storage_class(apply, objects):
    objects.write("bucket", "a", b"one")
    apply(30, rule("SetStorageClass", "NEARLINE", age=30, matchesStorageClass=["STANDARD"]))
    assert objects.get("bucket", "a").properties["storageClass"] == "NEARLINE"


def test_googles_client_sets_rules_which_an_invalid_one_leaves_as_they_are(bucket):
    bucket.add_lifecycle_delete_rule(age=30, matches_prefix=["tmp/"])
    bucket.add_lifecycle_set_storage_class_rule("NEARLINE", age=10)
    bucket.patch()
    bucket.reload()
    assert [one["action"]["type"] for one in bucket.lifecycle_rules] == ["Delete", "SetStorageClass"]
    for broken in ({"condition": {"age": -1}}, {"condition": {"nonsense": 1}}, {"condition": {}}):
        bucket.lifecycle_rules = [{"action": {"type": "Delete"}, **broken}]
        with pytest.raises(exceptions.BadRequest):
            bucket.patch()
    bucket.reload()
    assert len(list(bucket.lifecycle_rules)) == 2
    bucket.clear_lifecycle_rules()
    bucket.patch()
    assert list(bucket.lifecycle_rules) == []
