"""Objects without a server: each change whole, and no blob without an object."""

from datetime import timedelta

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.objects import Source
from services.local_cloud.storage.preconditions import Preconditions

NASTY = ["../../escape", "/etc/passwd", "%2e%2e/x", "a\0b", "x" * 1024, "\u202eevil", "a//b", "한글.csv"]


def test_an_object_is_read_as_it_was_written(objects, clock):
    stored = objects.write("bucket", "a/b.csv", [b"one,", b"two"], metadata={"k": "v"})
    assert objects.read("bucket", "a/b.csv") == b"one,two"
    assert (stored.size, stored.content_type, stored.created) == (7, "text/csv", clock.moment)
    assert objects.get("bucket", "a/b.csv") == stored
    assert stored.properties["metadata"] == {"k": "v"}


@pytest.mark.parametrize("name", NASTY)
def test_a_name_never_becomes_a_file(objects, tmp_path, name):
    before = {path for path in tmp_path.rglob("*") if "blobs" not in path.parts}
    objects.write("bucket", name, b"content")
    assert objects.read("bucket", name) == b"content"
    assert [item.name for item in objects.list("bucket").items] == [name]
    assert {path for path in tmp_path.rglob("*") if "blobs" not in path.parts} == before
    files = [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
    assert [len(path.name) for path in files] == [64]


def test_generations_rise_although_the_clock_stands_still_or_falls(objects, clock):
    first = objects.write("bucket", "a", b"1")
    second = objects.write("bucket", "a", b"2")
    objects.delete("bucket", "a")
    clock.move(-timedelta(days=1))
    third = objects.write("bucket", "a", b"3")
    assert first.generation < second.generation < third.generation


def test_an_overwritten_or_deleted_content_leaves_the_disk_unless_another_object_holds_it(objects, blobs):
    objects.write("bucket", "a", b"shared")
    objects.copy(("bucket", "a"), ("bucket", "b"))
    objects.write("bucket", "a", b"other")
    assert len(list(blobs.digests())) == 2
    objects.delete("bucket", "b")
    assert len(list(blobs.digests())) == 1
    objects.write("bucket", "a", b"other")
    assert objects.read("bucket", "a") == b"other"


def test_a_failed_precondition_writes_nothing(objects, blobs, tmp_path):
    first = objects.write("bucket", "a", b"1", if_generation_match=0)
    with pytest.raises(ApiError) as refused:
        objects.write("bucket", "a", b"2", if_generation_match=0)
    assert refused.value.http == 412
    assert objects.get("bucket", "a") == first
    assert len(list(blobs.digests())) == 1
    assert list((tmp_path / "blobs" / "incoming").iterdir()) == []
    objects.write("bucket", "a", b"2", if_generation_match=first.generation)
    assert objects.read("bucket", "a") == b"2"


def test_a_patch_merges_metadata_and_an_update_replaces_it(objects):
    objects.write("bucket", "a", b"1", content_type="text/plain", metadata={"x": "1", "y": "2"})
    patched = objects.change("bucket", "a", {"metadata": {"x": None, "z": "3"}, "cacheControl": "no-store"})
    assert patched.properties == {
        "contentType": "text/plain",
        "cacheControl": "no-store",
        "metadata": {"y": "2", "z": "3"},
    }
    assert patched.metageneration == 2
    replaced = objects.change("bucket", "a", {"metadata": {"only": "1"}}, replacing=True)
    assert replaced.properties == {"metadata": {"only": "1"}}
    assert objects.change("bucket", "a", {"metadata": None}).properties == {}
    with pytest.raises(ApiError) as refused:
        objects.change("bucket", "a", {}, Preconditions(metageneration_match=1))
    assert refused.value.http == 412


def test_a_copy_keeps_the_content_and_takes_given_properties(objects):
    original = objects.write("bucket", "a", b"1", content_type="text/plain")
    copied = objects.copy(("bucket", "a"), ("bucket", "b"))
    assert (copied.md5, copied.content_type) == (original.md5, "text/plain")
    assert copied.generation > original.generation
    assert objects.copy(("bucket", "a"), ("bucket", "c"), {"contentType": "x/y"}).content_type == "x/y"
    with pytest.raises(ApiError, match="No such object: bucket/nothing"):
        objects.copy(("bucket", "nothing"), ("bucket", "d"))


def test_a_composition_is_its_sources_end_to_end(objects):
    for name in "abc":
        objects.write("bucket", name, name.encode() * 3)
    composed = objects.compose("bucket", "all", [Source(name) for name in "abca"], {"contentType": "x/y"})
    assert objects.read("bucket", "all") == b"aaabbbcccaaa"
    assert (composed.components, composed.md5, composed.content_type) == (4, None, "x/y")
    again = objects.compose("bucket", "all", [Source("all"), Source("a")], {})
    assert (again.components, objects.read("bucket", "all")) == (5, b"aaabbbcccaaaaaa")


@pytest.mark.parametrize("count", [0, 33])
def test_a_composition_takes_1_to_32_sources(objects, count):
    objects.write("bucket", "a", b"1")
    with pytest.raises(ApiError, match="number of source components"):
        objects.compose("bucket", "b", [Source("a")] * count, {})


def test_what_is_not_there_is_404_and_says_whether_bucket_or_object(objects):
    for action in (objects.get, objects.read, objects.open, objects.delete):
        with pytest.raises(ApiError, match="No such object: bucket/nothing") as refused:
            action("bucket", "nothing")
        assert refused.value.http == 404
        with pytest.raises(ApiError, match="The specified bucket does not exist"):
            action("nowhere", "nothing")
    assert not objects.exists("bucket", "nothing")
    with pytest.raises(ApiError, match="bucket does not exist"):
        objects.write("nowhere", "a", b"")


def test_an_old_generation_is_gone(objects):
    first = objects.write("bucket", "a", b"1")
    objects.write("bucket", "a", b"2")
    with pytest.raises(ApiError) as refused:
        objects.get("bucket", "a", first.generation)
    assert refused.value.http == 404


def test_a_sweep_removes_what_a_killed_process_left_and_nothing_else(objects, blobs):
    objects.write("bucket", "a", b"kept")
    left = blobs.writer()
    left.write(b"half written")
    orphan = blobs.writer()
    orphan.write(b"renamed, never committed")
    blobs.keep(orphan)
    objects.sweep()
    assert objects.read("bucket", "a") == b"kept"
    assert len(list(blobs.digests())) == 1
    assert not left.path.exists()
    left.discard()
