"""Resumable sessions: what a Content-Range means, and how long a session lives."""

import hashlib
from datetime import timedelta

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.preconditions import Preconditions
from services.local_cloud.storage.sessions import LIFETIME, MIN_CHUNK, Chunk, Sessions, read_chunk

K = MIN_CHUNK


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
    with pytest.raises(ApiError, match=message) as refused:
        read_chunk(header, 0)
    assert refused.value.http == 400


def test_without_a_content_range_the_body_is_the_rest():
    assert read_chunk(None, 7) is None


@pytest.fixture
def sessions(database, blobs, clock):
    return Sessions(database, blobs, clock)


@pytest.fixture
def begin(sessions, blobs):
    writers = []

    def begin():
        writers.append(blobs.writer())
        properties, conditions = {"contentType": "text/csv"}, Preconditions(0)
        return sessions.begin("bucket", "한글", properties, {"md5": "x"}, conditions, 9, writers[-1])

    yield begin
    for writer in writers:
        writer.discard()


def test_a_session_is_forgotten_after_a_week_and_its_bytes_with_it(clock, sessions, begin):
    first = begin()
    first.writer.write(b"half")
    clock.move(LIFETIME)
    assert sessions.find(first.id) is first
    clock.move(timedelta(seconds=1))
    with pytest.raises(ApiError, match="begin the upload again") as refused:
        sessions.find(first.id)
    assert refused.value.http == 404
    begin().writer.discard()
    assert not first.writer.path.exists()


def test_ids_cannot_be_guessed(sessions, begin):
    begun = [begin() for _ in range(3)]
    assert len({session.id for session in begun}) == 3
    assert all(len(session.id) >= 43 for session in begun)
    for session in begun:
        sessions.drop(session)


def test_a_session_outlives_a_restart_with_all_that_it_received(database, blobs, objects, clock, begin):
    first = begin()
    first.writer.write(b"half")
    objects.sweep()  # as a new process does first
    after = Sessions(database, blobs, clock)
    again = after.find(first.id)
    after.open(again)
    assert again is not first
    assert (again.name, again.properties, again.hashes) == (first.name, first.properties, first.hashes)
    assert (again.conditions, again.total, again.begun) == (first.conditions, 9, first.begun)
    again.writer.write(b" whole")
    assert blobs.keep(again.writer).digest == hashlib.sha256(b"half whole").hexdigest()


def test_after_a_restart_old_sessions_go_with_their_files(database, blobs, objects, clock, begin):
    first = begin()
    first.writer.write(b"half")
    objects.sweep()
    clock.move(LIFETIME + timedelta(seconds=1))
    after = Sessions(database, blobs, clock)
    with pytest.raises(ApiError):
        after.find(first.id)
    after.begin("bucket", "name", {}, {}, Preconditions(), None, blobs.writer()).writer.discard()
    assert not first.writer.path.exists()
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM uploads").fetchone()[0] == 1


def test_a_session_whose_bytes_are_gone_is_over(database, blobs, clock, begin):
    first = begin()
    first.writer.discard()
    after = Sessions(database, blobs, clock)
    again = after.find(first.id)
    for _time in range(2):
        with pytest.raises(ApiError, match="begin the upload again"):
            after.open(again)
    with pytest.raises(ApiError):
        after.find(first.id)
