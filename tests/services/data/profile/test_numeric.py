import numpy as np
import pyarrow as pa
import pytest

from services.data.numbers import PLAIN, NumberFormat
from services.data.profile import numeric

GERMAN = NumberFormat(",", ".")
ENGLISH = NumberFormat(".", ",")


def read(*cells, form=PLAIN):
    return numeric.read(pa.array(cells, pa.string()), form)


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
    assert read(cell, form=form).values.tolist() == [value]


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("007", PLAIN),
        ("-007", PLAIN),
        ("9007199254740993", PLAIN),
        ("1e999", PLAIN),
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
    assert read(cell, form=form) is None
    assert read("1", cell, form=form) is None


def test_marks_and_infinities_are_counted_and_have_no_value():
    found = read("1", "None", None, "-inf", "N/A", "∞", "None")
    assert np.isnan(found.values).tolist() == [False, True, True, True, True, True, True]
    assert (found.marks, found.infinite, found.whole) == ({"None": 2, "N/A": 1}, 2, True)


def test_numbers_that_stand_among_texts_are_counted_with_their_weight():
    texts = pa.array(["1.5", "red", "12%", "$1,200", "inf", "007"])
    assert numeric.evidence(texts, np.array([2, 3, 4, 5, 6, 7]), PLAIN) == (2, 6, 9)
