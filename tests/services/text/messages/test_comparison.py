"""Texts of a comparison: each message takes its parameters, and what matters of the numbers is in it."""

from typing import get_args

import pytest

from services.data.comparison.comparison import Change, Status
from services.data.comparison.drift import DateDifference, Difference, NumberDifference, ValueDifference
from services.text.i18n import use_language
from services.text.messages.comparison import change_text, status_text

SEVEN = tuple("abcdefg")


@pytest.mark.parametrize("status", get_args(Status))
def test_every_status_has_a_name_of_its_own(status: Status) -> None:
    assert [name for name in get_args(Status) if status_text(name) == status_text(status)] == [status]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (Change("x", "added", "some", kind_after="number"), "New in the later table (type: Number)."),
        (
            Change("x", "removed", "strong", kind_before="text"),
            "Missing from the later table (type: Text). A model that uses this column can't predict on that "
            "table.",
        ),
        (
            Change("x", "renamed", "steady", earlier_name="y"),
            "Probably “y” under a new name. The distribution is the same.",
        ),
        (
            Change("x", "type changed", "strong", "category", "empty"),
            "The type changed from Category to Empty.",
        ),
        (Change("x", "drifted", "some"), "The distribution changed."),
        (Change("x", "steady", "steady"), "The distribution is the same."),
    ],
    ids=get_args(Status),
)
def test_every_status_is_described(change: Change, text: str) -> None:
    assert change_text(change) == text


@pytest.mark.parametrize(
    ("difference", "text"),
    [
        (
            NumberDifference("mean", 39.9, 1257.471),
            "The mean rose from 39.9 to 1,257 (+1.9 standard deviations).",
        ),
        (NumberDifference("mean", 5, 4), "The mean fell from 5 to 4 (+1.9 standard deviations)."),
        (
            NumberDifference("mean_length", 4, 5),
            "The mean length rose from 4 to 5 characters (+1.9 standard deviations).",
        ),
        (
            NumberDifference("mean_length", 5, 4),
            "The mean length fell from 5 to 4 characters (+1.9 standard deviations).",
        ),
        (
            NumberDifference("standard_deviation", 0.5, 1.25),
            "The standard deviation changed from 0.5 to 1.25.",
        ),
        (NumberDifference("missing", 0.05, 0.384), "Missing values rose from 5.0% to 38.4%."),
        (NumberDifference("missing", 0.384, 0), "Missing values fell from 38.4% to 0.0%."),
        (
            DateDifference(("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")),
            "The dates run from Feb 1, 2026 to Feb 28, 2026; before, from Jan 1, 2026 to Jan 31, 2026.",
        ),
        (ValueDifference("new_values", ("c",)), "New values: “c”."),
        (
            ValueDifference("lost_values", SEVEN),
            "Values that no longer occur: “a”, “b”, “c”, “d”, “e” and 2 more.",
        ),
        (ValueDifference("new_words", ("c", "d")), "New among the most frequent words: “c”, “d”."),
        (
            ValueDifference("lost_words", ("x" * 50,)),
            f"No longer among the most frequent words: “{'x' * 40}”.",
        ),
    ],
    ids=str,
)
def test_every_difference_is_described(difference: Difference, text: str) -> None:
    assert change_text(Change("x", "drifted", "some", shift=1.94, differences=(difference,))) == text


def test_differences_are_sentences_in_a_row_with_the_readers_numbers() -> None:
    differences = (NumberDifference("mean", 0.5, 1.5), NumberDifference("missing", 0.1, 0.2))
    change = Change("x", "drifted", "some", shift=1.25, differences=differences)
    with use_language("de"):
        assert change_text(change) == (
            "The mean rose from 0,5 to 1,5 (+1,2 standard deviations). "
            "Missing values rose from 10,0\N{NO-BREAK SPACE}% to 20,0\N{NO-BREAK SPACE}%."
        )
