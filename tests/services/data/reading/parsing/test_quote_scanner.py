import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.quote_scanner import NEVER, OPEN, QuoteScanner


def scanner(text, escape="", is_row=None):
    return QuoteScanner(text, Dialect("", ",", escape=escape), is_row)


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
    assert scanner(text).closing_quote(0) == (place, strays)


def test_an_escaped_quote_decides_nothing():
    assert scanner('"x\\",y\\\\",z\n', "\\").closing_quote(0) == (8, 0)


def test_a_cell_of_too_many_stray_quotes_or_lines_was_never_closed():
    assert scanner('"' + 'a"b ' * 101 + '"\n').closing_quote(0) == (NEVER, 0)
    assert scanner('"' + "\n" * 10_001 + '"\n').closing_quote(0) == (NEVER, 0)


def test_a_cell_over_three_lines_that_are_rows_was_never_closed():
    def is_row(line):
        return line.count(",") == 1

    assert scanner('"x\na,b\nc,d\ne,f"\n', is_row=is_row).closing_quote(0) == (NEVER, 0)
    assert scanner('"x\na,b\nprose\ne,f"\n', is_row=is_row).closing_quote(0)[0] == 16


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(['"', '""', ",", "\n", "\r\n", "a", " ", ',"', '"\n', "\\"]), max_size=40),
    st.sampled_from(["", "\\"]),
)
def test_a_scanner_finds_for_all_quotes_what_new_ones_find(parts, escape):
    def is_row(line):
        return line.count(",") == 1

    text = "".join(parts)
    one = scanner(text, escape, is_row)
    starts = [
        place for place, character in enumerate(text) if character == '"' and text[place - 1 : place] != '"'
    ]
    assert [one.closing_quote(place) for place in starts] == [
        scanner(text, escape, is_row).closing_quote(place) for place in starts
    ]


class CountedPattern:
    """A pattern that counts the matches that are looked at."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.matches = 0

    def match(self, text, start):
        self.matches += 1
        return self.pattern.match(text, start)

    def finditer(self, text, start):
        for match in self.pattern.finditer(text, start):
            self.matches += 1
            yield match


@pytest.mark.parametrize(
    "text",
    ['"x,' * 5_000, '"x\n' * 5_000, '"a"b' * 5_000, '"x""y' * 5_000],
    ids=["cells", "lines", "strays", "doubled"],
)
def test_the_quotes_looked_at_for_all_cells_are_few_times_as_many_as_there_are(text):
    quotes = scanner(text)
    quotes._runs = CountedPattern(quotes._runs)
    openings = [place for place, character in enumerate(text) if character == '"']
    for opening in openings:
        quotes.closing_quote(opening)
    assert quotes._runs.matches <= 3 * len(openings)
