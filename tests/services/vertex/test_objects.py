"""Objects are read and written by their gs:// address, and a missing bucket is said with its remedy."""

from dataclasses import replace

import pytest

from services.errors import NotConfigured, NotFound
from services.settings import Target
from services.vertex import objects


def test_what_was_written_is_read_and_replaced(here: Target) -> None:
    uri = here.uri("tests/objects/käse 1.txt")
    for data in (b"one", b"two"):
        objects.write(here, uri, data, "text/plain")
        assert objects.read(here, uri) == data


def test_deleting_under_a_prefix_leaves_the_neighbours(here: Target) -> None:
    for name in ("a/1", "a/2", "ab"):
        objects.write(here, here.uri(f"tests/under/{name}"), b"x", "text/plain")
    assert objects.delete_under(here, here.uri("tests/under/a/")) == 2
    assert objects.read(here, here.uri("tests/under/ab")) == b"x"
    with pytest.raises(NotFound):
        objects.read(here, here.uri("tests/under/a/1"))


def test_a_missing_bucket_is_named_with_the_command_that_makes_it(here: Target) -> None:
    objects.require_bucket(here)
    with pytest.raises(NotConfigured, match="“not-there-9”") as caught:
        objects.require_bucket(replace(here, bucket="not-there-9"))
    assert "gcloud storage buckets create gs://not-there-9" in caught.value.hint
