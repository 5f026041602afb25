"""A source is an object or shards of a bucket; anything else is refused with what to do."""

from typing import Any

import pytest

from services.errors import InvalidInput, NotFound, NotPermitted
from services.ingest import sources
from services.settings import Limits, Target
from services.vertex import objects


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://example.org/x.csv", "aren't fetched"),
        ("file:///etc/passwd", "no gs:// address"),
        ("/etc/passwd", "no gs:// address"),
        ("gs://bucket*/x.csv", "can't be a bucket's name"),
        ("gs://bucket", "names a bucket or a folder"),
        ("gs://bucket/folder/", "names a bucket or a folder"),
    ],
)
def test_another_address_is_refused_with_what_to_do(here: Target, address: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason) as caught:
        sources.find(here, address)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["none.csv", "none-*.csv"])
def test_nothing_there_is_said_with_the_address(here: Target, name: str) -> None:
    with pytest.raises(NotFound, match="none"):
        sources.find(here, here.uri(f"tests/sources/{name}"))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("gs://no-such-bucket-here/x.csv", "nothing at gs://no-such-bucket-here/x.csv"),
        ("gs://no-such-bucket-here/*.csv", "no bucket “no-such-bucket-here”"),
    ],
)
def test_another_bucket_that_is_not_there_is_named(here: Target, address: str, message: str) -> None:
    with pytest.raises(NotFound, match=message) as caught:
        sources.find(here, address)
    assert "name" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("x.csv", "storage.objects.get"),
        ("x*.csv", "storage.objects.list"),
    ],
)
def test_a_bucket_without_permission_says_which_role_is_missing(
    here: Target, faults: Any, name: str, method: str
) -> None:
    objects.write(here, here.uri("tests/sources/x.csv"), b"a,b\n1,2\n", "text/csv")
    faults.plan(method, "return-403")
    with pytest.raises(NotPermitted) as caught:
        sources.find(here, here.uri(f"tests/sources/{name}"))
    assert "Storage Object Viewer" in caught.value.hint
    assert here.bucket in caught.value.hint


@pytest.fixture
def shards(here: Target) -> str:
    """Return the wildcard of three shards beside two other objects."""
    for number in range(3):
        objects.write(here, here.uri(f"tests/many/part-{number}.csv"), b"a,b\n1,2\n", "text/csv")
        objects.write(here, here.uri(f"tests/many/other-{number}.txt"), b"a,b\n1,2\n", "text/csv")
    return here.uri("tests/many/*.csv")


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(shards=2), "too_many_objects_match"),
        (Limits(listed_objects=5), "too_many_objects_listed .*/tests/many/"),
    ],
)
def test_more_than_is_looked_through_is_refused_rather_than_left_out(
    here: Target, shards: str, limits: Limits, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message) as caught:
        sources.find(here, shards, limits)
    assert caught.value.hint


def test_as_many_as_are_taken_are_found(here: Target, shards: str) -> None:
    assert len(sources.find(here, shards, Limits(shards=3, listed_objects=6)).objects) == 3


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("book.csv", b"\xd0\xcf\x11\xe0" + bytes(100), "an old Excel workbook"),
        ("paper.csv", b"%PDF-1.7\n", "a PDF document"),
        ("book.xlsx", b"PK\x03\x04" + bytes(100), "an Excel workbook"),
    ],
)
def test_what_is_no_table_is_refused_before_it_comes(
    here: Target, name: str, content: bytes, kind: str
) -> None:
    objects.write(here, here.uri(f"tests/kinds/{name}"), content, "text/csv")
    with pytest.raises(InvalidInput, match=f"is {kind}") as caught:
        sources.find(here, here.uri(f"tests/kinds/{name}"))
    assert caught.value.hint


def test_text_is_found_whatever_it_is_called(here: Target) -> None:
    objects.write(here, here.uri("tests/kinds/table.xls"), b"a\tb\n1\t2\n", "text/csv")
    assert sources.find(here, here.uri("tests/kinds/table.xls")).size == 8


def test_shards_whose_ending_speaks_against_a_table_are_told_by_their_bytes(here: Target) -> None:
    table, picture = b"a,b\n1,2\n", b"\x89PNG\r\n"
    for name, content in (("1.csv", table), ("2.json", table), ("3.json", table)):
        objects.write(here, here.uri(f"tests/endings/{name}"), content, "text/csv")
    assert len(sources.find(here, here.uri("tests/endings/*")).objects) == 3
    objects.write(here, here.uri("tests/endings/4.png"), picture, "text/csv")
    with pytest.raises(InvalidInput, match="is a picture"):
        sources.find(here, here.uri("tests/endings/*"))
