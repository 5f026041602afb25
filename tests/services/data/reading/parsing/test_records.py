import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.records import RecordSplitter


def split(text, delimiter=",", quote='"', escape="", width=None):
    """Return the cells of each record of a text."""
    splitter = RecordSplitter(Dialect("", delimiter, quote, escape), width)
    return [record.cells for record in splitter.records(text)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('1,"open,3\n4,5,6\n', [["1", '"open', "3"], ["4", "5", "6"]]),
        ('1,"he said "no" to me"\n', [["1", 'he said "no" to me']]),
        ('"abc"def,2\n', [['"abc"def', "2"]]),
        ('5" pipe,x\n', [['5" pipe', "x"]]),
        ('Kim, "Seoul, KR"\n', [["Kim", "Seoul, KR"]]),
        ('"Seoul, KR" ,x\n', [["Seoul, KR", "x"]]),
        ('"""hi""",2\n', [['"hi"', "2"]]),
        ('",2\n3,4\n', [['"', "2"], ["3", "4"]]),
        ('"two\nlines",x\n', [["two\nlines", "x"]]),
        ('"",""\n', [["", ""]]),
        ('a,"open', [["a", '"open']]),
        ("a,b\r\n\r\n\nc,d\re,f", [["a", "b"], ["c", "d"], ["e", "f"]]),
        (",\n", [["", ""]]),
    ],
)
def test_a_quote_is_the_matter_of_its_own_row(text, cells):
    assert split(text) == cells


def test_a_cell_that_would_swallow_whole_rows_was_never_closed():
    rows = "".join(f"{number},b,c\n" for number in range(5))
    cells = split(f'1,"x,c\n{rows}7,y",z\n', width=3)
    assert cells[0] == ["1", '"x', "c"]
    assert len(cells) == 7


def test_a_next_row_that_opens_a_quote_shows_that_the_last_was_never_closed():
    assert split('1,"open\n2,"x, y"\n') == [["1", '"open'], ["2", "x, y"]]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1,two\rowt\n3,x\n", [["1", "two\rowt"], ["3", "x"]]),
        ("1\r0,two\r\n3,x\r\n", [["1\r0", "two"], ["3", "x"]]),
        ("1,a\r\rb\rc\n3,x\n", [["1", "a\r\rb\rc"], ["3", "x"]]),
        ('"1, 2",two\rowt\n3,x\n', [["1, 2", "two\rowt"], ["3", "x"]]),
        ("1,2\r3,4\n5,6\n", [["1", "2"], ["3", "4"], ["5", "6"]]),
        ("1,2\r\r\n3,4\r\r\n", [["1", "2"], ["3", "4"]]),
        ("1\r2,3\r4,5\r6,7\r8,9\n", [["1"], ["2", "3"], ["4", "5"], ["6", "7"], ["8", "9"]]),
    ],
    ids=["last", "first", "several", "quotes", "mixed ends", "doubled ends", "ends of lines"],
)
def test_a_carriage_return_is_part_of_a_cell_if_only_then_the_row_is_whole(text, cells):
    assert split(text, width=2) == cells


def test_an_escaped_quote_does_not_close():
    assert split('1,"he said \\"hi, you\\""\n', escape="\\") == [["1", 'he said "hi, you"']]
    assert split('"C:\\\\dir",x\n', escape="\\") == [["C:\\dir", "x"]]


def test_without_a_delimiter_a_line_is_a_cell():
    assert split('Hello, world\n"a, b"\n', delimiter="") == [["Hello, world"], ["a, b"]]


def test_stray_quotes_are_counted():
    (record,) = RecordSplitter(Dialect("", ",")).records('5" pipe,"x"\n')
    assert record.stray_quotes == 1


@settings(max_examples=150)
@given(
    st.lists(st.lists(st.text('ab,"\n\r ;', max_size=6), min_size=2, max_size=4).filter(any), max_size=6),
    st.sampled_from([",", ";", "\t", "§"]),
)
def test_what_the_csv_module_writes_is_split_as_it_was(rows, delimiter):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert split(written.getvalue(), delimiter) == rows
