import pytest

from services.data.reading.parsing.blank_runs import BlankRuns, with_tabs
from services.data.reading.parsing.dialect import BLANK_RUNS, DialectOptions
from services.data.reading.read import read_csv


@pytest.mark.parametrize(
    ("line", "cells", "stray_quotes"),
    [
        ("  1   Kim\t\t3.5  ", ["1", "Kim", "3.5"], 0),
        ('"1"  "Kim, Minji"   NA', ["1", "Kim, Minji", "NA"], 0),
        ('1 "" "say ""hi"" now"', ["1", "", 'say "hi" now'], 0),
        ('1 5" "pipe', ["1", '5"', '"pipe'], 2),
        ("a\u00a0b c", ["a\u00a0b", "c"], 0),
    ],
)
def test_cells_end_at_blanks_outside_of_quotes(line, cells, stray_quotes):
    assert BlankRuns('"', "").split(line) == (cells, stray_quotes)


def test_escaped_quotes_are_part_of_a_cell():
    assert BlankRuns('"', "\\").split(r'1 "a \"b\" c" 2') == (["1", 'a "b" c', "2"], 0)


def test_lines_without_quotes_are_parsed_as_those_with_tabs():
    assert with_tabs(b"  1   2 \r\n\n 3\t 4\n") == b"1\t2\r\n\n3\t4\n"


@pytest.mark.parametrize("word", ["Adelie", '"Adelie"'])
def test_rows_parted_by_runs_of_blanks_are_read_by_either_parser(word):
    rows = "".join(f"{n:>6}\t {word:<12} {n / 8:>9.3f}  \n" for n in range(1, 41))
    reading = read_csv(f"{'n':>6}   kind    length\n{rows} 41 {word}\n".encode())
    assert (reading.dialect.delimiter, reading.rows_kept, reading.rows_reported) == (BLANK_RUNS, 40, 1)
    assert reading.table.names == ("n", "kind", "length")
    assert set(reading.table.frame()["kind"]) == {"Adelie"}


def test_a_user_can_choose_runs_of_blanks():
    options = DialectOptions(delimiter=BLANK_RUNS, escape="\\")
    reading = read_csv(b"a   b\n1 x\n2    y\n", options)
    assert reading.table.frame().to_numpy().tolist() == [["1", "x"], ["2", "y"]]
