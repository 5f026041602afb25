import gzip

import pytest

from services.data.reading.files.signatures import (
    check_no_binary_format,
    check_no_other_text,
    content_format,
    is_json,
)
from services.errors import InvalidInput
from tests.services.data.corpus.packings import zipped

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"%PDF-1.7", "pdf"),
        (b"SQLite format 3\0", "sqlite"),
    ],
)
def test_binary_files_are_refused_by_format(data, format):
    with pytest.raises(InvalidInput, match="another_format") as refusal:
        check_no_binary_format(data)
    assert refusal.value.parameters == {"format": format}


@pytest.mark.parametrize(
    "data", [b"a,b\n1,2\n", "이름,도시\n김,서울\n".encode("cp949"), "a,é\n".encode("utf-16")]
)
def test_text_in_any_encoding_is_not_binary(data):
    check_no_binary_format(data)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("<html>\n<body>", "markup"),
        ('<?xml version="1.0"?>', "markup"),
        ("From: a@example.com\nTo: b@example.com\n", "email"),
        ("#!/bin/sh\n", "source_code"),
        ("diff --git a b\n", "diff"),
        ("(lp0\n", "old_pickle"),
    ],
)
def test_text_of_another_format_is_refused(text, format):
    with pytest.raises(InvalidInput, match="another_format") as refusal:
        check_no_other_text(text, 0)
    assert refusal.value.parameters == {"format": format}


@pytest.mark.parametrize(
    "text", ["a,b\n<b>,2\n", "<5,>5\n1,2\n".replace(">", "over "), "{a},b\n1,2\n", "[unit],b\n1,2\n"]
)
def test_a_table_with_brackets_in_it_is_neither_refused_nor_json(text):
    check_no_other_text(text, 0)
    assert not is_json(text)


@pytest.mark.parametrize("text", ['{"a": 1}', ' [{"a": 1}]', "[[1, 2]]", "{}\n{}\n", '{\n  "a": 1}'])
def test_json_is_known_by_its_start(text):
    assert is_json(text)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n1,2\n", "text"),
        (b'{"a": 1}', "text"),
        (b"PAR1\x15\x04", "parquet"),
        (b"\xd0\xcf\x11\xe0", "workbook"),
        (zipped(("[Content_Types].xml", b""), ("xl/workbook.xml", b"")), "workbook"),
        (zipped(("mimetype", SPREADSHEET), ("content.xml", b"")), "workbook"),
    ],
)
def test_the_format_of_a_content_is_known_by_its_bytes(tmp_path, data, expected):
    (tmp_path / "x").write_bytes(data)
    assert content_format(tmp_path / "x") == expected


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "nested_archive"),
        (zipped(("a.csv", b"a,b\n1,2\n")), "nested_archive"),
        (b"PK\x03\x04rest", "nested_archive"),
        (zipped(("[Content_Types].xml", b""), ("word/document.xml", b"")), "word"),
        (
            zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")),
            "opendocument",
        ),
    ],
)
def test_an_archive_in_an_archive_is_refused_unless_it_is_a_workbook(tmp_path, data, format):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(InvalidInput, match="another_format") as refusal:
        content_format(tmp_path / "x")
    assert refusal.value.parameters == {"format": format}


@pytest.mark.parametrize(
    ("text", "nuls"), [("\x01\x02\x03\x04,x" * 100, 0), ("a,b", 100), ("a\x02,b\n1,2\n", 100)]
)
def test_what_is_left_of_binary_data_is_refused(text, nuls):
    with pytest.raises(InvalidInput, match="binary_data"):
        check_no_other_text(text, nuls)


def test_a_few_stray_control_characters_are_no_reason_to_refuse():
    check_no_other_text("a,b\n\x1f,2\n", 0)
