import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.text_blocks import (
    Blocks,
    has_carriage_returns,
    pieces,
    well_formed_end,
    with_doubled_quotes,
)
from services.errors import InvalidInput
from services.settings import Limits


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (b"a,b\n1,2\n", True),
        (b'"a","b"\r\n"1, 2","x ""y"""\r\n', True),
        (b'"two\nlines",b', True),
        (b'"",""', True),
        (b'5" pipe,b\n', False),
        (b'"abc"def,2\n', False),
        (b'a, "b"\n', False),
        (b'"he said "no"",2\n', False),
    ],
)
def test_quotes_are_in_order_where_each_opens_or_closes_a_cell(data, ends):
    assert (well_formed_end(data, ",", '"', is_last=True) == len(data)) == ends


def test_a_block_ends_before_a_row_whose_quote_is_still_open():
    assert well_formed_end(b'a,b\n1,"x\ny', ",", '"', is_last=False) == 4


@settings(max_examples=150)
@given(
    st.lists(st.lists(st.text('a,"\n', max_size=5), min_size=2, max_size=2), min_size=1, max_size=8),
    st.integers(1, 9),
)
def test_wherever_pieces_end_the_blocks_hold_the_rows_that_were_written(rows, size):
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    data = written.getvalue().encode()
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    blocks = [block.data for block in Blocks(pieces, Dialect("", ","))]
    assert b"".join(blocks) == data
    assert [row for block in blocks for row in csv.reader(io.StringIO(block.decode(), newline=""))] == rows


@pytest.mark.parametrize(
    ("data", "has_returns"),
    [
        (b"a,b\n1,x\ry\n", True),
        (b"a,b\r\n1,x\ry\r\n", True),
        (b'a,b\n"1",x\ry\n', True),
        (b'a,b\n1,"x\ry"\n', False),
        (b"a,b\r\n1,x\r\n", False),
        (b"a,b\r1,x\r", False),
        (b"a,b\n1,x\n", False),
    ],
)
def test_a_carriage_return_among_line_feeds_outside_of_quotes_is_seen(data, has_returns):
    assert has_carriage_returns(data, '"') is has_returns


@pytest.mark.parametrize(("start", "stop", "data"), [(0, None, b"0123456789"), (2, 5, b"234"), (2, 2, b"")])
def test_pieces_are_read_between_two_positions(tmp_path, start, stop, data):
    path = tmp_path / "text"
    path.write_bytes(b"0123456789")
    assert b"".join(pieces(path, start, stop)) == data


def test_a_row_without_an_end_is_refused_before_it_fills_memory():
    endless = (b"x" * 1000 for _piece in range(10**9))
    with pytest.raises(InvalidInput, match="row_too_large"):
        list(Blocks(endless, Dialect("", ","), Limits(row_bytes=10_000)))


@pytest.mark.parametrize(
    ("data", "doubled"),
    [
        (rb'1,"say \"hi\""', b'1,"say ""hi"""'),
        (b'1,"x"', b'1,"x"'),
        (rb'1,"c:\\"', None),
        (rb"1,a\,b", None),
        (b"1,a\\\n", None),
    ],
)
def test_escaped_quotes_are_doubled_where_nothing_else_is_escaped(data, doubled):
    assert with_doubled_quotes(data, Dialect("", ",", escape="\\")) == doubled
