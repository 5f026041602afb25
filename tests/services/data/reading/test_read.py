import csv
import gzip
import io
import sys
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.data.profile import profile
from services.data.reading.parsing.dialect import Dialect, DialectOptions
from services.data.reading.read import read_csv
from services.data.reading.sniffing.footnotes import _TOTAL
from services.data.tables.numbers import NumberFormat
from services.errors import InvalidInput
from services.settings import Limits
from services.text.i18n import use_language
from tests.services.data.corpus.packings import zipped
from tests.workbooks import excel, rows

BOOK = excel({"A": rows("a|b", "1|2"), "B": rows("c|d", "3|4")})


def cells(reading):
    """Return the reading's rows with None for a missing cell."""
    frame = reading.table.frame().astype(object)
    return [tuple(None if cell != cell else cell for cell in row) for row in frame.itertuples(index=False)]


def repairs(reading):
    return {repair.kind: repair.count for repair in reading.repairs}


def test_cell_texts_survive_as_they_were_uploaded():
    reading = read_csv(b"code,id,word,money\n007,9007199254740993123,NA, 1.50 \n0,1,null,2\n")
    assert cells(reading) == [("007", "9007199254740993123", "NA", " 1.50 "), ("0", "1", "null", "2")]


def test_an_empty_cell_is_missing_quoted_or_not():
    assert cells(read_csv(b'a,b\n,1\n"",2\n')) == [(None, "1"), (None, "2")]


def test_quotes_hold_delimiters_quotes_and_line_breaks():
    reading = read_csv(b'a,b\r\n"x, y","he said ""no"""\r\n"two\r\nlines",z\r\n')
    assert cells(reading) == [("x, y", 'he said "no"'), ("two\r\nlines", "z")]


@pytest.mark.parametrize(
    ("content", "wanted", "names", "others"),
    [
        (BOOK, None, ("a", "b"), 1),
        (BOOK, "B", ("c", "d"), 0),
        (zipped(("book.xlsx", BOOK)), "B", ("c", "d"), 0),
        (zipped(("x.csv", b"x,y\n1,2\n"), ("book.xlsx", BOOK)), None, ("x", "y"), 1),
        (zipped(("x.csv", b"x,y\n1,2\n"), ("book.xlsx", BOOK)), "book.xlsx", ("a", "b"), 1),
        (gzip.compress(BOOK, mtime=0), "B", ("c", "d"), 0),
        (zipped(("x.json", b'{"A": [{"x": 1}], "B": [{"y": 1}]}')), "B", ("y",), 0),
    ],
)
def test_one_table_is_read_and_the_others_are_named_unless_it_was_chosen(content, wanted, names, others):
    reading = read_csv(content, DialectOptions(table=wanted))
    assert reading.table.names == names
    named = [repair for repair in reading.repairs if repair.kind == "other_tables"]
    assert sum(repair.count for repair in named) == others


def test_a_text_with_a_delimiter_that_was_set_is_no_json():
    content = b'{"a": 1};x\n{"a": 2};y\n'
    with pytest.raises(InvalidInput, match="json_broken"):
        read_csv(content)
    reading = read_csv(content, DialectOptions(delimiter=";", header=False))
    assert (reading.format, cells(reading)) == ("text", [('{"a": 1}', "x"), ('{"a": 2}', "y")])


def test_a_sheet_is_searched_for_its_header_like_a_text():
    content = excel({"S": rows("Sales of 2024", "", "item|price", "x|1.5", "y|2")})
    reading = read_csv(content)
    assert reading.table.frame().to_dict("list") == {"item": ["x", "y"], "price": ["1.5", "2"]}
    assert (reading.format, reading.dialect.header) == ("workbook", True)
    assert [(repair.kind, repair.count) for repair in reading.repairs] == [("preamble", 1)]


@pytest.mark.parametrize("cell", ["<html>", '{"a": 1}', "sep=;", "From: x", "it's", 'say "x"', "1;2", "a,b"])
def test_a_cell_of_a_sheet_is_no_text_to_be_parsed(cell):
    reading = read_csv(excel({"S": rows(f"{cell}|b", f"{cell}|2")}))
    assert reading.table.names == (cell, "b")
    assert reading.table.frame()[cell].tolist() == [cell]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_detected_from_the_rows(delimiter):
    text = delimiter.join(["name", "note"]) + "\n" + delimiter.join(["Kim", "one"]) + "\n"
    reading = read_csv(text.encode())
    assert (reading.dialect.delimiter, cells(reading)) == (delimiter, [("Kim", "one")])


def test_decimal_commas_do_not_win_over_semicolons():
    assert read_csv(b"a;b\n1,5;2,5\n3,5;4,5\n").dialect == Dialect("utf-8", ";", numbers=NumberFormat(","))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_line_ending_is_read(ending):
    assert cells(read_csv(f"a,b{ending}1,2{ending}3,4".encode())) == [("1", "2"), ("3", "4")]


def test_ragged_rows_are_rejected_and_counted():
    reading = read_csv(b"a,b\n1,2\n3\n4,5\n6,7,8\n9,10\n")
    assert (reading.rows_in, reading.rows_kept, reading.rows_reported) == (5, 3, 2)
    assert cells(reading) == [("1", "2"), ("4", "5"), ("9", "10")]
    assert repairs(reading) == {"ragged_row": 2}


def test_a_quote_that_never_closes_swallows_no_rows():
    reading = read_csv(b'a,b\n1,"open\n3,4\n5,6\n')
    assert cells(reading) == [("1", '"open'), ("3", "4"), ("5", "6")]
    assert repairs(reading) == {"stray_quote": 1}


def test_an_inch_mark_inside_a_cell_is_only_a_character():
    assert cells(read_csv(b'size,note\n5" pipe,"x, y"\n7,z\n')) == [('5" pipe', "x, y"), ("7", "z")]


def test_duplicate_and_blank_headers_become_unique_names():
    reading = read_csv(b"a,a,,a 2\n1,2,3,4\n")
    assert list(reading.table.names) == ["a", "a 3", "column 3", "a 2"]
    assert repairs(reading) == {"blank_header": 1, "duplicate_header": 1}


def test_a_header_cell_may_span_lines():
    reading = read_csv(b'"first\nname",b\n1,2\n')
    assert list(reading.table.names) == ["first\nname", "b"]
    assert cells(reading) == [("1", "2")]


def test_korean_text_in_the_encoding_of_korean_spreadsheets_is_read():
    reading = read_csv("이름,도시\n김철수,서울\n박영희,부산\n".encode("cp949"))
    assert reading.dialect.encoding == "cp949"
    assert cells(reading) == [("김철수", "서울"), ("박영희", "부산")]


def test_the_content_id_depends_on_the_cells_alone():
    plain = read_csv(b"a,b\n1,2\n")
    assert read_csv("a;b\r\n1;2".encode("utf-16")).table.content_id == plain.table.content_id
    assert read_csv(b"a,b\n1,3\n").table.content_id != plain.table.content_id
    assert len(plain.table.content_id) == 32
    assert set(plain.table.content_id) <= set("0123456789abcdef")


def test_rows_of_many_blocks_are_all_there():
    rows = [f"{number},{'x' * 500}" for number in range(40_000)]
    reading = read_csv("\n".join(["a,b", *rows]).encode())
    assert reading.table.frame()["a"].tolist() == [str(number) for number in range(40_000)]


@pytest.mark.parametrize(
    ("data", "code", "parameters"),
    [
        (b"", "file_empty", {}),
        (b"\n\n \n", "file_empty", {}),
        (b"\xef\xbb\xbf", "file_empty", {}),
        (b"a,b\n", "no_rows", {}),
        (b"PK\x03\x04rest", "archive_broken", {"packing": "zip"}),
        (b"<!doctype html><html><body>hello, world</body></html>", "another_format", {"format": "markup"}),
        (b'{"rows": {"a": 1, "b": 2}}', "json_without_table", {}),
        (bytes(range(256)) * 20, "binary_data", {}),
        (
            b"This is an ordinary letter that somebody wrote\nand there is no table in it\n",
            "no_column_names",
            {},
        ),
        (
            b"Dear team, hello\nI write to you, as said, again, with words\nBest wishes\nKim\n",
            "mostly_ragged_rows",
            {},
        ),
    ],
)
def test_what_is_no_table_is_refused(data, code, parameters):
    with pytest.raises(InvalidInput) as refusal:
        read_csv(data)
    assert (refusal.value.code, refusal.value.parameters) == (code, parameters)


@pytest.mark.parametrize(
    ("limits", "code", "parameters"),
    [
        (Limits(upload_bytes=10), "file_too_large", {"size": 15, "limit": 10}),
        (Limits(rows=1), "too_many_rows", {"limit": 1}),
        (Limits(columns=1), "too_many_columns", {"columns": 2, "limit": 1}),
        (Limits(cell_characters=3), "cell_too_long", {"length": 4, "limit": 3}),
    ],
)
def test_what_exceeds_a_limit_is_refused_with_the_limit(limits, code, parameters):
    with pytest.raises(InvalidInput) as refusal:
        read_csv(b"a,b\n1,long\n3,4\n", limits=limits)
    assert (refusal.value.code, refusal.value.parameters) == (code, parameters)


def work(openings):
    """Return how many functions are called to read a row of so many opening quotes."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    data = b"a,b\n1," + b'"x,' * openings + b"\n2,3\n"
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_csv(data)
    finally:
        sys.setprofile(before)
    return calls


def test_the_work_for_a_row_of_opening_quotes_grows_in_proportion_to_them():
    fewer, more = work(2_000), work(4_000)
    assert more < 2.2 * fewer


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n", exclude_characters="\ufeff"),
    max_size=12,
)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(texts, min_size=width, max_size=width).filter(any), min_size=1, max_size=8
    )
)


def begins_with_a_total(row):
    """Return whether a row would be set aside as the sum of those above it, if it is among the last ones."""
    return bool(_TOTAL.fullmatch(next(filter(None, map(str.strip, row)), "")))


@settings(max_examples=100)
@given(tables)
def test_any_table_that_the_csv_module_writes_comes_back_cell_by_cell(rows):
    assume(not any(map(begins_with_a_total, rows)))
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([[f"c{i}" for i in range(len(rows[0]))], *rows])
    reading = read_csv(written.getvalue().encode())
    assert cells(reading) == [tuple(cell or None for cell in row) for row in rows]
    assert (reading.rows_reported, reading.repairs) == (0, ())


@settings(max_examples=100)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(str.encode) | st.binary(max_size=200)
)
def test_any_bytes_are_refused_or_read_into_a_table_that_reads_the_same_again(data):
    try:
        first = read_csv(data)
    except InvalidInput:
        return  # any other exception fails the test
    again = read_csv(first.table.path.read_bytes())
    assert first.rows_in == first.rows_kept + first.rows_reported
    assert (again.table.names, cells(again)) == (first.table.names, cells(first))
    assert (again.rows_reported, again.table.content_id) == (0, first.table.content_id)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
@pytest.mark.parametrize("options", [DialectOptions(), DialectOptions(decimal=",")])
def test_numbers_with_any_space_between_thousands_are_numbers(space, options):
    rows = [f"{n}{space}234{space}567,5;x" for n in range(1, 9)]
    options = replace(options, thousands=options.decimal and space)
    reading = read_csv("\n".join(["n;w", *rows]).encode(), options)
    assert reading.dialect.numbers == NumberFormat(",", space)
    column = profile(reading.table).columns[0]
    assert (column.kind, column.minimum, column.maximum) == ("number", 1234567.5, 8234567.5)


def test_columns_without_a_header_have_the_same_names_in_every_language():
    with use_language("ko"):
        assert read_csv(b"1,2\n3,4\n").table.names == ("column 1", "column 2")
        assert read_csv(b"a,\n3,4\n").table.names == ("a", "column 2")


def test_rejected_rows_are_written_with_codes_in_every_language():
    with use_language("ko"):
        reading = read_csv(b"Title\na,b\n1,2\n3\n4,5\n6,7,8\n9,10\n")
    assert reading.rejected_rows.read_text().splitlines() == [
        "row,reason,text",
        ",preamble,Title",
        "2,ragged_row cells=1 columns=2,3",
        '4,ragged_row cells=3 columns=2,"6,7,8"',
    ]


@pytest.mark.parametrize("end", ["", "\n", "\r", "\r\n"])
def test_a_carriage_return_in_a_cell_of_the_last_line_is_kept(end):
    reading = read_csv(f"n,text\n1,x\n2,y\n3,one\rtwo{end}".encode())
    assert reading.table.frame()["text"].tolist()[-1] == "one\rtwo"
    assert reading.rows_reported == 0
