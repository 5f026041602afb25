"""Archives: unpack the one file in a gzip or ZIP archive, within the limits."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from services.errors import InvalidInput
from services.settings import Limits

Packing = Literal["", "gzip", "zip", "parquet"]

RATIO_FROM = 32 * 1024**2  # bytes; smaller content is harmless at any compression ratio
_PIECE_BYTES = 1024**2
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db")
# Formats that are ZIP archives, by one member's name and the start of another's.
_OFFICE = "[Content_Types].xml"
_DOCUMENTS = (
    (_OFFICE, "xl/", "excel"),
    (_OFFICE, "word/", "word"),
    (_OFFICE, "ppt/", "presentation"),
    ("mimetype", "content.xml", "opendocument"),
    ("META-INF/MANIFEST.MF", "", "program"),
)


@dataclass(frozen=True)
class Unpacked:
    """An unpacked file, and the format of its archive."""

    path: Path
    packing: Packing


def unpack(source: Path, folder: Path, limits: Limits) -> Unpacked:
    """Return the file itself, or the content of a gzip or ZIP archive written to the folder.

    Raises InvalidInput for an archive that is broken, encrypted or too large, or holds several files.
    """
    with source.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"\x1f\x8b"):
        with source.open("rb") as file:
            return Unpacked(_write(file, gzip.open(file, "rb"), folder, limits), "gzip")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Unpacked(_unzip(source, folder, limits), "zip")
    if head.startswith((b"PAR1", b"PARE")):  # the latter is encrypted
        return Unpacked(source, "parquet")
    return Unpacked(source, "")


def _unzip(source: Path, folder: Path, limits: Limits) -> Path:
    try:
        with zipfile.ZipFile(source) as archive:
            member = _only_member(archive)
            if member.flag_bits & 1:
                raise InvalidInput("zip_encrypted")
            if member.file_size > limits.unpacked_bytes:
                raise _too_large(limits)
            with source.open("rb") as file:
                file.seek(member.header_offset + member.compress_size)
                return _write(file, archive.open(member), folder, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise _broken("zip") from error


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [
        member for member in archive.infolist() if not member.is_dir() and not _is_litter(member.filename)
    ]
    paths = [member.filename for member in members]
    for marker, start, code in _DOCUMENTS:
        if marker in paths and any(path.startswith(start) for path in paths):
            raise InvalidInput("another_format", format=code)
    if not members:
        raise InvalidInput("zip_empty")
    if len(members) > 1:
        names = ", ".join(PurePosixPath(path).name[:60] for path in paths[:5])
        raise InvalidInput("zip_of_several_files", count=len(members), names=names)
    return members[0]


def _is_litter(name: str) -> bool:
    return name.startswith(_LITTER[0]) or PurePosixPath(name).name in _LITTER[1:]


def _write(source: IO[bytes], archive: IO[bytes] | gzip.GzipFile, folder: Path, limits: Limits) -> Path:
    """Write the content of an archive to a file in the folder, piece by piece.

    The position in `source` is the number of compressed bytes read so far.
    """
    target = folder / "unpacked"
    size = 0
    with archive, target.open("wb") as file:
        for piece in _pieces(archive):
            size += len(piece)
            if size > limits.unpacked_bytes:
                raise _too_large(limits)
            if size > max(source.tell() * limits.ratio, RATIO_FROM):
                raise InvalidInput("compression_ratio_too_high", limit=limits.ratio)
            file.write(piece)
    return target


def _pieces(archive: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    try:
        while piece := archive.read(_PIECE_BYTES):
            yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, OSError, ValueError) as error:
        raise _broken("gzip" if isinstance(archive, gzip.GzipFile) else "zip") from error


def _broken(packing: Packing) -> InvalidInput:
    return InvalidInput("archive_broken", packing=packing)


def _too_large(limits: Limits) -> InvalidInput:
    return InvalidInput("archive_too_large", limit=limits.unpacked_bytes)
