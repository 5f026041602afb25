"""Archives: unpack a compressed file, or one file of a ZIP archive, within the limits."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from services.data.reading.files import names
from services.data.reading.files.choice import Choice, choose
from services.data.reading.files.compression import PIECE_BYTES, Compression, compression, pieces
from services.data.reading.files.documents import is_workbook
from services.data.reading.files.signatures import ZIP
from services.errors import InvalidInput
from services.settings import Limits

Packing = Literal["", "zip"] | Compression

RATIO_FROM = 32 * 1024**2  # bytes; smaller content is harmless at any compression ratio
_MOST_NAMES = 1_000
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
_ABOUT = ("readme", "license", "licence", "copying", "notice", "changelog")
_FAULTS = (EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True)
class Unpacked:
    """An unpacked file, the format of its archive, and which of the archive's tables it is."""

    path: Path
    packing: Packing = ""
    choice: Choice | None = None


def unpack(source: Path, folder: Path, limits: Limits, wanted: str | None = None) -> Unpacked:
    """Return the file itself, or the content of an archive written to the folder.

    A ZIP archive may hold several tables: the wanted one is unpacked, else the first. Raises InvalidInput
    for an archive that is broken, encrypted or too large, and for a document that is no workbook.
    """
    with source.open("rb") as file:
        head = file.read(16)
        file.seek(0)
        if packing := compression(head):
            return Unpacked(_write(pieces(file, packing), file, folder, limits), packing)
        if head.startswith(ZIP):
            return _unzip(source, file, folder, limits, wanted)
    return Unpacked(source)


def _unzip(source: Path, file: IO[bytes], folder: Path, limits: Limits, wanted: str | None) -> Unpacked:
    try:
        with zipfile.ZipFile(source) as archive:
            if is_workbook(archive):
                return Unpacked(source)
            _check_overlaps(archive)
            tables = _tables(archive)
            default = min(tables, key=lambda path: names.extension(path) == "txt")
            choice = choose(list(tables)[:_MOST_NAMES], wanted, default) if len(tables) > 1 else None
            member = tables[choice.chosen if choice else default]
            if member.flag_bits & 1:
                raise InvalidInput("zip_encrypted")
            if member.file_size > limits.unpacked_bytes:
                raise _too_large(limits)
            file.seek(member.header_offset + member.compress_size)
            path = _write(_member_pieces(archive, member), file, folder, limits)
            return Unpacked(path, "zip", choice)
    except _FAULTS as error:
        raise InvalidInput("archive_broken", packing="zip") from error


def _check_overlaps(archive: zipfile.ZipFile) -> None:
    """Raise InvalidInput if members share their bytes, by which a small archive holds any number of them."""
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    if any(
        member.header_offset + member.compress_size > following.header_offset
        for member, following in pairwise(members)
    ):
        raise InvalidInput("zip_overlapping")


def _tables(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the members that may be tables by their paths: those with the extension of one, if there are."""
    members = {
        member.filename: member
        for member in archive.infolist()
        if not member.is_dir() and not _is_litter(member.filename)
    }
    if not members:
        raise InvalidInput("zip_empty")
    return {path: member for path, member in members.items() if _is_table(path)} or members


def _is_litter(path: str) -> bool:
    name = PurePosixPath(path).name
    return path.startswith("__MACOSX/") or name.startswith("._") or name in _LITTER


def _is_table(path: str) -> bool:
    name = PurePosixPath(path).name.lower()
    return names.has_table_extension(name) and not name.startswith(_ABOUT)


def _write(content: Iterable[bytes], source: IO[bytes], folder: Path, limits: Limits) -> Path:
    """Write the content of an archive to a file in the folder, piece by piece.

    The position in `source` is the number of compressed bytes read so far.
    """
    target = folder / "unpacked"
    size = 0
    with target.open("wb") as file:
        for piece in content:
            size += len(piece)
            if size > limits.unpacked_bytes:
                raise _too_large(limits)
            if size > max(source.tell() * limits.ratio, RATIO_FROM):
                raise InvalidInput("compression_ratio_too_high", limit=limits.ratio)
            file.write(piece)
    return target


def _member_pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as content:
        while piece := content.read(PIECE_BYTES):
            yield piece


def _too_large(limits: Limits) -> InvalidInput:
    return InvalidInput("archive_too_large", limit=limits.unpacked_bytes)
