import pandas as pd
import pytest

from services.containers.trainer import dates


@pytest.mark.parametrize(
    ("cells", "iso"),
    [
        (["2026-01-31", "2026-2-5"], ["2026-01-31", "2026-02-05"]),
        (["31/01/2026", "01/02/2026"], ["2026-01-31", "2026-02-01"]),
        (
            ["2026-01-31T10:00:00+09:00", "2026-02-01T00:00:00Z"],
            ["2026-01-31T01:00:00", "2026-02-01T00:00:00"],
        ),
        (["29oct2018", "01JAN2019"], ["2018-10-29", "2019-01-01"]),
        (["20260131", "20260201"], ["2026-01-31", "2026-02-01"]),
        (
            ["2026-01-31", "25/03/2026", "2026-02-01", "04/05/2026"],
            ["2026-01-31", "2026-03-25", "2026-02-01", "2026-05-04"],
        ),
        (["01/31/2026", "02/28/2026", "31/01/2026"], ["2026-01-31", "2026-02-28", "NaT"]),
        (["2026-01-31", "soon", "", "2026-02-01"], ["2026-01-31", "NaT", "NaT", "2026-02-01"]),
    ],
)
def test_dates_become_iso_8601_in_utc_and_the_rest_is_missing(cells, iso):
    assert dates.iso(dates.read(pd.Series(cells, dtype="str"))).tolist() == iso


def test_a_column_without_any_date_is_all_missing():
    assert dates.read(pd.Series(["x", ""], dtype="str")).isna().all()
