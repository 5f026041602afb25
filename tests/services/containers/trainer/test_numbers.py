import math

import pandas
import pytest

from services.containers.trainer import numbers


@pytest.mark.parametrize(
    ("decimal", "thousands", "cell", "number"),
    [
        (".", "", "1.5", 1.5),
        (".", "", "-2e3", -2000.0),
        (".", "", "1,234", None),
        (".", ",", "1,234,567.5", 1234567.5),
        (".", ",", "1,23", None),
        (".", ",", "1234", 1234.0),
        (",", ".", "1.234,5", 1234.5),
        (",", ".", "1.5", None),
        (",", "", "3,25", 3.25),
        (",", " ", "-12 000,5", -12000.5),
        (".", "", "inf", None),
        (".", "", "1e999", None),
        (".", "", "NA", None),
        (".", "", "True", None),
        (".", "", "0x10", None),
        (".", "", "", None),
    ],
)
def test_a_cell_is_a_number_by_the_tables_own_signs_or_missing(decimal, thousands, cell, number):
    (read,) = numbers.read(pandas.Series([cell], dtype="str"), {"decimal": decimal, "thousands": thousands})
    assert (None if math.isnan(read) else read) == number
