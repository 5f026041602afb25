import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from services.data.profile import numeric
from services.data.tables.numbers import PLAIN, NumberFormat

GERMAN = NumberFormat(",", ".")
ENGLISH = NumberFormat(".", ",")


def parse(*cells, form=PLAIN):
    return numeric.parse(pa.array(cells, pa.string()), form)


@pytest.mark.parametrize(
    ("cell", "form", "value"),
    [
        ("+4", PLAIN, 4.0),
        (".5", PLAIN, 0.5),
        ("6.", PLAIN, 6.0),
        ("-0", PLAIN, 0.0),
        ("1e-5", PLAIN, 1e-5),
        ("5e-324", PLAIN, 5e-324),
        ("-0.25", PLAIN, -0.25),
        ("1,5", GERMAN, 1.5),
        ("1.234.567,89", GERMAN, 1234567.89),
        ("1234,5", GERMAN, 1234.5),
        ("1,234", ENGLISH, 1234.0),
        ("12 345", NumberFormat(".", " "), 12345.0),
    ],
)
def test_a_number_is_read_by_the_signs_of_its_table(cell, form, value):
    assert parse(cell, form=form).values.tolist() == [value]


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("007", PLAIN),
        ("-007", PLAIN),
        ("9007199254740993", PLAIN),
        ("12E12", PLAIN),
        ("0x1F", PLAIN),
        ("1e", PLAIN),
        ("12%", PLAIN),
        ("$5", PLAIN),
        ("1,5", PLAIN),
        ("1.5", GERMAN),
        ("12,34", ENGLISH),
        ("red", PLAIN),
        ("2026-01-31", PLAIN),
    ],
)
def test_what_is_no_number_of_the_table_makes_the_column_none(cell, form):
    assert parse(cell, form=form) is None
    assert parse("1", cell, form=form) is None


def test_markers_and_infinities_are_counted_and_have_no_value():
    block = parse("1", "None", None, "-inf", "N/A", "∞", "None")
    assert np.isnan(block.values).tolist() == [False, True, True, True, True, True, True]
    assert (block.markers, block.infinite, block.whole) == ({"None": 2, "N/A": 1}, 2, True)


@pytest.mark.parametrize("cells", [("192.168.100.211", "10.100.200.130"), ("662.344.488", "853.600.622")])
def test_addresses_and_codes_in_groups_are_no_numbers(cells):
    assert parse(*cells, form=GERMAN) is None


@pytest.mark.parametrize(
    "cell", ["+4", ".5", "6.", "-0", "1e-5", "5e-324", "-0.25", "0", "0.5", "00.5", "123456789012345"]
)
def test_plain_numbers_are_parsed_to_the_same_values(cell):
    plain, close = numeric.parse_plain(pl.Series([cell, None]), True), parse(cell, None)
    if plain is not None:
        assert (plain.values[0], plain.infinite, plain.whole, plain.markers) == (
            close.values[0],
            0,
            close.whole,
            {},
        )


@pytest.mark.parametrize(
    "cell",
    ["007", "-007", "+007", "9007199254740993", "1e999", "inf", "0x1F", "1e", "12%", " 5", "red"],
)
def test_what_is_no_plain_number_is_left_to_the_full_parser(cell):
    assert numeric.parse_plain(pl.Series(["1", cell, None]), True) is None


def test_markers_among_plain_numbers_are_counted():
    block = numeric.parse_plain(pl.Series(["1", "NA", None, "-", "NA", "nan", ""]), True)
    assert (block.markers, block.whole, np.isnan(block.values).tolist()) == (
        {"NA": 2, "-": 1, "nan": 1},
        True,
        [False, True, True, True, True, True, True],
    )


PLAIN_COLUMNS = (
    ["1", "2.5", None, "NA"],
    ["1", "2", "3", "red"],
    ["007", "1", "2", "3"],
    ["1", "2", "12E12", "4"],
    ["1", "1e5", "-", "4"],
    [None, None, "", None],
    ["1234567890123.5", "n.a.", "2", "3"],
    ["1234567890123", "n.a.", "2", "3"],
    ["1234567890123456", "2", "3", "4"],
    ["red", "blue", "a long text of many words", None],
    ["1", "2", "3", "4"],
)


def test_the_numbers_of_a_column_do_not_depend_on_the_columns_beside_it():
    joined = pl.Series([cell for column in PLAIN_COLUMNS for cell in column], dtype=pl.String)
    together = numeric.parse_plain_columns(joined, len(PLAIN_COLUMNS))
    for cells, block in zip(PLAIN_COLUMNS, together, strict=True):
        alone = numeric.parse_plain(pl.Series(cells, dtype=pl.String))
        assert (block is None) == (alone is None)
        if block and alone:
            assert np.array_equal(block.values, alone.values, equal_nan=True)
            assert (block.whole, block.markers) == (alone.whole, alone.markers)
    assert [block and block.whole for block in together] == [
        *(False, None, None, None, False, True, False, True, None, None, True),
    ]
