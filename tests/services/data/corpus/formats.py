"""Formats by their bytes, whatever a file's ending says; each without a table is refused by its name."""

import io
import json
import pickle
import random
import sqlite3
import struct
import tempfile
import zlib
from pathlib import Path

import numpy as np

from tests.ole import ole
from tests.workbooks import cell, excel, opendocument, rows

from .case import either, kept, refused
from .packings import zipped

_PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(17) + zlib.compress(bytes(100))
_HTML = "<!doctype html>\n<html><body><table><tr><td>1</td><td>2</td></tr></table></body></html>\n"
_XML = '<?xml version="1.0"?>\n<rows><row a="1" b="2"/><row a="3" b="4"/></rows>\n'
_SHEET = (
    ("[Content_Types].xml", b"<Types/>"),
    ("_rels/.rels", b"<Relationships/>"),
    ("xl/workbook.xml", b"<workbook/>"),
    ("xl/worksheets/sheet1.xml", b"<worksheet/>"),
)
_ODS = (("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<office/>"))
_DOCX = (("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>"))
_RECORDS = [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]
_ROWS = [["1", "x"], ["2", "y"]]
_XML_ROWS = rows("a|b", "1|x", "2|y")
_FAR = (
    f'<sheetData><row r="1">{cell("A1", "1")}</row>'
    f'<row r="1048576">{cell("XFD1048576", "1")}</row></sheetData>'
)


def _lined(records: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def _database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        connection = sqlite3.connect(path)
        connection.execute("create table t (a, b)")
        connection.commit()
        connection.close()
        return path.read_bytes()


def _array() -> bytes:
    target = io.BytesIO()
    np.save(target, np.arange(100))
    return target.getvalue()


class _Explosive:
    """What a pickle would run if anyone unpickled it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, ("raise SystemExit('unpickled')",)


CASES = [
    kept("table.xlsx", excel({"A": _XML_ROWS}), "a|b", _ROWS),
    kept("table_called.csv", excel({"A": _XML_ROWS}), "a|b", _ROWS),
    kept("two_sheets.xlsx", excel({"A": _XML_ROWS, "B": _XML_ROWS}), "a|b", _ROWS, finds=["other_tables"]),
    kept("table.ods", opendocument({"A": "a|b/1|x/2|y"}), "a|b", _ROWS),
    kept("workbook_in.zip", zipped(("table.xlsx", excel({"A": _XML_ROWS}))), "a|b", _ROWS),
    refused("far_cells.xlsx", excel({"A": _FAR}), "memory"),
    refused("encrypted.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "password"),
    refused("book.xlsx", zipped(*_SHEET), "Excel|spreadsheet|xlsx"),
    refused("book_called.csv", zipped(*_SHEET), "Excel|spreadsheet|xlsx"),
    refused("document_called.csv", zipped(*_DOCX), "Word document"),
    refused("picture_called.csv", _PNG, "image"),
    refused("paper_called.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 20, "PDF"),
    refused("old_book_called.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Excel workbook"),
    refused("database_called.csv", _database(), "SQLite"),
    kept("records_called.csv", json.dumps(_RECORDS).encode(), "a|b", _ROWS),
    kept("tabs_called.xls", b"a\tb\n1\t2\n3\t4\n", "a|b", [["1", "2"], ["3", "4"]], delimiter="\t"),
    kept("zip_called.csv", zipped(("a.csv", b"a,b\n1,2\n")), "a|b", [["1", "2"]]),
    refused("text.ods", zipped(*_ODS), "OpenDocument"),
    refused("text.docx", zipped(*_DOCX), "document|Word|archive|spreadsheet"),
    refused("book.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Office|Excel|spreadsheet"),
    refused("page.html", _HTML.encode(), "web page|HTML|XML"),
    refused("page_called.csv", _HTML.encode("utf-16"), "web page|HTML|XML"),
    refused("page_upper.csv", b"\n\n  <HTML><HEAD></HEAD></HTML>\n", "web page|HTML|XML"),
    refused("page_after_bom.csv", b"\xef\xbb\xbf" + _HTML.encode(), "web page|HTML|XML"),
    refused("page_after_comment.csv", b"<!-- saved -->\n" + _HTML.encode(), "web page|HTML|XML"),
    refused("table.xls.html", b"<table><tr><td>a</td></tr></table>", "web page|HTML|XML"),
    refused("rows.xml", _XML.encode(), "web page|XML"),
    refused(
        "picture.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0,0"/></svg>',
        "web page|XML|picture",
    ),
    kept("records.json", json.dumps(_RECORDS).encode(), "a|b", _ROWS),
    kept("records_indented.json", json.dumps(_RECORDS, indent=2).encode(), "a|b", _ROWS),
    kept("records_with_a_mark.json", json.dumps(_RECORDS).encode("utf-8-sig"), "a|b", _ROWS),
    kept("records_in_utf_16.json", json.dumps(_RECORDS).encode("utf-16"), "a|b", _ROWS),
    kept("document.json", json.dumps({"data": _RECORDS, "count": 2}).encode(), "a|b", _ROWS),
    kept("columns.json", json.dumps({"a": [1, 2], "b": ["x", "y"]}).encode(), "a|b", _ROWS),
    kept("pandas.json", b'{"a":{"0":1,"1":2},"b":{"0":"x","1":"y"}}', "a|b", _ROWS),
    refused("object.json", json.dumps({"a": [1, 2], "b": {"c": 3}}).encode(), "JSON"),
    refused("numbers.json", b"[[1,2],[3,4],[5,6]]", "JSON"),
    kept("records.jsonl", _lined(_RECORDS * 50), "a|b", _ROWS * 50),
    kept("records_broken.jsonl", _lined(_RECORDS) + b"{\n", "a|b", _ROWS, rows_in=3, reported=1),
    refused("records_cut.json", json.dumps(_RECORDS).encode()[:-3], "JSON"),
    refused("notebook.ipynb", json.dumps({"cells": [], "nbformat": 4}, indent=1).encode(), "JSON"),
    refused("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 20, "PDF"),
    refused("picture.png", _PNG, "picture|PNG|image"),
    refused("picture.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "picture|image"),
    refused("picture.gif", b"GIF89a" + bytes(range(256)), "picture|image"),
    refused("picture.bmp", b"BM" + struct.pack("<IHHI", 1000, 0, 0, 54) + bytes(900), "picture|image|binary"),
    refused(
        "picture.webp", b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(range(256)), "picture|image|binary|media"
    ),
    refused("sound.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(range(256)), "audio|binary|media"),
    refused("film.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)), "film|video|binary|media"),
    refused("model.pkl", pickle.dumps({"a": list(range(100))}), "pickle"),
    refused("model_old.pkl", pickle.dumps({"a": list(range(1000))}, protocol=2), "pickle|binary"),
    refused("bomb.pkl", pickle.dumps(_Explosive()), "pickle"),
    either("text.pkl", pickle.dumps(_Explosive(), protocol=0)),
    refused("array.npy", _array(), "NumPy"),
    refused("arrays.npz", zipped(("a.npy", _array()), ("b.npy", _array())), "NumPy|archive|no table"),
    refused("data.db", _database(), "SQLite"),
    refused("program.elf", b"\x7fELF\x02\x01\x01" + bytes(200), "program"),
    refused("program.exe", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)), "program|binary"),
    refused("class.pyc", b"\xa7\r\r\n" + bytes(12) + bytes(range(256)), "binary|program"),
    refused("data.arrow", b"ARROW1\x00\x00" + bytes(range(256)), "Arrow|binary"),
    refused("data.feather", b"FEA1" + bytes(range(256)), "Feather|Arrow|binary"),
    refused("data.orc", b"ORC" + bytes(range(256)), "ORC|binary"),
    refused("data.avro", b"Obj\x01" + bytes(range(256)), "Avro|binary"),
    refused("data.h5", b"\x89HDF\r\n\x1a\n" + bytes(range(256)), "HDF|binary"),
    refused("data.dta", b"<stata_dta><header>" + bytes(range(256)), "Stata|binary|XML|web page"),
    refused("data.sav", b"$FL2@(#) SPSS" + bytes(range(256)), "SPSS|binary"),
    *[
        refused(f"random_{size}.bin", random.Random(size).randbytes(size), ".")  # noqa: S311 - any bytes
        for size in (100, 1000, 4096, 100_000, 3_000_000)
    ],
    either("mail.eml", b"From: a@b.example\nTo: c@d.example\nSubject: Hi\n\nHello there.\nBye.\n"),
    either("code.py", b'"""Docs."""\n\nimport os\n\n\ndef f(a, b):\n    return os.path.join(a, b)\n'),
    either("patch.diff", b"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n+b\n c\n"),
    either("rows.md", b"| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"),
    either("rows.sql", b"INSERT INTO t VALUES (1, 'x');\nINSERT INTO t VALUES (2, 'y');\n"),
    either("rows.arff", b"@relation x\n@attribute a numeric\n@data\n1,2\n3,4\n"),
    either("rows.yaml", b"- a: 1\n  b: 2\n- a: 3\n  b: 4\n"),
    either("rows.rtf", b"{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times;}} a,b\\par 1,2}"),
    either("rows.tex", b"a & b \\\\\n1 & 2 \\\\\n3 & 4 \\\\\n"),
]
