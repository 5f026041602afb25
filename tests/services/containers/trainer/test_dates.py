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
        (["202601", "202602"], ["2026-01-01", "2026-02-01"]),
        (["2026-Q1", "2026-Q4", "2026-Q9"], ["2026-01-01", "2026-10-01", "NaT"]),
        (["2026-W01", "2026-W53"], ["2025-12-29", "2026-12-28"]),
        (["2026-01", "2026-Q2", "Mar 2026"], ["2026-01-01", "2026-04-01", "2026-03-01"]),
        (
            ["2026-01-31", "25/03/2026", "2026-02-01", "04/05/2026"],
            ["2026-01-31", "2026-03-25", "2026-02-01", "2026-05-04"],
        ),
        (["1er mars 2026", "3 août 2026", "4 mai 2026"], ["2026-03-01", "2026-08-03", "2026-05-04"]),
        (["01-Jan-19", "01-Okt-19", "02-Mär-19"], ["2019-01-01", "2019-10-01", "2019-03-02"]),
        (["5 de mayo de 2020", "mayo", "7 de junio de 2021"], ["2020-05-05", "NaT", "2021-06-07"]),
        (["Jan. 2026", "Feb. 2026"], ["2026-01-01", "2026-02-01"]),
        (["01/31/2026", "02/28/2026", "31/01/2026"], ["2026-01-31", "2026-02-28", "NaT"]),
        (["2026-01-31", "soon", "", "2026-02-01"], ["2026-01-31", "NaT", "NaT", "2026-02-01"]),
    ],
)
def test_dates_become_iso_8601_in_utc_and_the_rest_is_missing(cells, iso):
    assert dates.iso(dates.read(pd.Series(cells, dtype="str")).to_numpy()).tolist() == iso


def test_a_column_without_any_date_is_all_missing():
    assert dates.read(pd.Series(["x", ""], dtype="str")).isna().all()


def test_short_columns_of_one_form_are_read_together(monkeypatch):
    calls = []
    to_datetime = pd.to_datetime
    monkeypatch.setattr(pd, "to_datetime", lambda *args, **kw: calls.append(1) or to_datetime(*args, **kw))
    columns = [pd.Series([f"2026-01-{day:02d}", f"{day}.02.2026", "soon"]) for day in range(1, 29)]
    read = [cells.tolist() for cells in dates.iso_columns(columns)]
    assert read == [[f"2026-01-{day:02d}", f"2026-02-{day:02d}", None] for day in range(1, 29)]
    assert len(calls) < 10


def test_a_fraction_of_a_second_in_one_column_does_not_narrow_the_years_of_another():
    columns = [pd.Series(["2026-01-31 10:00:00.123456789"]), pd.Series(["9999-12-31 00:00:00"])]
    assert [cells.tolist() for cells in dates.iso_columns(columns)] == [
        ["2026-01-31T10:00:00"],
        ["9999-12-31"],
    ]


def test_names_of_months_in_any_language_are_tried_only_where_english_ones_are_not_all(monkeypatch):
    forms = []
    to_datetime = pd.to_datetime
    monkeypatch.setattr(pd, "to_datetime", lambda *args, **kw: forms.append(kw) or to_datetime(*args, **kw))
    assert dates.read(pd.Series(["12 Mar 2026", "soon"])).notna().tolist() == [True, False]
    assert [form["format"] for form in forms] == ["%d %b %Y"]
