"""Compression: the content of a gzip, bzip2, xz or Zstandard file as a stream of limited memory."""

import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Iterator
from typing import IO, Literal

import pyarrow as pa

from services.errors import InvalidInput

Compression = Literal["gzip", "bzip2", "xz", "zstandard"]

PIECE_BYTES = 1024**2
_XZ_BYTES = 256 * 1024**2  # of memory; `xz -9` needs 65 MB, a file may ask for 4 GB
_SIGNATURES: tuple[tuple[bytes, Compression], ...] = (
    (rb"\x1f\x8b", "gzip"),
    (rb"BZh[1-9](1AY&SY|\x17rE8P\x90)", "bzip2"),
    (rb"\xfd7zXZ\0", "xz"),
    (rb"\x28\xb5\x2f\xfd", "zstandard"),
)
_FAULTS = (EOFError, zlib.error, lzma.LZMAError, pa.ArrowException, OSError, ValueError)


def compression(head: bytes) -> Compression | None:
    """Return the compression of a file by its first bytes, None if there is none."""
    return next((code for signature, code in _SIGNATURES if re.match(signature, head)), None)


def pieces(file: IO[bytes], packing: Compression) -> Iterator[bytes]:
    """Yield the content of a compressed file.

    Raises InvalidInput for a file that is broken or needs too much memory.
    """
    try:
        match packing:
            case "gzip":
                yield from _read(gzip.GzipFile(fileobj=file))
            case "bzip2":
                yield from _read(bz2.BZ2File(file))
            case "xz":
                yield from _xz_pieces(file)
            case "zstandard":  # pyarrow bounds the window to 128 MB
                yield from _read(pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd"))
    except _FAULTS as error:
        if "memory" in str(error).lower():
            raise InvalidInput("archive_needs_memory", packing=packing) from error
        raise InvalidInput("archive_broken", packing=packing) from error


def _read(content: IO[bytes] | gzip.GzipFile | bz2.BZ2File) -> Iterator[bytes]:
    with content:
        while piece := content.read(PIECE_BYTES):
            yield piece


def _xz_pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the content of one or more xz streams, which zeros may follow."""
    data = file.read(PIECE_BYTES)
    while data:
        decompressor = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_BYTES)
        while not decompressor.eof:
            yield decompressor.decompress(data, PIECE_BYTES)
            data = b""
            if decompressor.needs_input and not decompressor.eof:
                data = file.read(PIECE_BYTES)
                if not data:
                    raise EOFError
        data = decompressor.unused_data.lstrip(b"\0")
        while not data and (following := file.read(PIECE_BYTES)):
            data = following.lstrip(b"\0")
