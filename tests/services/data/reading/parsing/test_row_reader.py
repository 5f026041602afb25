import pytest

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.rejected_rows import RejectedRows
from services.data.reading.parsing.row_reader import RowReader
from services.data.tables.spool import Spool
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import LIMITS, Limits

MANY = 200_000  # rows of several blocks


@pytest.fixture
def read(tmp_path):
    """Return a function that reads rows of two columns: the table, the repair counts, the rejected lines."""

    def run(data, dialect=None, limits=LIMITS, **shape):
        (tmp_path / "source").write_bytes(data)
        spool = Spool()
        with TableWriter(["a", "b"], spool) as writer, RejectedRows(tmp_path / "rejected") as rejected:
            reader = RowReader(dialect or Dialect("", ","), writer, rejected, limits, **shape)
            counts = reader.read(tmp_path / "source", 0)
        return writer.finish(), counts, (tmp_path / "rejected").read_text().splitlines()[1:]

    return run


def test_a_stray_quote_takes_none_of_its_neighbours_in_any_block(read):
    lines = [f'{n},5" pipe' if n % 70_000 == 69_999 else f"{n},word of some length" for n in range(MANY)]
    table, counts, rejected = read("\n".join(lines).encode())
    assert table.frame()["a"].tolist() == [str(n) for n in range(MANY)]
    assert (counts.stray_quotes, rejected) == (2, [])


def test_a_quote_that_never_closes_takes_no_row_of_the_blocks_below(read):
    lines = ['0,"open', *[f"{n},word of some length" for n in range(1, MANY)]]
    table, counts, _rejected = read("\n".join(lines).encode())
    assert (table.rows, counts.stray_quotes) == (MANY, 1)
    assert table.head(2)["b"].tolist() == ['"open', "word of some length"]


def test_quoted_cells_over_the_border_of_blocks_come_back_whole(read):
    lines = [f'{n},"two\nlines, ""{n}"""' for n in range(MANY)]
    table, counts, rejected = read("\n".join(lines).encode())
    assert table.frame()["b"].tolist() == [f'two\nlines, "{n}"' for n in range(MANY)]
    assert (counts.stray_quotes, rejected) == (0, [])


def test_cells_over_the_border_of_blocks_come_back_whole_from_the_careful_reader_too(read):
    lines = [f'{n},"two\nlines \\"{n}\\""' for n in range(MANY // 2)]
    table, _counts, rejected = read("\n".join(lines).encode(), Dialect("", ",", escape="\\"))
    assert table.frame()["b"].tolist() == [f'two\nlines "{n}"' for n in range(MANY // 2)]
    assert rejected == []


def test_ragged_rows_are_rejected_with_their_place_whichever_parser_meets_them(read):
    lines = [f"{n},some words of a row" for n in range(MANY)]
    for place in (3, 100_000, MANY - 1):
        lines[place] = "1,2,3"
    lines[100_001] = '5" pipe,x'
    table, _counts, rejected = read("\n".join(lines).encode())
    assert table.rows == MANY - 3
    assert [line.split(",")[0] for line in rejected] == ["4", "100001", str(MANY)]


def test_empty_cells_behind_the_last_are_left_out_and_counted(read):
    table, counts, rejected = read(b"1,2,,\n3,4\n")
    assert (table.rows, counts.trimmed_rows, rejected) == (2, 1, [])


# A quote within a cell takes a block from pyarrow.
EITHER_PARSER = pytest.mark.parametrize("cell", ["word", '5" pipe'], ids=["pyarrow", "python"])


@EITHER_PARSER
def test_blank_rows_of_any_width_are_left_out_and_counted(read, cell):
    data = f'1,2\n,\n3,{cell}\n,,\n\n"",""\n,\n'.encode()
    table, counts, rejected = read(data)
    assert table.frame().fillna("").values.tolist() == [["1", "2"], ["3", cell], ["", ""]]
    assert (counts.blank_rows, rejected) == (3, [])


def test_a_table_of_blank_rows_alone_keeps_them(read):
    table, counts, _rejected = read(b",\n" * 12_000)
    assert (table.rows, counts.blank_rows) == (12_000, 0)


@EITHER_PARSER
def test_repeated_headers_are_rejected_with_their_place(read, cell):
    lines = ["1,2", "3", "a,b", ",", "5,6,7", "\ufeffa,b", "b,a", f"8,{cell}"]
    table, counts, rejected = read("\n".join(lines).encode(), header=["a", "b"])
    assert (table.rows, counts.blank_rows) == (3, 1)
    assert [line.split(",")[:2] for line in rejected] == [
        ["2", "ragged_row cells=1 columns=2"],
        ["3", "repeated_header"],
        ["5", "ragged_row cells=3 columns=2"],
        ["6", "repeated_header"],
    ]


@EITHER_PARSER
def test_rows_that_all_lack_the_last_cells_are_filled_up(read, cell):
    table, counts, rejected = read(f"1\n2\n{cell}\n".encode(), row_width=1)
    assert table.frame().fillna("").values.tolist() == [["1", ""], ["2", ""], [cell, ""]]
    assert (counts.short_rows, rejected) == (3, [])


def test_a_row_with_all_cells_among_short_ones_keeps_them(read):
    table, counts, _rejected = read(b"1\n2,x\n3\n", row_width=1)
    assert table.frame().fillna("").values.tolist() == [["1", ""], ["2", "x"], ["3", ""]]
    assert counts.short_rows == 2


def test_carriage_returns_in_cells_are_kept_in_any_block(read):
    lines = [f"{n},left\rright" if n in (3, 9_999) else f"{n},{'x' * 400}" for n in range(10_000)]
    table, counts, rejected = read("\n".join([*lines, ""]).encode())
    assert (table.rows, counts.carriage_returns, rejected) == (10_000, 2, [])


@pytest.mark.parametrize(
    ("data", "limits", "error"),
    [
        (b"1,2\n" * 3, Limits(rows=2), "too_many_rows"),
        (b"1,long\n", Limits(cell_characters=3), "cell_too_long.*length=4"),
        (b'1,5" long\n', Limits(cell_characters=3), "cell_too_long.*length=7"),
        (b"x" * 9_000_000, LIMITS, "row_too_large.*limit=4194304"),
        (b'1,"' + b"x" * 9_000_000, LIMITS, "row_too_large.*limit=4194304"),
    ],
)
def test_what_exceeds_a_limit_is_refused(read, data, limits, error):
    with pytest.raises(InvalidInput, match=error):
        read(data, limits=limits)
