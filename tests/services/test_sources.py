"""A source is an object or shards of a bucket; anything else is refused with what to do."""

import pytest

from services import sources
from services.errors import InvalidInput, NotFound
from services.settings import Target


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
