"""Contents on disk: hashed as they come, whole or not there."""

import base64
import hashlib

import google_crc32c
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(chunks=st.lists(st.binary(max_size=100)))
def test_the_hashes_are_those_of_the_whole_content_however_it_was_cut(blobs, chunks):
    whole = b"".join(chunks)
    with blobs.writer() as writer:
        for chunk in chunks:
            writer.write(chunk)
        content = blobs.keep(writer)
    assert content.digest == hashlib.sha256(whole).hexdigest()
    assert base64.b64decode(content.md5) == hashlib.md5(whole, usedforsecurity=False).digest()
    assert base64.b64decode(content.crc32c) == google_crc32c.value(whole).to_bytes(4, "big")
    assert content.size == len(whole)
    with blobs.open(content.digest) as file:
        assert file.read() == whole


def test_equal_contents_are_one_file(blobs):
    for _ in range(2):
        with blobs.writer() as writer:
            writer.write(b"same")
            blobs.keep(writer)
    assert len(list(blobs.digests())) == 1


def test_what_was_not_kept_is_gone(blobs, tmp_path):
    with blobs.writer() as writer:
        writer.write(b"abandoned")
    assert list((tmp_path / "blobs" / "incoming").iterdir()) == []
    assert list(blobs.digests()) == []


def test_an_open_file_stays_readable_when_its_blob_is_removed(blobs):
    with blobs.writer() as writer:
        writer.write(b"content")
        content = blobs.keep(writer)
    with blobs.open(content.digest) as file:
        blobs.remove(content.digest)
        assert file.read() == b"content"
