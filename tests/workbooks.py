"""Workbooks of Excel and OpenDocument, made small."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# A cell's style by its number: none, a date, a date with a time, a duration.
_STYLES = (0, 14, 22, 46)
_OPENDOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def excel(sheets: Mapping[str, str], hidden: str = "") -> bytes:
    """Return an .xlsx of sheets by their names, each the XML of rows and what follows them."""
    items, relations = "", ""
    for number, name in enumerate(sheets, start=1):
        state = ' state="hidden"' if name == hidden else ""
        items += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        relations += _relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
    styles = "".join(f'<xf numFmtId="{style}"/>' for style in _STYLES)
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(_relation("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{items}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(relations + _relation("rId0", "styles", "styles.xml")),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>{styles}</cellXfs></styleSheet>',
    }
    for number, content in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{_MAIN}">{content}</worksheet>'
    return _zipped(parts)


def rows(*lines: str, start: int = 1) -> str:
    """Return lines of cells between bars as the XML of rows; see `cell`."""
    data = ""
    for number, line in enumerate(lines, start=start):
        cells = [cell(f"{chr(65 + place)}{number}", text) for place, text in enumerate(line.split("|"))]
        data += f'<row r="{number}">{"".join(cells)}</row>'
    return f"<sheetData>{data}</sheetData>"


def cell(place: str, text: str) -> str:
    """Return a cell: a number, "#N/A" an error, "!TRUE" a boolean, "1@45000" of style 1, else a text."""
    if not text:
        return f'<c r="{place}"/>'
    if text.startswith("#"):
        return f'<c r="{place}" t="e"><v>{text}</v></c>'
    if text.startswith("!"):
        return f'<c r="{place}" t="b"><v>{int(text == "!TRUE")}</v></c>'
    style, at, value = text.rpartition("@")
    if at and style.isdigit():
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    if text.replace(".", "", 1).replace("-", "", 1).isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def opendocument(sheets: Mapping[str, str]) -> bytes:
    """Return an .ods of sheets by their names, each lines of cells between bars, rows between slashes."""
    spaces = " ".join(
        f'xmlns:{name}="{_OPENDOCUMENT}:{name}:1.0"' for name in ("office", "table", "text", "calcext")
    )
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(map(_open_row, text.split("/")))}</table:table>'
        for name, text in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OPENDOCUMENT}:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        }
    )


def _open_row(text: str) -> str:
    return f"<table:table-row>{''.join(map(_open_cell, text.split('|')))}</table:table-row>"


def _open_cell(text: str) -> str:
    content = f"<text:p>{text}</text:p></table:table-cell>"
    if text.startswith("#"):
        kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    elif text.replace(".", "", 1).isdigit():
        kind = f'office:value-type="float" office:value="{text}"'
    elif text[:4].isdigit() and text[4:5] == "-":
        kind = f'office:value-type="date" office:date-value="{text}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}>{content}" if text else "<table:table-cell/>"


def _relations(items: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{items}</Relationships>'


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _zipped(parts: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
