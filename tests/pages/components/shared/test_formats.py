"""Numbers, times and sizes read as a person writes them."""

from datetime import UTC, datetime, timedelta

import pytest

from components.shared import formats

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1, hours=20), "yesterday"),
        (timedelta(days=40), "40 days ago"),
    ],
)
def test_a_moment_is_told_by_its_age(passed: timedelta, text: str) -> None:
    assert formats.ago(NOW - passed, NOW) == text


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(seconds=7.9), "7 s"),
        (timedelta(minutes=2, seconds=5), "2 min 5 s"),
        (timedelta(hours=26, minutes=3), "26 h 3 min"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(span: timedelta, text: str) -> None:
    assert formats.duration(span) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0"),
        (1234567.0, "1,234,567"),
        (0.123456, "0.1235"),
        (1234.5, "1,234"),
        (98765.4321, "98,765"),
        (-0.5, "-0.5"),
    ],
)
def test_a_number_keeps_what_matters(value: float | None, text: str) -> None:
    assert formats.number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (1e-9, "<0.1%"),
        (0.0005, "0.1%"),
        (0.004, "0.4%"),
        (0.5, "50%"),
        (0.972, "97.2%"),
        (0.9994, "99.9%"),
        (0.9998, ">99.9%"),
        (1, "100%"),
    ],
)
def test_a_share_is_in_percent_with_a_decimal_near_the_ends(share: float, text: str) -> None:
    assert formats.percent(share) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0.0 kB"), (34_500, "34.5 kB"), (1_200_000, "1.2 MB"), (2_147_483_648, "2.1 GB")]
)
def test_bytes_are_told_in_their_largest_unit(count, text):
    assert formats.size(count) == text
