"""File names are made safe, and files of another format are refused by their first bytes."""

import pytest

from services.data.reading.files.names import check_format, has_other_extension, safe_name, table_name
from services.errors import InvalidInput
from services.text.i18n import use_language


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../x.csv", "x.csv"),
        (r"C:\data\고객 명단.csv", "고객 명단.csv"),
        ("a*b?[1]#.csv", "a_b_1_.csv"),
        ("a\x00\nb.csv", "a_b.csv"),
        ("..", "table"),
        ("", "table"),
        ("x" * 300 + ".parquet", "x" * 92 + ".parquet"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("sales.csv.gz", "sales"),
        ("v1.2 final.tsv", "v1.2 final"),
        ("part-*.csv", "part"),
        (".csv", ".csv"),
        ("x.json", "x"),
        ("sales.jsonl.zst", "sales"),
        ("2024.xlsx", "2024"),
        ("page.html", "page"),
    ],
)
def test_a_table_is_named_like_its_file_without_extensions(name: str, table: str) -> None:
    assert table_name(name) == table.strip(".")


def test_an_extension_is_that_of_another_format_or_says_nothing() -> None:
    assert all(map(has_other_extension, ["a.docx", "a.PDF", "a.pkl", "a.html"]))
    assert not any(
        map(
            has_other_extension, ["a.csv", "a.CSV.GZ", "a", "a.log", "a.zip", "a.parquet", "a.xlsx", "a.json"]
        )
    )


TEXT = b"a,b\n1,2\n"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.csv", TEXT),
        ("a.xls", TEXT),
        ("a.json", TEXT),
        ("a.csv", b"\x1f\x8b\x08"),
        ("a.csv", b"PK\x03\x04"),
        ("a.csv", b"PAR1"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("a.csv", b"BZh91AY&SY"),
        ("a.csv", b"\xfd7zXZ\0"),
        ("a.csv", b"\x28\xb5\x2f\xfd"),
        ("a.csv", b'[{"a": 1}]'),
        ("a.csv", b'\xef\xbb\xbf{"a": 1}'),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.csv", "a,é\n".encode("utf-16")),
        ("a.json", "a,é\n".encode("utf-16")),
        ("a.json", "a,b\n1,2\n".encode("utf-16-le")),
        ("a.csv", "이름,도시\n".encode("cp949")),
    ],
)
def test_what_is_a_table_by_its_bytes_is_let_through_whatever_it_is_called(name: str, head: bytes) -> None:
    check_format(name, head)


@pytest.mark.parametrize(
    ("name", "head", "format"),
    [
        ("a.csv", b"%PDF-1.7", "pdf"),
        ("a.csv", b"\x89PNG\r\n", "image"),
        ("a.csv", b"SQLite format 3\0", "sqlite"),
        ("a.csv", b"<!doctype html>\n<html>", "markup"),
        ("a.png", b"\x00\x01\x02\x03", "image"),
        ("a.csv", bytes(257) + b"ustar", "tar"),
        ("a.docx", b"PK\x03\x04", "word"),
        ("a.xls", b"\x09\x08\x10\0\0\x05", "old_office"),
    ],
)
def test_what_is_no_table_by_its_bytes_is_refused_whatever_it_is_called(
    name: str, head: bytes, format: str
) -> None:
    with pytest.raises(InvalidInput, match="another_format") as caught:
        check_format(name, head)
    assert caught.value.parameters["format"] == format


@pytest.mark.parametrize("name", ["", "*.csv", "??.parquet"])
def test_a_table_without_a_name_is_named_the_same_in_every_language(name: str) -> None:
    with use_language("ko"):
        assert table_name(name) == "table"
