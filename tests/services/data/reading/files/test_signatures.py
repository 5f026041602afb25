import gzip

import pytest

from services.data.reading.files.signatures import check_no_binary_format, check_no_other_text
from services.errors import InvalidInput


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "nested_archive"),
        (b"PAR1\x15\x04", "nested_parquet"),
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
        ('{"a": 1}', "json"),
        ('[{"a": 1}]', "json"),
        ("[[1, 2]]", "json"),
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
def test_a_table_with_brackets_in_it_is_not_refused(text):
    check_no_other_text(text, 0)


@pytest.mark.parametrize(
    ("text", "nuls"), [("\x01\x02\x03\x04,x" * 100, 0), ("a,b", 100), ("a\x02,b\n1,2\n", 100)]
)
def test_what_is_left_of_binary_data_is_refused(text, nuls):
    with pytest.raises(InvalidInput, match="binary_data"):
        check_no_other_text(text, nuls)


def test_a_few_stray_control_characters_are_no_reason_to_refuse():
    check_no_other_text("a,b\n\x1f,2\n", 0)
