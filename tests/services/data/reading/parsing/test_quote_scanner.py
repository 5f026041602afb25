import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.reading.dialect import Dialect
from services.data.reading.parsing.quote_scanner import NEVER, OPEN, Closings


def closings(text, escape="", is_row=None):
    return Closings(text, Dialect("", ",", escape=escape), is_row)


@pytest.mark.parametrize(
    ("text", "place", "strays"),
    [
        ('"x",y\n', 2, 0),
        ('"x" \n', 2, 0),
        ('"",y\n', 1, 0),
        ('"""x""",y\n', 6, 0),
        ('"a "b" c",y\n', 8, 2),
        ('"two\nlines"\n', 10, 0),
        ('"x\n"y,z\n', NEVER, 0),
        ('"x,"y,z\n', NEVER, 0),
        ('"x\ny\n', OPEN, 0),
        ('"x""\n', OPEN, 0),
    ],
)
def test_a_cell_closes_before_a_delimiter_or_a_line_end_unless_another_opens_first(text, place, strays):
    assert closings(text).after(0) == (place, strays)


def test_an_escaped_quote_decides_nothing():
    assert closings('"x\\",y\\\\",z\n', "\\").after(0) == (8, 0)


def test_a_cell_of_too_many_stray_quotes_or_lines_was_never_closed():
    assert closings('"' + 'a"b ' * 101 + '"\n').after(0) == (NEVER, 0)
    assert closings('"' + "\n" * 10_001 + '"\n').after(0) == (NEVER, 0)


def test_a_cell_over_three_lines_that_are_rows_was_never_closed():
    def is_row(line):
        return line.count(",") == 1

    assert closings('"x\na,b\nc,d\ne,f"\n', is_row=is_row).after(0) == (NEVER, 0)
    assert closings('"x\na,b\nprose\ne,f"\n', is_row=is_row).after(0)[0] == 16


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(['"', '""', ",", "\n", "\r\n", "a", " ", ',"', '"\n', "\\"]), max_size=40),
    st.sampled_from(["", "\\"]),
)
def test_what_is_found_for_one_quote_holds_for_those_behind_it(parts, escape):
    def is_row(line):
        return line.count(",") == 1

    text = "".join(parts)
    one = closings(text, escape, is_row)
    starts = [place for place, sign in enumerate(text) if sign == '"' and text[place - 1 : place] != '"']
    assert [one.after(place) for place in starts] == [
        closings(text, escape, is_row).after(place) for place in starts
    ]
