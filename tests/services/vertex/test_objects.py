"""Objects are read and written by their gs:// address, and a missing bucket is named."""

import gzip
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.errors import InvalidInput, NotConfigured, NotFound, Unavailable
from services.settings import Limits, Target
from services.text.messages.errors import error_text
from services.vertex import objects


def test_what_was_written_is_read_and_replaced(here: Target) -> None:
    uri = here.uri("tests/objects/käse 1.txt")
    for data in (b"one", b"two"):
        objects.write(here, uri, data, "text/plain")
        assert objects.read(here, uri) == data


def test_deleting_under_a_prefix_leaves_the_neighbours(here: Target) -> None:
    for name in ("a/1", "a/2", "ab"):
        objects.write(here, here.uri(f"tests/under/{name}"), b"x", "text/plain")
    assert objects.delete_prefix(here, here.uri("tests/under/a/")) == 2
    assert objects.read(here, here.uri("tests/under/ab")) == b"x"
    with pytest.raises(NotFound):
        objects.read(here, here.uri("tests/under/a/1"))


def test_a_missing_bucket_is_named_with_the_command_that_makes_it(here: Target) -> None:
    objects.require_bucket(here)
    with pytest.raises(NotConfigured) as caught:
        objects.require_bucket(replace(here, bucket="not-there-9"))
    assert (caught.value.code, caught.value.parameters) == ("no_bucket", {"bucket": "not-there-9"})
    assert "gcloud storage buckets create gs://not-there-9" in error_text(caught.value).hint


@pytest.mark.parametrize("size", [0, 1, objects.CHUNK_BYTES, 2 * objects.CHUNK_BYTES + 7])
def test_a_file_is_uploaded_and_downloaded_in_chunks(here: Target, tmp_path: Path, size: int) -> None:
    uri, content = here.uri("tests/pieces/file"), (bytes(range(251)) * (size // 251 + 1))[:size]
    (tmp_path / "up").write_bytes(content)
    objects.upload(here, uri, tmp_path / "up", "text/csv")
    progress: list[int] = []
    objects.download(here, uri, tmp_path / "down", on_progress=progress.append)
    assert (tmp_path / "down").read_bytes() == content
    assert progress[-1:] == ([size] if size else [])
    assert progress == sorted(set(progress))


def test_a_download_is_of_the_requested_generation(here: Target, tmp_path: Path) -> None:
    uri = here.uri("tests/generations/file")
    objects.write(here, uri, b"one", "text/plain")
    stored = objects.get(here, uri)
    assert (stored.uri, stored.size) == (uri, 3)
    objects.write(here, uri, b"two", "text/plain")
    assert objects.get(here, uri).checksum != stored.checksum
    with pytest.raises(NotFound):
        objects.download(here, uri, tmp_path / "down", stored.generation)


def test_what_is_stored_gzipped_comes_down_as_it_is_stored(
    here: Target, local_cloud: Any, tmp_path: Path
) -> None:
    packed = gzip.compress(b"a,b\n1,2\n" * 1000)
    blob = local_cloud.storage().bucket(here.bucket).blob("tests/encoded.csv")
    blob.content_encoding = "gzip"
    blob.upload_from_string(packed, content_type="text/csv")
    objects.download(here, here.uri("tests/encoded.csv"), tmp_path / "down")
    assert (tmp_path / "down").read_bytes() == packed


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("part-*.csv", ["part-1.csv", "part-10.csv", "part-2.csv"]),
        ("part-?.csv", ["part-1.csv", "part-2.csv"]),
        ("*", ["part-1.csv", "part-10.csv", "part-2.csv"]),
        ("**", ["deep/part-3.csv", "part-1.csv", "part-10.csv", "part-2.csv"]),
        ("**/part-*.csv", ["deep/part-3.csv"]),
        ("part+*", []),
    ],
)
def test_a_wildcard_names_objects_within_a_folder_or_across(
    here: Target, pattern: str, names: list[str]
) -> None:
    for name in ("part-1.csv", "part-2.csv", "part-10.csv", "deep/part-3.csv"):
        objects.write(here, here.uri(f"tests/wild/{name}"), b"a", "text/csv")
    matches = objects.list_matching(here, here.uri(f"tests/wild/{pattern}"))
    assert [stored.uri for stored in matches] == [here.uri(f"tests/wild/{name}") for name in names]


@pytest.mark.parametrize(
    ("limits", "code", "parameters"),
    [
        (Limits(shards=1), "too_many_objects_match", {"limit": 1}),
        (Limits(listed_objects=1), "too_many_objects_listed", {"limit": 1}),
    ],
)
def test_a_wildcard_that_matches_or_lists_too_much_is_refused(
    here: Target, limits: Limits, code: str, parameters: dict[str, int]
) -> None:
    for name in ("1.csv", "2.csv"):
        objects.write(here, here.uri(f"tests/too_many/{name}"), b"a", "text/csv")
    with pytest.raises(InvalidInput) as caught:
        objects.list_matching(here, here.uri("tests/too_many/*.csv"), limits)
    assert caught.value.code == code
    assert caught.value.parameters.items() >= parameters.items()


def test_a_copy_is_the_same_bytes(here: Target) -> None:
    objects.write(here, here.uri("tests/copy/a b"), b"one", "text/plain")
    objects.copy(here, here.uri("tests/copy/a b"), here.uri("tests/copy/c"))
    assert objects.read(here, here.uri("tests/copy/c")) == b"one"


def test_only_what_is_old_enough_is_deleted(here: Target) -> None:
    objects.write(here, here.uri("tests/old/1"), b"x", "text/plain")
    before = objects.get(here, here.uri("tests/old/1")).updated
    assert objects.delete_prefix(here, here.uri("tests/old/"), before) == 0
    assert objects.delete_prefix(here, here.uri("tests/old/"), before + timedelta(seconds=1)) == 1


@pytest.mark.parametrize("reply", ["return-empty-json", "return-other-json"])
def test_an_answer_without_an_object_is_unreadable(here: Target, faults: Any, reply: str) -> None:
    objects.write(here, here.uri("tests/answer"), b"x", "text/plain")
    faults.plan("storage.objects.get", reply)
    with pytest.raises(Unavailable, match=r"object_not_read .*unreadable_answer"):
        objects.get(here, here.uri("tests/answer"))
