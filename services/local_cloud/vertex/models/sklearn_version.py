"""Read the version of scikit-learn from a model file without unpickling it."""

import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import IO, Any

# The first bytes of joblib's compressed files.
_GZIP, _BZ2, _XZ, _LZMA = b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x5d\x00"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_PIECE = 1024 * 1024
# scikit-learn writes _sklearn_version into the state of every estimator. Only a memo (\x94, or q and r with
# a number) and the opcode of a short text (\x8c, or X) with its length separate it from its value.
_VERSION = re.compile(
    rb"_sklearn_version(?:\x94|q.|r.{4})?(?:\x8c(?P<short>.)|X(?P<long>.)\x00\x00\x00)(?P<text>\d.{0,31})",
    re.DOTALL,
)
_MAX_MATCH = 128


def saved_with(file: IO[bytes]) -> str | None:
    """Return the version of the first estimator in a pickle or joblib file, None if there is none.

    The file is read from its start in pieces and decompressed as joblib does.
    """
    window = b""
    for piece in _pieces(file):
        window += piece
        match = _VERSION.search(window)
        # A match at the end of the window may continue in the next piece.
        if match and match.end() < len(window):
            return _text(match)
        window = window[-_MAX_MATCH:]
    match = _VERSION.search(window)
    return _text(match) if match else None


def _text(match: re.Match[bytes]) -> str:
    length = (match["short"] or match["long"])[0]
    return match["text"][:length].decode("ascii", "replace")


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    beginning = file.read(len(_XZ))
    file.seek(0)
    try:
        if beginning.startswith(_ZLIB):
            yield from _inflated(file)
            return
        with _opened(file, beginning) as opened:
            while piece := opened.read(_PIECE):
                yield piece
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        return  # a broken file has no version; loading it reports the error


def _opened(file: IO[bytes], beginning: bytes) -> AbstractContextManager[Any]:
    if beginning.startswith(_GZIP):
        return gzip.open(file)
    if beginning.startswith(_BZ2):
        return bz2.open(file)
    if beginning.startswith((_XZ, _LZMA)):
        return lzma.open(file)
    return nullcontext(file)


def _inflated(file: IO[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    rest = b""
    while not inflater.eof and (piece := rest or file.read(_PIECE)):
        yield inflater.decompress(piece, _PIECE)
        rest = inflater.unconsumed_tail
