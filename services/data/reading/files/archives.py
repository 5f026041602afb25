"""Unpacking: the one table inside a gzip or ZIP archive, never more of it than the limits allow."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from services.data.reading.files import signatures
from services.errors import InvalidInput
from services.settings import Limits
from services.text.i18n import _

Packing = Literal["", "gzip", "zip", "parquet"]

_PIECE_BYTES = 1024**2
RATIO_FROM = 32 * 1024**2  # below this size even the tightest packing harms nobody
_NO_TABLES = ("__MACOSX/", ".DS_Store", "Thumbs.db")
# Archives that programs of their own write, by two starts of their members' names.
_OFFICE = "[Content_Types].xml"
_DOCUMENTS = (
    (_OFFICE, "xl/", _("an Excel workbook"), signatures.SHEET),
    (_OFFICE, "word/", _("a Word document"), signatures.PAGE),
    (_OFFICE, "ppt/", _("a presentation"), signatures.PAGE),
    ("mimetype", "content.xml", _("an OpenDocument spreadsheet or text"), signatures.SHEET),
    ("META-INF/MANIFEST.MF", "", _("a program"), signatures.TABLE),
)


@dataclass(frozen=True)
class Unpacked:
    """The bytes of a table that is no archive any more, and what it was packed in."""

    path: Path
    packing: Packing


def unpack(source: Path, folder: Path, limits: Limits) -> Unpacked:
    """Return the file itself, or what a gzip or ZIP archive holds, written to the folder.

    Raises InvalidInput for archives that are broken, encrypted, of several files or too large.
    """
    with source.open("rb") as file:
        mark = file.read(8)
    if mark.startswith(b"\x1f\x8b"):
        with source.open("rb") as file:
            return Unpacked(_written(file, gzip.open(file, "rb"), folder, limits), "gzip")
    if mark.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Unpacked(_from_zip(source, folder, limits), "zip")
    if mark.startswith(b"PAR1"):
        return Unpacked(source, "parquet")
    return Unpacked(source, "")


def _from_zip(source: Path, folder: Path, limits: Limits) -> Path:
    try:
        with zipfile.ZipFile(source) as archive:
            member = _only_table(archive)
            if member.flag_bits & 1:
                raise InvalidInput(
                    _("The ZIP archive is locked with a password."),
                    _("Unpack it and upload the file that is in it."),
                )
            if member.file_size > limits.unpacked_bytes:
                raise _too_large(limits)
            with source.open("rb") as file:
                file.seek(member.header_offset + member.compress_size)
                return _written(file, archive.open(member), folder, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise _broken("ZIP") from error


def _only_table(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [each for each in archive.infolist() if not each.is_dir() and not _is_litter(each.filename)]
    paths = [each.filename for each in members]
    for mark, start, name, hint in _DOCUMENTS:
        if mark in paths and any(each.startswith(start) for each in paths):
            raise InvalidInput(_("The file is {name}, not a CSV file.", name=name), hint)
    if len(members) != 1:
        names = ", ".join(PurePosixPath(each.filename).name[:60] for each in members[:5])
        raise InvalidInput(
            _(
                "The ZIP archive holds {many:,} files ({names}); one table is needed.",
                many=len(members),
                names=names,
            )
            if members
            else _("The ZIP archive is empty."),
            _("Upload the one file that is to become the table."),
        )
    return members[0]


def _is_litter(name: str) -> bool:
    return name.startswith(_NO_TABLES[0]) or PurePosixPath(name).name in _NO_TABLES[1:]


def _written(source: IO[bytes], packed: IO[bytes] | gzip.GzipFile, folder: Path, limits: Limits) -> Path:
    """Write what an archive holds to a file of our own name, a piece at a time.

    The source's place tells how much of it the pieces so far came from.
    """
    target = folder / "unpacked"
    size = 0
    with packed, target.open("wb") as file:
        for piece in _pieces(packed):
            size += len(piece)
            if size > limits.unpacked_bytes:
                raise _too_large(limits)
            if size > max(source.tell() * limits.ratio, RATIO_FROM):
                raise InvalidInput(
                    _(
                        "The archive is over {ratio:,} times smaller than what is in it, which no table is.",
                        ratio=limits.ratio,
                    ),
                    _("Unpack it and look at what is in it."),
                )
            file.write(piece)
    return target


def _pieces(packed: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    try:
        while piece := packed.read(_PIECE_BYTES):
            yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, OSError, ValueError) as error:
        raise _broken("gzip" if isinstance(packed, gzip.GzipFile) else "ZIP") from error


def _broken(kind: str) -> InvalidInput:
    return InvalidInput(
        _("The {kind} archive is broken or cut short.", kind=kind),
        _("Make it again, or upload the file that is in it."),
    )


def _too_large(limits: Limits) -> InvalidInput:
    return InvalidInput(
        _(
            "The archive holds more than the {most:,.0f} MB that are taken.",
            most=limits.unpacked_bytes / 1024**2,
        ),
        _("Upload a part of the rows."),
    )
