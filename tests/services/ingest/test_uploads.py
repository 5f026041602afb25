"""Uploads: chunks go on to the bucket, for the holder of the token and within the announced size."""

from typing import Any

import pytest

from services.errors import Conflict, InvalidInput, LaunchpadError, NotFound, Unavailable
from services.ingest.uploads import (
    CHUNK_BYTES,
    LEFT_SECONDS,
    LIFE_SECONDS,
    MOST_UPLOADS,
    TRANSITIONS,
    Uploads,
)
from services.settings import Limits, Target
from services.vertex import objects, resumable
from tests.clock import Clock

PIECE = 256 * 1024


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def uploads(here: Target, clock: Clock) -> Uploads:
    return Uploads(clock, Limits(upload_bytes=4 * CHUNK_BYTES), lambda: here)


@pytest.fixture
def restarted(here: Target) -> Uploads:
    """What another process, or this one after a restart, knows of uploads: nothing."""
    return Uploads(target=lambda: here)


def test_a_file_arrives_whole_chunk_by_chunk(here: Target, uploads: Uploads) -> None:
    content = bytes(range(256)) * 4096 + b"the end"
    token = uploads.begin(here, "../../my table.csv", len(content))
    begun = uploads.look(token)
    assert (begun.state, begun.received, begun.name) == ("begun", 0, "my table.csv")
    halfway = uploads.receive(token, 0, content[: 2 * PIECE])
    assert (halfway.state, halfway.received) == ("receiving", 2 * PIECE)
    with pytest.raises(NotFound):
        objects.read(here, begun.address)
    whole = uploads.receive(token, 2 * PIECE, content[2 * PIECE :])
    assert (whole.state, whole.received) == ("complete", len(content))
    assert objects.read(here, whole.address) == content
    assert whole.address.startswith(here.uri("uploads/"))


def test_each_upload_has_a_token_and_a_place_of_its_own(here: Target, uploads: Uploads) -> None:
    tokens = [uploads.begin(here, "a.csv", 4) for _time in range(2)]
    assert len({uploads.look(token).address for token in tokens}) == 2
    for token in tokens:
        assert token not in uploads.look(token).address
    with pytest.raises(NotFound, match="upload_unknown"):
        uploads.receive("guessed", 0, b"a,b\n")


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("a.csv", 0, "file_empty"),
        ("a.csv", 4 * CHUNK_BYTES + 1, "upload_too_large"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_before_a_byte_is_sent(
    here: Target, uploads: Uploads, name: str, size: int, code: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        uploads.begin(here, name, size)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "start", "format"),
    [
        ("a.csv", b"%PDF-1.7\n", "pdf"),
        ("a.csv", b"<!doctype html>\n", "markup"),
        ("a.csv", b"\x89PNG\r\n", "image"),
        ("a.docx", b"PK\x03\x04", "word"),
    ],
)
def test_what_is_no_table_by_its_bytes_ends_with_the_first_of_them(
    here: Target, uploads: Uploads, name: str, start: bytes, format: str
) -> None:
    token = uploads.begin(here, name, 2 * PIECE)
    with pytest.raises(InvalidInput, match="another_format") as caught:
        uploads.receive(token, 0, start.ljust(PIECE, b"\n"))
    assert caught.value.parameters["format"] == format
    ended = uploads.look(token)
    assert (ended.state, ended.received) == ("refused", 0)
    assert ended.refusal is not None
    assert (ended.refusal.code, ended.refusal.parameters) == (caught.value.code, caught.value.parameters)
    with pytest.raises(InvalidInput, match=caught.value.code):
        uploads.receive(token, 0, b"a,b\n" * (PIECE // 4))
    with pytest.raises(NotFound):
        objects.get(here, ended.address)


@pytest.mark.parametrize("name", ["a.json", "a.html", "a"])
def test_a_table_is_taken_whatever_it_is_called(here: Target, uploads: Uploads, name: str) -> None:
    token = uploads.begin(here, name, 8)
    assert uploads.receive(token, 0, b"a,b\n1,2\n").state == "complete"


@pytest.mark.parametrize(
    ("offset", "length", "error", "code"),
    [
        (PIECE, PIECE, Conflict, "upload_at_another_offset"),
        (0, 3 * PIECE + 1, InvalidInput, "chunk_invalid"),
        (0, 0, InvalidInput, "chunk_invalid"),
        (0, PIECE - 1, InvalidInput, "chunk_misaligned"),
    ],
    ids=["a gap", "more than announced", "nothing", "too short to go on from"],
)
def test_what_was_not_announced_is_refused_and_the_upload_goes_on(
    here: Target, uploads: Uploads, offset: int, length: int, error: type[LaunchpadError], code: str
) -> None:
    token = uploads.begin(here, "a.csv", 3 * PIECE)
    with pytest.raises(error, match=code):
        uploads.receive(token, offset, bytes(length))
    assert uploads.receive(token, 0, bytes(3 * PIECE)).state == "complete"


def test_a_complete_upload_takes_nothing_more(here: Target, uploads: Uploads) -> None:
    token = uploads.begin(here, "a.csv", 4)
    uploads.receive(token, 0, b"a,b\n")
    with pytest.raises(Conflict):
        uploads.receive(token, 0, b"c,d\n")
    assert objects.read(here, uploads.look(token).address) == b"a,b\n"


def test_one_writer_at_a_time(here: Target, uploads: Uploads) -> None:
    token = uploads.begin(here, "a.csv", 4)
    with uploads._find(token).writer, pytest.raises(Conflict, match="upload_busy"):
        uploads.receive(token, 0, b"a,b\n")
    assert uploads.receive(token, 0, b"a,b\n").state == "complete"


@pytest.mark.parametrize("fault", ["return-503", "return-reset-connection"])
@pytest.mark.parametrize("failing", [1, 2], ids=["in between", "the last part"])
def test_after_a_failure_the_same_bytes_are_sent_again(
    here: Target, uploads: Uploads, faults: Any, fault: str, failing: int
) -> None:
    content = bytes(range(256)) * 2048 + b"end"
    token = uploads.begin(here, "a.csv", len(content))
    for number, start in enumerate(range(0, len(content), PIECE)):
        if number == failing:
            faults.plan("storage.objects.insert", fault)
            with pytest.raises(Unavailable):
                uploads.receive(token, start, content[start : start + PIECE])
            assert uploads.look(token).received == start
        uploads.receive(token, start, content[start : start + PIECE])
    assert objects.read(here, uploads.look(token).address) == content


def test_the_last_bytes_are_sent_again_where_the_answer_to_them_was_lost(
    here: Target, uploads: Uploads, faults: Any
) -> None:
    token = uploads.begin(here, "a.csv", 4)
    uploads._find(token).session = resumable.start(here, uploads.look(token).address, 4, "text/csv")
    faults.plan("storage.objects.insert", "return-broken-stream")
    with pytest.raises(Unavailable):
        uploads.receive(token, 0, b"a,b\n")
    assert uploads.receive(token, 0, b"a,b\n").state == "complete"
    assert objects.read(here, uploads.look(token).address) == b"a,b\n"


def test_a_canceled_upload_refuses_further_chunks(here: Target, uploads: Uploads) -> None:
    token = uploads.begin(here, "a.csv", 2 * PIECE)
    uploads.receive(token, 0, bytes(PIECE))
    uploads.cancel(token)
    uploads.cancel(token)
    with pytest.raises(InvalidInput, match="upload_canceled"):
        uploads.receive(token, PIECE, bytes(PIECE))
    with pytest.raises(NotFound):
        objects.read(here, uploads.look(token).address)


def test_an_upload_that_the_bucket_forgot_is_over(here: Target, uploads: Uploads) -> None:
    token = uploads.begin(here, "a.csv", 2 * PIECE)
    uploads.receive(token, 0, bytes(PIECE))
    entry = uploads._find(token)
    resumable.cancel(here, entry.session)
    for _attempt in range(2):
        with pytest.raises(InvalidInput, match="upload_lost"):
            uploads.receive(token, PIECE, bytes(PIECE))
    assert uploads.look(token).state == "refused"


def test_a_day_after_the_last_byte_a_token_is_worth_nothing(
    here: Target, uploads: Uploads, clock: Clock
) -> None:
    token = uploads.begin(here, "a.csv", 2 * PIECE)
    clock.now += LIFE_SECONDS - 1
    session = (uploads.receive(token, 0, bytes(PIECE)), uploads._find(token).session)[1]
    clock.now += LIFE_SECONDS
    assert uploads.look(token).received == PIECE
    assert uploads.expire() == 0
    clock.now += 1
    with pytest.raises(NotFound):
        uploads.look(token)
    assert uploads.expire() == 1
    with pytest.raises(NotFound):
        resumable.received(here, session, 2 * PIECE)


def test_the_stalest_gives_way_where_there_are_too_many(here: Target, uploads: Uploads, clock: Clock) -> None:
    tokens = []
    for _time in range(MOST_UPLOADS + 1):
        clock.now += 1
        tokens.append(uploads.begin(here, "a.csv", 4))
    with pytest.raises(NotFound):
        uploads.look(tokens[0])
    assert uploads.look(tokens[1]).state == uploads.look(tokens[-1]).state == "begun"


def test_an_upload_goes_on_in_an_app_that_was_started_anew(
    here: Target, uploads: Uploads, restarted: Uploads
) -> None:
    content = bytes(range(256)) * 2048 + b"end"
    token = uploads.begin(here, "../표 one.csv", len(content))
    begun = uploads.receive(token, 0, content[:PIECE])
    again = restarted.look(token)
    assert again == begun
    with pytest.raises(Conflict, match=r"upload_at_another_offset.*262144"):
        restarted.receive(token, 0, content[:PIECE])
    assert restarted.receive(token, PIECE, content[PIECE:]).state == "complete"
    assert objects.read(here, begun.address) == content
    assert Uploads(target=lambda: here).look(token).state == "complete"


def test_an_upload_of_which_nothing_came_is_unknown_after_a_restart(
    here: Target, uploads: Uploads, restarted: Uploads
) -> None:
    token = uploads.begin(here, "a.csv", 2 * PIECE)
    with pytest.raises(NotFound, match="upload_unknown"):
        restarted.look(token)


def test_a_canceled_upload_is_unknown_after_a_restart(
    here: Target, uploads: Uploads, restarted: Uploads
) -> None:
    token = uploads.begin(here, "a.csv", 2 * PIECE)
    uploads.receive(token, 0, bytes(PIECE))
    uploads.cancel(token)
    with pytest.raises(NotFound):
        restarted.look(token)


def test_a_record_is_under_no_guessed_token(here: Target, uploads: Uploads, restarted: Uploads) -> None:
    token = uploads.begin(here, "a.csv", 2 * PIECE)
    address = uploads.receive(token, 0, bytes(PIECE)).address
    for guessed in ("", "x", token[:-1], token.swapcase(), f"{token}/..", address.split("/")[-2], "A" * 43):
        with pytest.raises(NotFound):
            restarted.look(guessed)


def test_what_has_ended_never_begins_again() -> None:
    assert all(TRANSITIONS[ended] <= {"expired"} for ended in ("complete", "expired", "refused"))
    assert all({"complete", "expired", "refused"} <= TRANSITIONS[going] for going in ("begun", "receiving"))


@pytest.fixture
def bounded(clock: Clock) -> Uploads:
    """Uploads of three chunks for a session, and of five for all."""
    return Uploads(clock, Limits(session_upload_bytes=3 * CHUNK_BYTES, all_upload_bytes=5 * CHUNK_BYTES))


def test_the_uploads_of_a_session_and_of_all_are_bounded(here: Target, bounded: Uploads) -> None:
    bounded.begin(here, "a.csv", 2 * CHUNK_BYTES, "one")
    with pytest.raises(InvalidInput, match="session_uploads_too_large"):
        bounded.begin(here, "b.csv", 2 * CHUNK_BYTES, "one")
    bounded.begin(here, "c.csv", 2 * CHUNK_BYTES, "two")
    with pytest.raises(InvalidInput, match="uploads_too_large"):
        bounded.begin(here, "d.csv", 2 * CHUNK_BYTES, "three")


def test_what_is_cancelled_stored_or_left_makes_room(here: Target, bounded: Uploads, clock: Clock) -> None:
    cancelled = bounded.begin(here, "a.csv", 2 * CHUNK_BYTES, "one")
    bounded.cancel(cancelled)
    stored = bounded.begin(here, "b.csv", 2 * CHUNK_BYTES, "one")
    bounded.forget(bounded.look(stored).address)
    bounded.begin(here, "c.csv", 2 * CHUNK_BYTES, "one")
    clock.now = LEFT_SECONDS
    bounded.begin(here, "d.csv", 2 * CHUNK_BYTES, "one")
