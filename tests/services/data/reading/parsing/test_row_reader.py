import pytest

from services.data.reading.dialect import Dialect
from services.data.reading.parsing.row_reader import Rows
from services.data.reading.rejected_rows import Aside
from services.data.tables.spool import Spool
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import LIMITS, Limits

MANY = 200_000  # rows of several blocks


@pytest.fixture
def taken(tmp_path):
    """Return a function that takes rows of two columns and returns the table, the account, what is aside."""

    def run(data, dialect=None, limits=LIMITS):
        (tmp_path / "source").write_bytes(data)
        spool = Spool()
        with TableWriter(["a", "b"], spool) as writer, Aside(tmp_path / "aside") as aside:
            account = Rows(dialect or Dialect("", ","), writer, aside, limits).take(tmp_path / "source", 0)
        return writer.finish(), account, (tmp_path / "aside").read_text().splitlines()[1:]

    return run


def test_a_stray_quote_takes_none_of_its_neighbours_in_any_block(taken):
    lines = [f'{n},5" pipe' if n % 70_000 == 69_999 else f"{n},word of some length" for n in range(MANY)]
    table, account, aside = taken("\n".join(lines).encode())
    assert table.frame()["a"].tolist() == [str(n) for n in range(MANY)]
    assert (account.mended, aside) == (2, [])


def test_a_quote_that_never_closes_takes_no_row_of_the_blocks_below(taken):
    lines = ['0,"open', *[f"{n},word of some length" for n in range(1, MANY)]]
    table, account, _aside = taken("\n".join(lines).encode())
    assert (table.rows, account.mended) == (MANY, 1)
    assert table.head(2)["b"].tolist() == ['"open', "word of some length"]


def test_quoted_cells_over_the_border_of_blocks_come_back_whole(taken):
    lines = [f'{n},"two\nlines, ""{n}"""' for n in range(MANY)]
    table, account, aside = taken("\n".join(lines).encode())
    assert table.frame()["b"].tolist() == [f'two\nlines, "{n}"' for n in range(MANY)]
    assert (account.mended, aside) == (0, [])


def test_cells_over_the_border_of_blocks_come_back_whole_from_the_careful_reader_too(taken):
    lines = [f'{n},"two\nlines \\"{n}\\""' for n in range(MANY // 2)]
    table, _account, aside = taken("\n".join(lines).encode(), Dialect("", ",", escape="\\"))
    assert table.frame()["b"].tolist() == [f'two\nlines "{n}"' for n in range(MANY // 2)]
    assert aside == []


def test_rows_of_another_width_are_set_aside_with_their_place_whichever_parser_meets_them(taken):
    lines = [f"{n},some words of a row" for n in range(MANY)]
    for place in (3, 100_000, MANY - 1):
        lines[place] = "1,2,3"
    lines[100_001] = '5" pipe,x'
    table, _account, aside = taken("\n".join(lines).encode())
    assert table.rows == MANY - 3
    assert [line.split(",")[0] for line in aside] == ["4", "100001", str(MANY)]


def test_empty_cells_behind_the_last_are_left_out_and_counted(taken):
    table, account, aside = taken(b"1,2,,\n3,4\n")
    assert (table.rows, account.trimmed, aside) == (2, 1, [])


@pytest.mark.parametrize(
    ("data", "limits", "message"),
    [
        (b"1,2\n" * 3, Limits(rows=2), "over 2 rows"),
        (b"1,long\n", Limits(cell_characters=3), "4 characters"),
        (b'1,5" long\n', Limits(cell_characters=3), "7 characters"),
        (b"x" * 9_000_000, LIMITS, "row takes over 4.0 MB"),
        (b'1,"' + b"x" * 9_000_000, LIMITS, "row takes over 4.0 MB"),
    ],
)
def test_what_is_beyond_a_limit_is_refused(taken, data, limits, message):
    with pytest.raises(InvalidInput, match=message):
        taken(data, limits=limits)
