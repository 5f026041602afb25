import numpy as np
import pandas as pd
import polars as pl
import pytest

from services.containers.trainer.date_forms import DATE_FORMS
from services.data.tables import dates
from services.data.tables.matching import matches

MOMENTS = pd.to_datetime(["2026-01-31 09:30:15", "1999-12-01 23:59:59"])


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
        ("2026-02", "2026-02-01"),
        ("2026/2", "2026-02-01"),
        ("02/2026", "2026-02-01"),
        ("Feb 2026", "2026-02-01"),
        ("2026 FEB", "2026-02-01"),
        ("Feb-26", "2026-02-01"),
        ("February 2026", "2026-02-01"),
        ("2026M02", "2026-02-01"),
        ("2026년 2월", "2026-02-01"),
        ("2026-Q2", "2026-04-01"),
        ("2026q4", "2026-10-01"),
        ("Q3 2026", "2026-07-01"),
        ("2026년 1분기", "2026-01-01"),
        ("2026-W05", "2026-01-26"),
        ("2026W05", "2026-01-26"),
        ("12. März 2021", "2021-03-12"),
        ("12. Mrz. 2021", "2021-03-12"),
        ("3 Jänner 2022", "2022-01-03"),
        ("3 janvier 2022", "2022-01-03"),
        ("1er août 2022", "2022-08-01"),
        ("7 fevr. 2022", "2022-02-07"),
        ("03-juil.-22", "2022-07-03"),
        ("5 de mayo de 2020", "2020-05-05"),
        ("5 septiembre del 2020", "2020-09-05"),
        ("ene-20", "2020-01-01"),
        ("01-Okt-19", "2019-10-01"),
        ("01.Dez.2019", "2019-12-01"),
        ("14 maggio 2021", "2021-05-14"),
        ("14-giu-21", "2021-06-14"),
        ("1º de março de 2021", "2021-03-01"),
        ("7 de dezembro de 2021", "2021-12-07"),
        ("out/21", "2021-10-01"),
        ("12 maart 2021", "2021-03-12"),
        ("12 mei 2021", "2021-05-12"),
        ("5 października 2021", "2021-10-05"),
        ("5 wrz 2021", "2021-09-05"),
        ("24. desember 2021", "2021-12-24"),
        ("24. marts 2021", "2021-03-24"),
        ("24 maj 2021", "2021-05-24"),
        ("28 OKTOBER 2021 23:59", "2021-10-28T23:59:00"),
        ("28 oct. 2021 23:59:58", "2021-10-28T23:59:58"),
        ("29okt2018", "2018-10-29"),
        ("12 Sept 2021", "2021-09-12"),
        ("12. Jan. 2021", "2021-01-12"),
        ("Juni 2021", "2021-06-01"),
        ("noviembre de 2021", "2021-11-01"),
        ("2021 luglio", "2021-07-01"),
        ("mayo 5, 2020", "2020-05-05"),
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


def test_months_in_one_language_may_be_written_like_the_english_ones():
    cells = column("01-Jan-19", "01-Mai-19", "01-Aug-19", "01-Dez-19")
    assert dates.parse(cells).dt.month.tolist() == [1, 5, 8, 12]


@pytest.mark.parametrize(
    "cells",
    [
        ("2026-02-30",),
        ("2026-13",),
        ("2026-Q5",),
        ("20260131",),
        ("tomorrow",),
        ("31. April 2021",),
        ("mai", "juin"),
        ("may", "mars"),
        ("12 Mais 2021",),
        ("SET-01", "SET-02"),
        ("mar 10", "out 11"),
        ("2026-01-31", "31.01.2026"),
        (),
    ],
)
def test_what_no_single_form_reads_is_no_date(cells):
    assert dates.parse(column(*cells)) is None


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        (("2009/10", "2010/11"), True),
        (("2009-10", "2010-12"), False),
        (("2009-10-11",), False),
        ((), False),
    ],
)
def test_a_year_with_the_next_one_is_a_season_and_no_month(cells, are):
    assert dates.are_seasons(cells) is are
    texts = column(*cells)
    assert (dates.parse(texts) is None) is (are or not cells)


@pytest.mark.parametrize("form", [form for form in DATE_FORMS if "%N" not in form])
def test_the_shape_for_ascii_texts_matches_what_the_shape_for_all_texts_does(form):
    texts = [moment.strftime(form.replace("%q", "2")) for moment in MOMENTS]
    texts += [f"{text}x" for text in texts] + [f"{text[0]} {text[1:]}" for text in texts]
    ascii_texts = pl.Series([text for text in texts if text.isascii()], dtype=pl.String)
    unicode = matches(ascii_texts, dates.ANY_SHAPE)
    assert matches(ascii_texts, dates.ANY_ASCII_SHAPE).tolist() == unicode.tolist()
    assert unicode.any() or not len(ascii_texts)


@pytest.mark.parametrize("form", [form for form in DATE_FORMS if "%N" in form])
@pytest.mark.parametrize("name", ["Okt", "février", "de mayo", "MÄRZ"])
def test_texts_in_a_form_with_a_name_may_have_one_and_have_their_shape(form, name):
    texts = [moment.strftime(form.replace("%N", name)).removeprefix("de ") for moment in MOMENTS]
    assert matches(pl.Series(texts), dates.NAMED_SHAPE).all()
    bytes_ = [text.encode() for text in texts]
    first, last = (np.array([text[place] for text in bytes_], np.uint8) for place in (0, -1))
    lengths = np.array([len(text) for text in bytes_])
    assert dates.may_have_names(first, last, lengths).all()
    assert not dates.may_have_names(first, last, lengths * 10).any()


def test_words_without_a_digit_at_either_end_have_no_name_of_a_month():
    letters, digits = np.frombuffer(b"aM.", np.uint8), np.frombuffer(b"123", np.uint8)
    lengths = np.full(3, 8)
    assert not dates.may_have_names(letters, letters, lengths).any()
    assert dates.may_have_names(letters, digits, lengths).tolist() == [True, True, False]
    assert dates.may_have_names(digits, letters, lengths).all()


def test_many_moments_are_written_like_single_ones():
    microseconds = np.array([0, -1, 86_400_000_000, 1_769_851_815_500_000, -62_167_219_200_000_000])
    written = [dates.iso(pd.Timestamp(int(moment), unit="us")) for moment in microseconds]
    assert dates.isos(microseconds) == written
