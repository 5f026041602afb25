import pandas as pd
import pytest

from services.data.tables import dates


def column(*cells):
    return pd.Series(cells, dtype="str")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026/1/5", "2026-01-05"),
        ("2026.01.31", "2026-01-31"),
        ("31.01.2026", "2026-01-31"),
        ("2026-01-31 09:30", "2026-01-31T09:30:00"),
        ("2026-01-31T09:30:15.5", "2026-01-31T09:30:15"),
        ("2026-01-31T09:30:00Z", "2026-01-31T09:30:00"),
        ("20260131T093000", "2026-01-31T09:30:00"),
        ("29oct2018", "2018-10-29"),
        ("29OCT2018:13:45:00", "2018-10-29T13:45:00"),
        ("2026-01-31 09:30:00 UTC", "2026-01-31T09:30:00"),
        ("2026-01-31 09:30:15.25 UTC", "2026-01-31T09:30:15"),
        ("2026-01-31T09:30:00+09:00", "2026-01-31T00:30:00"),
        ("0000-01-01", "0000-01-01"),
        ("0001-01-01T00:00:00+09:00", "0000-12-31T15:00:00"),
        ("9999-12-31T23:00:00-05:00", "10000-01-01T04:00:00"),
    ],
)
def test_each_written_form_is_read_into_utc(text, iso):
    assert [dates.iso(moment) for moment in dates.parse(column(text))] == [iso]


def test_a_day_above_twelve_tells_which_number_is_the_month():
    assert dates.parse(column("01/02/2026", "31/01/2026")).dt.month.tolist() == [2, 1]
    assert dates.parse(column("01/02/2026", "01/31/2026")).dt.month.tolist() == [1, 1]


@pytest.mark.parametrize(
    "cells", [("2026-02-30",), ("2026-01",), ("20260131",), ("tomorrow",), ("2026-01-31", "31.01.2026"), ()]
)
def test_what_no_single_form_reads_is_no_date(cells):
    assert dates.parse(column(*cells)) is None
