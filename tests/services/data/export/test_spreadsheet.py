"""Exported cells: what a spreadsheet would run is text, what is a plain number stays, raw is raw."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.export import spreadsheet
from services.data.reading.read import read_csv

RUN = [
    *(
        "=1+1",
        "+82-10-1234-5678",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        '"=1+1',
        "'=1",
        " =1",
    ),
    *("＝1+1", "-inf", "\n=1", "\x0b=1", "\x1f=1", "\u3000=1", '\xa0"=1'),
    *(
        "\x00=1",
        "\x00\x00@x",
        "\x07=1",
        "\ufeff=1",
        "\u200b=1",
        " \u2060\u200e=1",
        "\xad=1",
        "\u3164=1",
        "\x7f+x",
    ),
]
STAY = [
    *("", "-5", "+5", "-1,234.5", "-1.234,5", "-3e-7", "-12%", "-", "plain", "a=b", "007"),
    *("mina@example.com", "'quoted'"),
]


@pytest.mark.parametrize("cell", RUN)
def test_a_cell_that_would_run_gets_an_apostrophe(cell: str) -> None:
    assert spreadsheet.escaped(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", RUN)
def test_a_cell_that_would_run_gets_an_apostrophe_in_a_stream(cell: str) -> None:
    source = io.BytesIO(spreadsheet.to_csv(["c", "x"], [(cell, "x")], raw=True))
    text = b"".join(spreadsheet.stream(source)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [f"'{cell}", "x"]


@pytest.mark.parametrize("cell", STAY)
def test_a_plain_cell_stays_as_it_is(cell: str) -> None:
    assert spreadsheet.escaped(cell) == cell


def test_a_small_table_is_written_for_spreadsheets_or_as_it_is() -> None:
    header, rows = ("=name", "n"), [("@a", -5), (None, 0.5)]
    assert spreadsheet.to_csv(header, rows) == "\ufeff'=name,n\r\n'@a,-5\r\n,0.5\r\n".encode()
    assert spreadsheet.to_csv(header, rows, raw=True) == b"=name,n\r\n@a,-5\r\n,0.5\r\n"


def test_a_whole_table_is_streamed_with_its_cells_defused_and_otherwise_unchanged() -> None:
    table = read_csv('=head,text\r\n"=1+1","two\nlines, ""quoted"""\r\n,-5\r\n한국,@x\r\n'.encode()).table
    with table.path.open("rb") as source:
        text = b"".join(spreadsheet.stream(source)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["'=head", "text"],
        ["'=1+1", 'two\nlines, "quoted"'],
        ["", "-5"],
        ["한국", "'@x"],
    ]


@settings(max_examples=200)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
        min_size=1,
        max_size=6,
    )
)
def test_streaming_and_a_single_cell_agree(cells: list[str]) -> None:
    source = io.BytesIO(spreadsheet.to_csv(["c", "x"], [(each, "x") for each in cells], raw=True))
    text = b"".join(spreadsheet.stream(source)).decode("utf-8-sig")
    found = [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert found == [spreadsheet.escaped(each) for each in cells]


@settings(max_examples=100)
@given(st.lists(st.text('",\r\n=a', max_size=6), min_size=1, max_size=12), st.integers(1, 9))
def test_pieces_end_where_rows_do_however_small_they_are(cells: list[str], size: int) -> None:
    source = spreadsheet.to_csv(["c", "x"], [(each, "x") for each in cells], raw=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreadsheet, "PIECE_BYTES", size)
        text = b"".join(spreadsheet.stream(io.BytesIO(source))).decode("utf-8-sig")
    found = [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert found == [spreadsheet.escaped(each) for each in cells]
