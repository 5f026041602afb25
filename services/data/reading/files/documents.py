"""Documents: the formats of Office and others that are ZIP archives or compound files."""

import zipfile
from pathlib import Path

from services.errors import InvalidInput

_OFFICE = "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0"
_HEADER_BYTES = 512  # of a compound file
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOLDER_BYTES = 4096
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
# The formats by one member's name and the start of another's.
_DOCUMENTS = (
    (_OFFICE, "xl/", "excel"),
    (_OFFICE, "word/", "word"),
    (_OFFICE, "ppt/", "presentation"),
    ("mimetype", "content.xml", "opendocument"),
    ("META-INF/MANIFEST.MF", "", "program"),
)


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Return whether a ZIP archive is a workbook of Excel or OpenDocument.

    Raises InvalidInput for a document of another kind.
    """
    code = _document(archive)
    if code == "excel" or (code == "opendocument" and _is_spreadsheet(archive)):
        return True
    if code is not None:
        raise InvalidInput("another_format", format=code)
    return False


def is_compound(path: Path) -> bool:
    """Return whether a file is in the compound format, as Office's were until 2003 and encrypted ones are."""
    with path.open("rb") as file:
        return file.read(_HEADER_BYTES).startswith(OLE)


def is_encrypted(path: Path) -> bool:
    """Return whether a file is a compound one of an encrypted document, by the names of its streams."""
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
        if not head.startswith(OLE) or len(head) < _HEADER_BYTES:
            return False
        sector_bytes = 1 << (head[30] & 15)
        file.seek((int.from_bytes(head[48:52], "little") + 1) * sector_bytes)
        return _ENCRYPTED in file.read(_FOLDER_BYTES)


def unpacked_bytes(path: Path) -> int:
    """Return the size that a document's parts declare, that of the file if it is no ZIP archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return path.stat().st_size


def _document(archive: zipfile.ZipFile) -> str | None:
    paths = archive.namelist()
    for marker, start, code in _DOCUMENTS:
        if marker in paths and any(path.startswith(start) for path in paths):
            return code
    return None


def _is_spreadsheet(archive: zipfile.ZipFile) -> bool:
    with archive.open("mimetype") as member:
        return member.read(100).startswith(_SPREADSHEET)
