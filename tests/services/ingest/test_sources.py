"""A source is an object or the shards of a bucket; any other address is refused."""

from typing import Any

import pytest

from services.errors import InvalidInput, NotFound, NotPermitted
from services.ingest import sources
from services.settings import Limits, Target
from services.vertex import objects


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://example.org/x.csv", "source_is_web_address"),
        ("file:///etc/passwd", "source_address_invalid"),
        ("/etc/passwd", "source_address_invalid"),
        ("gs://bucket*/x.csv", "source_bucket_invalid"),
        ("gs://bucket", "source_without_object"),
        ("gs://bucket/folder/", "source_without_object"),
    ],
)
def test_another_address_is_refused(here: Target, address: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        sources.find(here, address)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("tests/sources/none.csv", "source_not_found"),
        ("tests/sources/none-*.csv", "source_matches_nothing"),
        ("uploads/none/a.csv", "source_upload_not_found"),
    ],
)
def test_nothing_there_is_refused_with_the_address(here: Target, address: str, code: str) -> None:
    with pytest.raises(NotFound) as caught:
        sources.find(here, here.uri(address))
    assert (caught.value.code, caught.value.parameters) == (code, {"address": here.uri(address)})


@pytest.mark.parametrize(
    ("address", "code", "parameters"),
    [
        (
            "gs://no-such-bucket-here/x.csv",
            "source_not_found",
            {"address": "gs://no-such-bucket-here/x.csv"},
        ),
        ("gs://no-such-bucket-here/*.csv", "source_bucket_not_found", {"bucket": "no-such-bucket-here"}),
    ],
)
def test_a_bucket_that_is_not_there_is_named(
    here: Target, address: str, code: str, parameters: dict[str, str]
) -> None:
    with pytest.raises(NotFound) as caught:
        sources.find(here, address)
    assert (caught.value.code, caught.value.parameters) == (code, parameters)


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
    assert caught.value.code == "source_not_permitted"
    assert caught.value.parameters["bucket"] == here.bucket


@pytest.fixture
def shards(here: Target) -> str:
    """Return the wildcard of three shards beside two other objects."""
    for number in range(3):
        objects.write(here, here.uri(f"tests/many/part-{number}.csv"), b"a,b\n1,2\n", "text/csv")
        objects.write(here, here.uri(f"tests/many/other-{number}.txt"), b"a,b\n1,2\n", "text/csv")
    return here.uri("tests/many/*.csv")


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        (Limits(shards=2), "too_many_objects_match .*limit=2"),
        (Limits(listed_objects=5), "too_many_objects_listed .*/tests/many/"),
    ],
)
def test_more_than_is_looked_through_is_refused_rather_than_left_out(
    here: Target, shards: str, limits: Limits, error: str
) -> None:
    with pytest.raises(InvalidInput, match=error):
        sources.find(here, shards, limits)


def test_as_many_as_are_taken_are_found(here: Target, shards: str) -> None:
    assert len(sources.find(here, shards, Limits(shards=3, listed_objects=6)).objects) == 3


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("picture.csv", b"\x89PNG\r\n" + bytes(100), "image"),
        ("paper.csv", b"%PDF-1.7\n", "pdf"),
        ("text.docx", b"PK\x03\x04" + bytes(100), "word"),
    ],
)
def test_another_format_is_refused_before_the_file_is_downloaded(
    here: Target, name: str, content: bytes, format: str
) -> None:
    objects.write(here, here.uri(f"tests/kinds/{name}"), content, "text/csv")
    with pytest.raises(InvalidInput, match="another_format") as caught:
        sources.find(here, here.uri(f"tests/kinds/{name}"))
    assert caught.value.parameters["format"] == format


def test_text_is_found_whatever_it_is_called(here: Target) -> None:
    objects.write(here, here.uri("tests/kinds/table.xls"), b"a\tb\n1\t2\n", "text/csv")
    assert sources.find(here, here.uri("tests/kinds/table.xls")).size == 8


def test_shards_with_the_extension_of_another_format_are_refused_by_their_bytes(here: Target) -> None:
    table, picture = b"a,b\n1,2\n", b"\x89PNG\r\n"
    for name, content in (("1.csv", table), ("2.json", table), ("3.json", table)):
        objects.write(here, here.uri(f"tests/endings/{name}"), content, "text/csv")
    assert len(sources.find(here, here.uri("tests/endings/*")).objects) == 3
    objects.write(here, here.uri("tests/endings/4.png"), picture, "text/csv")
    with pytest.raises(InvalidInput, match=r"another_format.*image"):
        sources.find(here, here.uri("tests/endings/*"))
