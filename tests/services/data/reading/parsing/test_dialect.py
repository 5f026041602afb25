import csv
import io

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from services.data.reading.parsing.dialect import DialectOptions, unescape
from services.data.reading.read import read_csv
from services.errors import InvalidInput


@pytest.mark.parametrize(
    ("options", "code"),
    [
        *[
            ({"encoding": name}, "unknown_encoding")
            for name in ("hex", "rot13", "idna", "zip", "undefined", "punycode", "klingon")
        ],
        *[
            ({"delimiter": delimiter}, "invalid_delimiter")
            for delimiter in ("a\nb", "\n", "\r", '"', '","', "\0", "a" * 9)
        ],
        *[({"quote": quote}, "invalid_quote") for quote in ("ab", "\n", "\0", "é")],
        *[({"escape": escape}, "invalid_quote") for escape in ("ab", "\n")],
        ({"delimiter": ",", "quote": ","}, "invalid_quote"),
        ({"delimiter": "a'b", "quote": "'"}, "invalid_quote"),
        ({"quote": "'", "escape": "'"}, "quote_is_escape"),
        *[({"skip": count}, "invalid_skip") for count in (-1, 1_001)],
        ({"skip": 2}, "nothing_below_skipped_lines"),
        *[({"decimal": decimal}, "invalid_decimal") for decimal in ("x", "", ";", "1")],
        *[({"thousands": thousands}, "invalid_thousands") for thousands in ("x", ";", "1")],
        ({"decimal": ",", "thousands": ","}, "invalid_thousands"),
    ],
    ids=str,
)
def test_options_in_which_no_file_is_written_are_refused(options, code):
    with pytest.raises(InvalidInput) as refusal:
        read_csv(b"a,b\n1,2\n", DialectOptions(**options))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "options",
    [
        {"encoding": "utf-8"},
        {"encoding": "CP949"},
        *[{"delimiter": delimiter} for delimiter in ("", ",", "é", " ", "\\", ".", "ab", "||", "'", "\x01")],
        *[{"quote": quote} for quote in ("", "'")],
        {"escape": "\\"},
        {"header": False},
        *[{"skip": count} for count in (0, 1)],
        {"decimal": ",", "thousands": "."},
    ],
    ids=str,
)
def test_options_in_which_a_file_may_be_written_are_read(options):
    assert read_csv(b"a,b\n1,2\n", DialectOptions(**options)).rows_kept >= 1


CHARACTERS = " ;,\t|^~:'\"\\"


@st.composite
def written_tables(draw):
    """Return rows of one width, and how the csv module is to write them."""
    delimiter = draw(st.sampled_from([*CHARACTERS[:-2], "§", "\x1f", "x"]))
    quote = draw(st.sampled_from([character for character in "\"'%~" if character != delimiter]))
    escape = draw(st.sampled_from([character for character in "\\!^" if character != delimiter]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE]))
    doubles = quoting != csv.QUOTE_NONE and draw(st.booleans())
    form = {
        "delimiter": delimiter,
        "quotechar": quote,
        "doublequote": doubles,
        "escapechar": None if doubles else escape,
        "quoting": quoting,
        "lineterminator": draw(st.sampled_from(["\n", "\r\n"])),
    }
    # A carriage return alone stands unquoted where the csv module ends rows without one.
    cell = st.text(f"ab1é{delimiter}{quote}{escape}{form['lineterminator']} ", max_size=5)
    width = draw(st.integers(2, 4))
    return draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=5)), form


MYSQL = {"delimiter": "\t", "quotechar": '"', "doublequote": False, "escapechar": "\\"} | {
    "quoting": csv.QUOTE_NONE,
    "lineterminator": "\n",
}


@settings(max_examples=300)
@given(written_tables())
@example(([["a\tb", "two\nlines"], ["C:\\", '"x']], MYSQL))
def test_what_the_csv_module_writes_is_read_back_with_its_dialect_as_options(table):
    rows, form = table
    assume(any(cell.strip() for row in rows for cell in row))
    assume(all(any(row) for row in rows))  # a blank row isn't kept
    text = io.StringIO(newline="")
    csv.writer(text, **form).writerows(rows)
    options = DialectOptions(
        encoding="utf-8",
        delimiter=form["delimiter"],
        quote=form["quotechar"],
        escape=form["escapechar"] or "",
        header=False,
        skip=0,
    )
    reading = read_csv(text.getvalue().encode(), options)
    assert (reading.rows_in, reading.rows_reported) == (len(rows), 0)
    assert reading.table.frame().fillna("").values.tolist() == rows


@pytest.mark.parametrize(
    ("data", "options", "rows"),
    [
        ("a||b\n1|x||2\n", {"delimiter": "||"}, [["1|x", "2"]]),
        ('a::b\n"1::x"::2\n', {"delimiter": "::"}, [["1::x", "2"]]),
        ("title\n\na,b\n1,2\n", {"skip": 2}, [["1", "2"]]),
        ("x,y\na,b\n1,2\n", {"skip": 1}, [["1", "2"]]),
        ("title\na,b\n1,2\n", {"skip": 0, "delimiter": ""}, [["a,b"], ["1,2"]]),
        ("a,b\n'x, y',2\n", {"quote": "'"}, [["x, y", "2"]]),
        ('a,b\n"x",2\n', {"quote": ""}, [['"x"', "2"]]),
        ("a,b\nx!,y,2\n", {"escape": "!"}, [["x,y", "2"]]),
    ],
)
def test_options_override_what_is_detected(data, options, rows):
    assert read_csv(data.encode(), DialectOptions(**options)).table.frame().values.tolist() == rows


def test_skipped_lines_are_among_the_rejected_rows():
    reading = read_csv(b"x,y\n\nz\na,b\n1,2\n", DialectOptions(skip=3))
    assert reading.dialect.skip == 3
    assert reading.rejected_rows.read_text().splitlines()[1:] == [',preamble,"x,y"', ",preamble,z"]


def test_as_many_lines_above_a_table_are_detected_as_a_user_would_skip():
    data = b"A title\n\nand more\na,b\n1,2\n3,4\n"
    detected = read_csv(data)
    assert detected.dialect.skip == 3
    skipped = read_csv(data, DialectOptions(skip=3))
    assert (skipped.dialect, skipped.table.content_id) == (detected.dialect, detected.table.content_id)


@pytest.mark.parametrize(
    ("text", "characters"),
    [("\\t", "\t"), ("\\x01", "\x01"), ("|", "|"), ("\\", "\\"), ("::", "::"), ("", "")],
)
def test_characters_without_a_key_can_be_typed_as_escapes(text, characters):
    assert unescape(text) == characters
