import pytest

from services.data.reading.parsing.dialect import BLANK_RUNS
from services.data.reading.sniffing.quotes import blanks_between_single_quotes, detect_escape, detect_quote

COMMON = (",", ";", "\t", "|")


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
    assert detect_quote(lines, COMMON) == quote


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


def test_a_quote_of_any_sign_is_no_pattern():
    assert detect_escape(["a,|x\\|y|\n"], "|", (",",)) == "\\"
    assert detect_escape(["a,+x++y+\n"], "+", (",",)) == ""


@pytest.mark.parametrize(
    ("lines", "blanks"),
    [
        (["1 'New York' 3.5", "2 'San Jose' 4.5"], " "),
        (["id city", "1 'New York'", "2 Paris", "3 'San Jose'"], " "),
        (["id  city        x", "1   'New York'  3", "22  'Paris'     4"], BLANK_RUNS),
        (["'the id' x", "'a b' 1", "'c' 2"], " "),
        (["city x", "1 'New York' 3", "2 'San Jose' 4"], " "),
        (["1 'Pat O''Brien' 3", "2 'Al Doe' 4"], " "),
        ([r"1 'Pat O\'Brien' 3", "2 'Al Doe' 4"], " "),
        (["id name city", "1 O'Brien 'New York'", "2 D'Arcy 'San Jose'"], " "),
        (["1 'New York, NY' 3", "2 'San Jose, CA' 4"], " "),
        (["'New York' 'USA' red", "'Paris' 'France' blue", "'Bonn am Rhein' '' red"], " "),
        (["id x", *[f"x{n} 'y z'" for n in range(10)]], " "),
        (["id x", "x1 'y z'", "x2 'y z'"], ""),
        (["name age", "O'Brien 33", "D'Arcy 34"], ""),
        (["1 'New York' 3.5", "2 'San Jose'"], ""),
        (["1 'New York' 3.5", "2 'San 'Jose' 4.5", "3 'Bonn' 4"], ""),
        (["I said 'hello there' to him", "he's 'very fine' and well", "'twas the night"], ""),
        (["1 'New York' 3.5", '2 "San Jose" 4.5'], ""),
        (["1, 'New York', 3.5", "2, 'San Jose', 4.5"], ""),
        (["1,'New York'", "2,'San Jose'"], ""),
        (["1\t'New York' 3.5", "2\t'San Jose' 4.5"], ""),
        (["1 'New York' 3.5", "2 Paris 4.5", "3 Rome 1.5", "4 Bonn 3"], ""),
        (["the dogs' 3", "the cats' 4"], ""),
        (["'a", "'b"], ""),
        (["'a b'", "'c d'"], ""),
        ([], ""),
    ],
)
def test_blanks_separate_cells_where_single_quotes_give_all_lines_as_many(lines, blanks):
    assert blanks_between_single_quotes([f"{line}\r\n" for line in lines]) == blanks
