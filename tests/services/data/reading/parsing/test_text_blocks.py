import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.text_blocks import Blocks, well_formed_end
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


def test_a_row_without_an_end_is_refused_before_it_fills_memory():
    endless = (b"x" * 1000 for _piece in range(10**9))
    with pytest.raises(InvalidInput, match="row_too_large"):
        list(Blocks(endless, Dialect("", ","), Limits(row_bytes=10_000)))
