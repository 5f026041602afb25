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
    "residents": ["800101-1234567", "ann", "5"],
    "bare": ["8001011234560", "8001011234560", "8001011234560", "x"],
    "by chance": ["8001011234560", "8001011234561", "8001011234562"],
    "accounts": ["DE89 3704 0044 0532 0130 00", "x"],
    "cards": ["4111 1111 1111 1111", "1 234 567 891"],
    "phone": ["1 234 567 890", "no"],
    "korean": ["2020년 1월 2일", "1 Feb 2020", "010-1234-5678"],
}


def evidence(columns):
    texts = [(pl.Series(cells, dtype=pl.String), np.full(len(cells), 2)) for cells in columns.values()]
    return text_evidence(list(columns), JoinedTexts(texts), PLAIN)


def test_the_evidence_in_a_column_does_not_depend_on_the_columns_beside_it():
    together = evidence(COLUMNS)
    assert together == [alone for name, cells in COLUMNS.items() for alone in evidence({name: cells})]


def test_dates_with_names_of_months_are_counted_among_words_but_codes_are_not():
    (german, french, codes, words, many) = evidence(
        {
            "german": ["12. März 2021", "3. Mai 2021", "bald"],
            "french": ["août 2021", "déc. 2021", "x"],
            "codes": ["SET-01", "SET-02", "SET"],
            "words": ["mai", "may", "mars"],
            "many": [f"{n % 28 + 1} mars {1000 + n}" for n in range(2000)] + ["bald"],
        }
    )
    assert (german.dated, french.dated) == ({"%d %N %Y": 4}, {"%N %Y": 4})
    assert (codes.dated, words.dated, many.dated) == ({}, {}, {"%d %N %Y": 4000})


def test_dates_are_counted_by_their_form_but_in_seasons_and_columns_of_digits():
    seasons, months, none, prices, digits, *_numbers, korean = evidence(COLUMNS)
    assert (seasons.dated, months.dated, digits.dated) == ({}, {"%Y/%m": 4}, {})
    assert korean.dated == {"%Y년 %m월 %d일": 2, "%d %b %Y": 2}
    assert korean.personal == {"phone": 2}
    assert (prices.mails, prices.numbers.number, prices.numbers.example) == (2, 2, "$1.50")
    assert (digits.numbers.number, digits.numbers.code) == (2, 2)
    assert none == NO_EVIDENCE


def test_personal_numbers_are_judged_by_the_texts_of_their_own_column():
    held = dict(zip(COLUMNS, evidence(COLUMNS), strict=True))
    assert held["residents"].personal == {"resident number": 2}
    assert held["bare"].personal == {"resident number": 6}
    assert held["by chance"].personal == {}
    assert held["accounts"].personal == {"bank account": 2}
    assert held["cards"].personal == {"card number": 2}
    assert held["phone"].personal == {"phone": 2}
