import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.quotes import Consistency, detect, detect_escape

COMMON = (",", ";", "\t", "|")


def holds(data, size=None):
    check = Consistency(b",", b'"')
    for start in range(0, len(data), size or max(len(data), 1)):
        check.feed(data[start : start + (size or len(data))])
    return check.end()


@pytest.mark.parametrize(
    ("data", "well"),
    [
        (b"a,b\n1,2\n", True),
        (b'"a","b"\r\n"1, 2","x ""y"""\r\n', True),
        (b'"two\nlines",b', True),
        (b'"",""', True),
        (b'5" pipe,b\n', False),
        (b'a,"open\n3,4\n', False),
        (b'"abc"def,2\n', False),
        (b'a, "b"\n', False),
        (b'"he said "no"",2\n', False),
    ],
)
@pytest.mark.parametrize("size", [None, 1, 2, 3])
def test_quotes_are_looked_at_wherever_the_pieces_end(data, well, size):
    assert holds(data, size) == well


@settings(max_examples=200, deadline=None)
@given(st.text('a,"\n', max_size=30), st.integers(1, 5))
def test_pieces_tell_the_same_as_the_whole(text, size):
    assert holds(text.encode(), size) == holds(text.encode())


@pytest.mark.parametrize(
    ("lines", "quote"),
    [
        (["a,b\n", "'x, y','z'\n", "'p','q'\n"], "'"),
        (["a,b\n", "'tis,1\n", "it's,2\n"], '"'),
        (["a,b\n", '"x","it\'s"\n'], '"'),
        (["a,b\n", "1,2\n"], '"'),
        (["a,b\n", "'95,'96\n", "'97,'98\n"], '"'),
    ],
)
def test_single_quotes_quote_where_they_do_throughout(lines, quote):
    assert detect(lines, COMMON) == quote


@pytest.mark.parametrize(
    ("lines", "escape"),
    [
        (['1,"he said \\"hi\\" twice"\n'], "\\"),
        (['1,"C:\\dir\\"\n', '2,"D:\\"\n'], ""),
        (['1,"he said ""hi"" twice"\n'], ""),
    ],
)
def test_a_backslash_escapes_where_it_stands_before_quotes_inside_cells(lines, escape):
    assert detect_escape(lines, '"', COMMON) == escape
