import gzip

import pytest

from services.data.reading.files.signatures import refuse_binary, refuse_no_table
from services.errors import InvalidInput


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (gzip.compress(b"a,b\n1,2\n"), "archive in an archive"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\0", "SQLite"),
    ],
)
def test_binary_files_are_refused_by_name(data, name):
    with pytest.raises(InvalidInput, match=name):
        refuse_binary(data)


@pytest.mark.parametrize(
    "data", [b"a,b\n1,2\n", "이름,도시\n김,서울\n".encode("cp949"), "a,é\n".encode("utf-16")]
)
def test_text_in_any_encoding_is_not_binary(data):
    refuse_binary(data)


@pytest.mark.parametrize(
    "text", ["<html>\n<body>", '<?xml version="1.0"?>', '{"a": 1}', '[{"a": 1}]', "[[1, 2]]"]
)
def test_markup_and_json_are_refused(text):
    with pytest.raises(InvalidInput, match="not a CSV file"):
        refuse_no_table(text, 0)


@pytest.mark.parametrize(
    "text", ["a,b\n<b>,2\n", "<5,>5\n1,2\n".replace(">", "over "), "{a},b\n1,2\n", "[unit],b\n1,2\n"]
)
def test_a_table_with_brackets_in_it_is_not_refused(text):
    refuse_no_table(text, 0)


@pytest.mark.parametrize(
    ("text", "nuls"), [("\x01\x02\x03\x04,x" * 100, 0), ("a,b", 100), ("a\x02,b\n1,2\n", 100)]
)
def test_what_is_left_of_binary_data_is_refused(text, nuls):
    with pytest.raises(InvalidInput, match="binary data"):
        refuse_no_table(text, nuls)


def test_a_few_stray_control_characters_are_no_reason_to_refuse():
    refuse_no_table("a,b\n\x1f,2\n", 0)
