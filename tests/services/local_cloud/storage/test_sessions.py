"""Resumable sessions: what a Content-Range means, and how long a session lives."""

from datetime import timedelta

import pytest

from services.local_cloud.refusals import Refusal
from services.local_cloud.storage.preconditions import Preconditions
from services.local_cloud.storage.sessions import CHUNK_AT_LEAST, LIFETIME, Chunk, Sessions, read_chunk

K = CHUNK_AT_LEAST


@pytest.mark.parametrize(
    ("header", "received", "chunk", "last"),
    [
        ("bytes */*", 0, Chunk(None, None, None), False),
        ("bytes */10", 10, Chunk(None, None, 10), True),
        ("bytes */10", 9, Chunk(None, None, 10), False),
        (f"bytes 0-{K - 1}/*", 0, Chunk(0, K, None), False),
        (f"bytes 0-{K - 1}/{2 * K}", 0, Chunk(0, K, 2 * K), False),
        (f"bytes {K}-{2 * K - 1}/{2 * K}", K, Chunk(K, 2 * K, 2 * K), True),
        ("bytes 0-9/10", 0, Chunk(0, 10, 10), True),
        (f"bytes 0-{K - 1}/*", 100, Chunk(0, K, None), False),
    ],
)
def test_a_content_range_is_read(header, received, chunk, last):
    read = read_chunk(header, received)
    assert (read, read.ends(received)) == (chunk, last)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("bytes", "Invalid Content-Range"),
        ("bytes 5-4/*", "Invalid Content-Range"),
        ("bytes 0-10/10", "Invalid Content-Range"),
        ("bytes 0-9/ten", "Invalid Content-Range"),
        (f"bytes 100-{100 + K}/*", "exceeds already uploaded size of 0 byte"),
        ("bytes 0-9/20", "equal or greater than 262144"),
        ("bytes 0-9/*", "equal or greater than 262144"),
    ],
)
def test_a_content_range_that_leads_nowhere_is_refused(header, message):
    with pytest.raises(Refusal, match=message) as refused:
        read_chunk(header, 0)
    assert refused.value.http == 400


def test_without_a_content_range_the_body_is_the_rest():
    assert read_chunk(None, 7) is None


def test_a_session_is_forgotten_after_a_week_and_its_bytes_with_it(clock, blobs):
    sessions = Sessions(clock)

    def begin():
        return sessions.begin("bucket", "name", {}, {}, Preconditions(), None, blobs.writer())

    first = begin()
    first.writer.write(b"half")
    clock.move(LIFETIME)
    assert sessions.find(first.id) is first
    clock.move(timedelta(seconds=1))
    with pytest.raises(Refusal, match="begin the upload again") as refused:
        sessions.find(first.id)
    assert refused.value.http == 404
    begin().writer.discard()
    assert not first.writer.path.exists()


def test_ids_cannot_be_guessed(clock, blobs):
    sessions = Sessions(clock)
    begun = [sessions.begin("b", "n", {}, {}, Preconditions(), None, blobs.writer()) for _ in range(3)]
    assert len({session.id for session in begun}) == 3
    assert all(len(session.id) >= 43 for session in begun)
    for session in begun:
        sessions.drop(session)
