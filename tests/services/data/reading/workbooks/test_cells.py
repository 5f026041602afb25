"""The cells of a sheet are written as a spreadsheet shows them, dates in ISO 8601."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.reading.workbooks.cells import resolutions, texts


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a\nb", "a\nb"),
        ("", ""),
        (33, "33"),
        (33.0, "33"),
        (-0.0, "0"),
        (40.32, "40.32"),
        (0.1 + 0.2, "0.3"),
        (1.1 * 3, "3.3"),
        (1e-05, "0.00001"),
        (1e-30, "1e-30"),
        (1.5e300, "1.5e+300"),
        (9_007_199_254_740_991.0, "9007199254740991"),
        (1.2345678901234568e17, "123456789012346000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2024, 2, 3), "2024-02-03"),
        (time(10, 30), "10:30:00"),
        (timedelta(days=1, hours=12), "36:00:00"),
        (timedelta(hours=-1, seconds=-5), "-1:00:05"),
    ],
)
def test_a_cell_is_the_text_that_a_spreadsheet_shows(cell, text):
    assert texts([cell], ["days"]) == [text]


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ([date(2024, 1, 2), date(2024, 1, 3)], ["2024-01-02", "2024-01-03"]),
        ([datetime(2024, 1, 2), date(2024, 1, 3)], ["2024-01-02", "2024-01-03"]),
        ([date(2024, 1, 2), datetime(2024, 1, 3, 4, 5)], ["2024-01-02 00:00:00", "2024-01-03 04:05:00"]),
        ([datetime(2024, 1, 2, 3, 4, 59, 999_999)], ["2024-01-02 03:05:00"]),
        ([datetime(2024, 1, 2, 23, 59, 59, 999_999)], ["2024-01-03"]),
        (
            [datetime(2024, 1, 2, 3, 4, 5, 678_000), date(2024, 1, 3)],
            ["2024-01-02 03:04:05.678", "2024-01-03 00:00:00.000"],
        ),
        ([datetime.max], ["9999-12-31 23:59:59.999"]),
    ],
)
def test_the_dates_of_a_column_are_written_in_one_form(column, written):
    rows = [[cell] for cell in column]
    (resolution,) = resolutions(rows, 1)
    assert [texts(row, [resolution])[0] for row in rows] == written


@given(st.floats(-1e300, 1e300, allow_subnormal=False))
def test_a_number_keeps_the_digits_that_a_spreadsheet_keeps(value):
    assert float(texts([value], ["days"])[0]) == pytest.approx(value, rel=1e-14, abs=0)
