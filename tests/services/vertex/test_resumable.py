"""A resumable upload takes chunks, returns how many bytes it has, and ends as one object."""

import google_crc32c
import pytest

from services.errors import NotFound, Refused
from services.settings import Target
from services.vertex import objects, resumable

CHUNK = 256 * 1024


def test_chunks_become_one_object(here: Target) -> None:
    uri, content = here.uri("tests/resumable/ä b.csv"), bytes(range(256)) * 2048 + b"end"
    session = resumable.start(here, uri, len(content), "text/csv")
    assert resumable.received(here, session, len(content)) == 0
    assert resumable.send(here, session, content[:CHUNK], 0, len(content), None) == CHUNK
    assert resumable.received(here, session, len(content)) == CHUNK
    crc = google_crc32c.value(content)
    assert resumable.send(here, session, content[CHUNK:], CHUNK, len(content), crc) == len(content)
    assert resumable.received(here, session, len(content)) == len(content)
    assert objects.read(here, uri) == content


def test_an_object_damaged_on_the_way_is_refused(here: Target) -> None:
    uri = here.uri("tests/resumable/damaged")
    session = resumable.start(here, uri, 4, "text/csv")
    with pytest.raises(Refused):
        resumable.send(here, session, b"a,b\n", 0, 4, google_crc32c.value(b"a,c\n"))
    with pytest.raises(NotFound):
        objects.read(here, uri)


def test_a_cancelled_upload_is_gone(here: Target) -> None:
    session = resumable.start(here, here.uri("tests/resumable/cancelled"), 4, "text/csv")
    resumable.cancel(here, session)
    with pytest.raises(NotFound):
        resumable.received(here, session, 4)
