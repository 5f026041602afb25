"""What the parts of a workbook say that calamine doesn't: error cells, such as #N/A, and empty sheets."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PIECE_BYTES = 1024**2
_LONGEST = 1024  # bytes of a match, which a piece may cut
_PART_BYTES = 16 * 1024**2  # of the list of sheets
_EXCEL = re.compile(rb"""\st=["']e["']""")
_OPENDOCUMENT = re.compile(rb"""<table:table [^>]*?table:name="([^"]*)"|calcext:value-type="error\"""")

_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[ />]")
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    KeyError,
    OSError,
    ValueError,
    RuntimeError,
)


def error_cells(path: Path, sheet: str) -> int:
    """Return how many cells of a sheet hold an error, 0 in formats that don't tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                return _count_opendocument(archive, sheet)
            return _count_excel(archive, sheet)
    except _FAULTS:
        return 0


def empty_sheets(path: Path) -> set[str]:
    """Return the names of the sheets without a value, of those that an Excel workbook shows to be so."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _excel_parts(archive)
            return {name for name, part in parts.items() if not any(_matches(archive, part, _VALUE))}
    except _FAULTS:
        return set()


def _count_excel(archive: zipfile.ZipFile, sheet: str) -> int:
    return sum(1 for _match in _matches(archive, _excel_parts(archive)[sheet], _EXCEL))


def _excel_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the paths of the sheets in an Excel workbook by their names."""
    relations = _xml(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    return {
        item.get("name", ""): posixpath.join("/xl", targets[item.get(_RELATION)])[1:]
        for item in _xml(archive, "xl/workbook.xml").iter()
        if item.tag.endswith("}sheet")
    }


def _count_opendocument(archive: zipfile.ZipFile, sheet: str) -> int:
    count, is_inside = 0, False
    name = sheet.replace("&", "&amp;").replace("<", "&lt;").encode()
    for match in _matches(archive, "content.xml", _OPENDOCUMENT):
        if match[1] is None:
            count += is_inside
        else:
            is_inside = match[1] == name
    return count


def _matches(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    with archive.open(part) as file:
        rest = b""
        while piece := file.read(_PIECE_BYTES):
            data = rest + piece
            end = 0
            for match in pattern.finditer(data):
                yield match
                end = match.end()
            rest = data[max(end, len(data) - _LONGEST) :]


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    with archive.open(part) as file:
        return ElementTree.fromstring(file.read(_PART_BYTES))  # noqa: S314 - expat bounds entities
