"""Contents on disk: hashed as they come, whole or not there."""

import base64
import errno
import hashlib
import os

import google_crc32c
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def test_the_hashes_of_a_large_content_are_right_though_they_are_made_beside_its_writing(blobs):
    piece = bytes(range(256)) * 1000
    with blobs.writer() as writer:
        for _ in range(160):  # 41 MB: many batches, and some syncs under way
            writer.write(piece)
        content = blobs.keep(writer)
    whole = piece * 160
    assert content.digest == hashlib.sha256(whole).hexdigest()
    assert base64.b64decode(content.md5) == hashlib.md5(whole, usedforsecurity=False).digest()
    with blobs.open(content.digest) as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == content.digest


def test_a_write_that_failed_leaves_no_part_of_itself(blobs, monkeypatch):
    def full(descriptor, data, offset):
        if (room := 5 - offset) <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data[:room], offset)

    write = os.pwrite
    with blobs.writer() as writer:
        writer.write(b"abc")
        with monkeypatch.context() as disk:
            disk.setattr(os, "pwrite", full)
            with pytest.raises(OSError, match="No space left"):
                writer.write(b"lost")
        writer.write(b"d")
        content = blobs.keep(writer)
    with blobs.open(content.digest) as file:
        assert file.read() == b"abcd"
    assert content.digest == hashlib.sha256(b"abcd").hexdigest()


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
