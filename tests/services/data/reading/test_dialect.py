import csv
import io

import pytest
from hypothesis import assume, example, settings
from hypothesis import given as given_by
from hypothesis import strategies as st

from services.data.reading.dialect import Given, typed
from services.data.reading.read import read_csv
from services.errors import InvalidInput


@pytest.mark.parametrize(
    "said",
    [
        *[{"encoding": name} for name in ("hex", "rot13", "idna", "zip", "undefined", "punycode", "klingon")],
        *[{"delimiter": sign} for sign in ("a\nb", "\n", "\r", '"', '","', "\0", "a" * 9)],
        *[{"quote": sign} for sign in ("ab", "\n", "\0", "é")],
        *[{"escape": sign} for sign in ("ab", "\n")],
        {"delimiter": ",", "quote": ","},
        {"delimiter": "a'b", "quote": "'"},
        {"quote": "'", "escape": "'"},
        *[{"skip": count} for count in (-1, 1_001, 2)],
        *[{"decimal": sign} for sign in ("x", "", ";", "1")],
        *[{"thousands": sign} for sign in ("x", ";", "1")],
        {"decimal": ",", "thousands": ","},
    ],
    ids=str,
)
def test_what_no_file_is_written_with_is_refused_with_a_sentence(said):
    with pytest.raises(InvalidInput) as refusal:
        read_csv(b"a,b\n1,2\n", Given(**said))
    assert refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize(
    "said",
    [
        {"encoding": "utf-8"},
        {"encoding": "CP949"},
        *[{"delimiter": sign} for sign in ("", ",", "é", " ", "\\", ".", "ab", "||", "'", "\x01")],
        *[{"quote": sign} for sign in ("", "'")],
        {"escape": "\\"},
        {"header": False},
        *[{"skip": count} for count in (0, 1)],
        {"decimal": ",", "thousands": "."},
    ],
    ids=str,
)
def test_what_a_file_may_be_written_with_is_read(said):
    assert read_csv(b"a,b\n1,2\n", Given(**said)).rows_kept >= 1


SIGNS = " ;,\t|^~:'\"\\"


@st.composite
def written(draw):
    """Return rows of one width, and how the csv module is to write them."""
    delimiter = draw(st.sampled_from([*SIGNS[:-2], "§", "\x1f", "x"]))
    quote = draw(st.sampled_from([each for each in "\"'%~" if each != delimiter]))
    escape = draw(st.sampled_from([each for each in "\\!^" if each != delimiter]))
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


@settings(max_examples=300, deadline=None)
@given_by(written())
@example(([["a\tb", "two\nlines"], ["C:\\", '"x']], MYSQL))
def test_what_the_csv_module_writes_in_any_dialect_is_read_as_it_was_in_the_dialect_given(table):
    rows, form = table
    assume(any(cell.strip() for row in rows for cell in row))
    text = io.StringIO(newline="")
    csv.writer(text, **form).writerows(rows)
    said = Given(
        encoding="utf-8",
        delimiter=form["delimiter"],
        quote=form["quotechar"],
        escape=form["escapechar"] or "",
        header=False,
        skip=0,
    )
    reading = read_csv(text.getvalue().encode(), said)
    assert (reading.rows_in, reading.rows_reported) == (len(rows), 0)
    assert reading.table.frame().fillna("").values.tolist() == rows


@pytest.mark.parametrize(
    ("data", "said", "rows"),
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
def test_what_somebody_says_goes_before_what_is_found(data, said, rows):
    assert read_csv(data.encode(), Given(**said)).table.frame().values.tolist() == rows


def test_lines_that_are_skipped_are_kept_aside():
    reading = read_csv(b"x,y\n\nz\na,b\n1,2\n", Given(skip=3))
    assert reading.dialect.skip == 3
    assert reading.set_aside.read_text().splitlines()[1:] == [',above the table,"x,y"', ",above the table,z"]


def test_lines_found_above_a_table_are_as_many_as_somebody_would_say():
    data = b"A title\n\nand more\na,b\n1,2\n3,4\n"
    found = read_csv(data)
    assert found.dialect.skip == 3
    said = read_csv(data, Given(skip=3))
    assert (said.dialect, said.table.content_id) == (found.dialect, found.table.content_id)


@pytest.mark.parametrize(
    ("text", "sign"), [("\\t", "\t"), ("\\x01", "\x01"), ("|", "|"), ("\\", "\\"), ("::", "::"), ("", "")]
)
def test_a_sign_without_a_key_can_be_typed(text, sign):
    assert typed(text) == sign
