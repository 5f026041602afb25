from dataclasses import replace
from typing import get_args

import pytest

from services.data.profile import ColumnProfile, Personal
from services.data.tables.column_types import COLUMN_TYPES
from services.text.messages import columns
from services.text.messages.columns import remarks, summary

NUMBER = ColumnProfile("x", "number", 0, 9, minimum=-1234.5, maximum=1e6, mean=0.25)
CATEGORY = ColumnProfile("x", "category", 0, 2, top=(("b", 9000), ("p", 1)), once=1)
IDS = ColumnProfile("x", "category", 0, 30, examples=("a1", "a2", "a3", "a4"), once=30)
DATE = ColumnProfile("x", "date", 0, 2, earliest="2024-01-31", latest="2026-02-01T10:30:00")
WORDS = ColumnProfile("x", "text", 0, 9, top=(("box", 3),))


def test_each_type_and_each_kind_of_personal_data_has_a_name_of_its_own():
    types = [columns.type_name(kind) for kind in COLUMN_TYPES]
    personal = [columns.personal_data_name(kind) for kind in get_args(Personal)]
    assert all(types)
    assert all(personal)
    assert len(set(types + personal)) == len(types + personal)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (NUMBER, "-1,234 to 1,000,000, mean 0.25"),
        (DATE, "Jan 31, 2024 to Feb 1, 2026 10:30:00\N{NARROW NO-BREAK SPACE}AM"),
        (CATEGORY, "b (9,000), p (1)"),
        (IDS, "All distinct, such as a1, a2, a3"),
        (WORDS, "box (3)"),
        (ColumnProfile("x", "empty", 3, 0), ""),
    ],
)
def test_a_column_is_summed_up_by_its_range_or_its_most_frequent_values(column, text):
    assert summary(column) == text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"marks": (("NA", 1200), ("-", 1))}, "Read as missing values: “NA” (1,200), “-” (1)."),
        ({"infinite": 1}, "1 cell is infinite and left out of the statistics."),
        ({"infinite": 2}, "2 cells are infinite and left out of the statistics."),
        ({"personal": (("mail", 4),)}, "May hold personal data: email addresses (4)."),
        ({"numeric": 1}, "1 cell holds a number."),
        ({"numeric": 3}, "3 cells hold numbers."),
        ({"dated": 1}, "1 cell holds a date."),
        ({"dated": 3}, "3 cells hold dates."),
        ({"words_of": 20}, "Words are counted in one of every 20 cells."),
        (
            {"words_forgotten": True},
            "The column has so many distinct words that counts of rare ones may be too low.",
        ),
    ],
)
def test_what_is_unusual_about_a_column_is_a_sentence(changes, sentence):
    assert remarks(WORDS) == []
    assert remarks(replace(WORDS, **changes)) == [sentence]


def test_numbers_are_no_remark_in_a_column_of_numbers_nor_dates_in_one_of_dates():
    assert remarks(replace(NUMBER, numeric=9)) == []
    assert remarks(replace(DATE, dated=2)) == []


def test_an_estimate_is_labelled_and_says_how_likely_it_is_wrong():
    estimated = replace(WORDS, distinct=999_990, hashed=True)
    assert columns.distinct_count(WORDS) == "9"
    assert columns.distinct_count(estimated) == "999,990 (estimated)"
    assert remarks(estimated) == [columns.estimate_note(999_990)]
    assert "below 1 in 10,000,000" in columns.estimate_note(999_990)
    assert columns.distinct_label(estimated=True) != columns.distinct_label(estimated=False)
    assert columns.duplicates_label(estimated=True) != columns.duplicates_label(estimated=False)
