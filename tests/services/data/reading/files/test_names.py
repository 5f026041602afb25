"""A sender's file name is made harmless, and its first bytes say early what is no table."""

import pytest

from services.data.reading.files.names import is_unlikely, plain_name, refuse_kind, title
from services.errors import InvalidInput


@pytest.mark.parametrize(
    ("sent", "plain"),
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
def test_a_name_is_one_harmless_name(sent: str, plain: str) -> None:
    assert plain_name(sent) == plain


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("sales.csv.gz", "sales"),
        ("v1.2 final.tsv", "v1.2 final"),
        ("part-*.csv", "part"),
        (".csv", ".csv"),
        ("x.json", "x"),
    ],
)
def test_a_table_is_called_as_its_file_without_endings(name: str, called: str) -> None:
    assert title(name) == called.strip(".")


def test_an_ending_speaks_against_a_table_or_says_nothing() -> None:
    assert all(map(is_unlikely, ["a.xlsx", "a.PDF", "a.pkl", "a.json", "a.xls"]))
    assert not any(map(is_unlikely, ["a.csv", "a.CSV.GZ", "a", "a.log", "a.zip", "a.parquet"]))


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
        ("a.csv", "a,é\n".encode("utf-16")),
        ("a.json", "a,é\n".encode("utf-16")),
        ("a.json", "a,b\n1,2\n".encode("utf-16-le")),
        ("a.csv", "이름,도시\n".encode("cp949")),
    ],
)
def test_what_is_a_table_by_its_bytes_is_let_through_whatever_it_is_called(name: str, head: bytes) -> None:
    refuse_kind(name, head)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook"),
        ("a.csv", b"%PDF-1.7", "a PDF document"),
        ("a.csv", b"\x89PNG\r\n", "a picture"),
        ("a.csv", b"SQLite format 3\0", "a SQLite database"),
        ("a.csv", b"<!doctype html>\n<html>", "a web page"),
        ("a.csv", b'[{"a": 1}]', "JSON"),
        ("a.csv", b'\xef\xbb\xbf{"a": 1}', "JSON"),
        ("a.png", b"\x00\x01\x02\x03", "a picture"),
        ("a.csv", bytes(257) + b"ustar", "a tar archive"),
        ("a.xlsx", b"PK\x03\x04", "an Excel workbook"),
        ("a.xls", b"\x09\x08\0\0\x10\0", "an Excel workbook"),
    ],
)
def test_what_is_no_table_by_its_bytes_is_refused_whatever_it_is_called(
    name: str, head: bytes, kind: str
) -> None:
    with pytest.raises(InvalidInput, match=f"is {kind}") as caught:
        refuse_kind(name, head)
    assert caught.value.hint
