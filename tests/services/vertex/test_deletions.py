"""A record of a deletion is read as it was written, and nothing else is taken for one."""

from datetime import UTC, datetime, timedelta

import pytest

from services.settings import Target
from services.vertex import deletions, layout, objects
from services.vertex.deletions import Deletion, Undeployed

NOW = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)
UNDEPLOYED = Undeployed("5@2", "n1-standard-2", 1, 3, (("7", 90), ("8", 10)))


@pytest.mark.parametrize(
    "deletion",
    [
        Deletion("dataset", "11", "Kunden “a”", "mina@example.com", NOW, ("models", "runs")),
        Deletion("version", "5@2", "Trees · v2", "", NOW, ()),
        Deletion("deployment", "3.7", "Trees · v2", "", NOW, ("model",), UNDEPLOYED),
    ],
    ids=lambda deletion: deletion.kind,
)
def test_a_record_is_read_as_it_was_written(here: Target, deletion: Deletion) -> None:
    assert deletions.write(here, deletion) == deletion  # the local cloud has no account's name
    assert deletions.read(here, deletion.kind, deletion.id) == deletion


def test_a_deployment_is_named_by_its_endpoint_and_its_id_there() -> None:
    deletion = Deletion("deployment", deletions.deployment_id("3", "7"), "Trees", "", NOW, ())
    assert (deletion.endpoint_id, deletion.deployed_id) == ("3", "7")


@pytest.mark.parametrize("id", ["404404", "../runs/1", "", "a/b", "x" * 500, "ν"])
def test_what_nobody_deleted_has_no_record(here: Target, id: str) -> None:
    assert deletions.read(here, "dataset", id) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"kind": "planet"}', b"\xff"])
def test_what_is_no_record_is_none(here: Target, content: bytes) -> None:
    objects.write(here, layout.deletion(here, "run", "broken"), content, "application/json")
    assert deletions.read(here, "run", "broken") is None


def test_records_are_listed_from_a_moment_on_and_cleared_before_one(here: Target) -> None:
    deletions.write(here, Deletion("endpoint", "listed", "Sorter", "", NOW, ()))
    address = layout.deletion(here, "endpoint", "listed")
    now = datetime.now(UTC)
    assert address in deletions.list_since(here, "endpoint", now - timedelta(hours=1))
    assert address not in deletions.list_since(here, "endpoint", now + timedelta(hours=1))
    assert address not in deletions.list_since(here, "run", now - timedelta(hours=1))
    deletions.clear(here, now - timedelta(hours=1))
    assert deletions.read_at(here, address) is not None
    deletions.clear(here, now + timedelta(hours=1))
    assert deletions.read_at(here, address) is None
