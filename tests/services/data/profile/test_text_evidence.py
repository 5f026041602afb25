import numpy as np
import polars as pl

from services.data.profile.text_evidence import NO_EVIDENCE, text_evidence
from services.data.tables.joined_texts import JoinedTexts
from services.data.tables.numbers import PLAIN

COLUMNS = {
    "seasons": ["2009/10", "2010/11", "x"],
    "months": ["2009/10", "2010/12", "red"],
    "none": [],
    "prices": ["$1.50", "12", "ann@example.com"],
    "digits": ["20260131", "007"],
    "korean": ["2020년 1월 2일", "1 Feb 2020", "010-1234-5678"],
}


def evidence(columns):
    texts = [(pl.Series(cells, dtype=pl.String), np.full(len(cells), 2)) for cells in columns.values()]
    return text_evidence(list(columns), JoinedTexts(texts), PLAIN)


def test_the_evidence_in_a_column_does_not_depend_on_the_columns_beside_it():
    together = evidence(COLUMNS)
    assert together == [alone for name, cells in COLUMNS.items() for alone in evidence({name: cells})]


def test_dates_are_counted_by_their_form_but_in_seasons_and_columns_of_digits():
    seasons, months, none, prices, digits, korean = evidence(COLUMNS)
    assert (seasons.dated, months.dated, digits.dated) == ({}, {"%Y/%m": 4}, {})
    assert korean.dated == {"%Y년 %m월 %d일": 2, "%d %b %Y": 2}
    assert korean.personal == {"phone": 2}
    assert (prices.mails, prices.numbers.number, prices.numbers.example) == (2, 2, "$1.50")
    assert (digits.numbers.number, digits.numbers.code) == (2, 2)
    assert none == NO_EVIDENCE
