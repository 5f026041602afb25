"""A sender's file name is made harmless, and says early what is no table."""

import pytest

from services.data.endings import plain_name, refuse_ending, title
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
    [("sales.csv.gz", "sales"), ("v1.2 final.tsv", "v1.2 final"), ("part-*.csv", "part"), (".csv", ".csv")],
)
def test_a_table_is_called_as_its_file_without_endings(name: str, called: str) -> None:
    assert title(name) == called.strip(".")


@pytest.mark.parametrize("name", ["a.csv", "a.CSV.GZ", "a", "a.log", "a.zip", "a.parquet"])
def test_what_may_be_a_table_is_let_through(name: str) -> None:
    refuse_ending(name)


@pytest.mark.parametrize("name", ["a.xlsx", "a.PDF", "a.pkl", "a.json"])
def test_what_is_no_table_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        refuse_ending(name)
    assert caught.value.hint
