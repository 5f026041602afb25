from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date

from services.text import formats
from services.text.i18n import use_language
from services.text.time_zone import use_time_zone

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NNBSP = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=1, hours=12), "yesterday"),
        (timedelta(days=1, hours=13), "2 days ago"),
        (timedelta(days=40), "40 days ago"),
    ],
)
def test_a_moment_has_an_age(passed, text):
    assert formats.ago(NOW - passed, NOW) == text


def test_yesterday_is_the_day_before_in_the_readers_time_zone():
    moment = NOW - timedelta(hours=30)  # 06:00 UTC the day before
    assert formats.ago(moment, NOW) == "yesterday"
    with use_time_zone("Pacific/Auckland"):  # 01:00 on the 25th, and 19:00 on the 23rd
        assert formats.ago(moment, NOW) == "2 days ago"


def test_a_clock_shows_the_readers_time_of_day():
    moment = datetime(2026, 11, 24, 12, 5, 9, tzinfo=UTC)
    assert formats.clock(moment) == "12:05:09"
    with use_time_zone("Asia/Seoul"):
        assert formats.clock(moment) == "21:05:09"


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(seconds=-1), "0 s"),
        (timedelta(seconds=7.9), "7 s"),
        (timedelta(minutes=2, seconds=5), "2 min 5 s"),
        (timedelta(hours=26, minutes=3), "26 h 3 min"),
    ],
)
def test_a_span_is_written_in_its_two_largest_units(span, text):
    assert formats.duration(span) == text


@pytest.mark.parametrize(
    ("language", "zone", "day", "moment"),
    [
        ("en", "UTC", "Nov 24, 2026", f"Nov 24, 2026 8:05{NNBSP}PM"),
        ("en", "Asia/Seoul", "Nov 25, 2026", f"Nov 25, 2026 5:05{NNBSP}AM"),
        ("ko", "Asia/Seoul", "2026. 11. 25.", "2026. 11. 25. 오전 5:05"),
        ("ko", "America/Los_Angeles", "2026. 11. 24.", "2026. 11. 24. 오후 12:05"),
        ("de", "Europe/Berlin", "24.11.2026", "24.11.2026 21:05"),
    ],
)
def test_a_moment_is_written_in_the_readers_language_and_time_zone(language, zone, day, moment):
    at = datetime(2026, 11, 24, 20, 5, tzinfo=UTC)
    with use_language(language), use_time_zone(zone):
        assert (formats.date(at), formats.date_time(at)) == (day, moment)


@pytest.mark.parametrize("zone", ["", "no/such/zone"])
def test_where_the_time_zone_is_unknown_a_time_says_that_it_is_utc(zone):
    with use_time_zone(zone):
        assert formats.date_time(NOW) == f"Nov 24, 2026 12:00{NNBSP}PM UTC"


def test_a_day_is_that_of_the_locale_also_at_the_ends_of_the_calendar():
    for year in (1, 9999):
        moment = datetime(year, 6, 1, tzinfo=UTC)
        assert formats.date(moment) == format_date(date(year, 6, 1), "medium", locale="en")


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        ("2024-01-31", "Jan 31, 2024", "2024. 1. 31."),
        ("2024-01-31T17:30:00", f"Jan 31, 2024 5:30:00{NNBSP}PM", "2024. 1. 31. 오후 5:30:00"),
        ("0001-01-01", "Jan 1, 1", "1. 1. 1."),
        ("-4712-01-01", "-4712-01-01", "-4712-01-01"),
        ("12024-01-01", "12024-01-01", "12024-01-01"),
    ],
)
def test_a_date_of_a_cell_is_written_in_the_readers_language_in_no_time_zone(text, english, korean):
    with use_time_zone("Asia/Seoul"):
        assert formats.cell_date(text) == english
        with use_language("ko"):
            assert formats.cell_date(text) == korean


@pytest.mark.parametrize(
    ("value", "text", "german"),
    [
        (None, "–", "–"),
        (0, "0", "0"),
        (1234567.0, "1,234,567", "1.234.567"),
        (0.123456, "0.1235", "0,1235"),
        (1234.5, "1,234", "1.234"),
        (9999.4, "9,999", "9.999"),
        (9999.5, "10,000", "10.000"),
        (98765.4321, "98,765", "98.765"),
        (-0.5, "-0.5", "-0,5"),
    ],
)
def test_a_number_keeps_what_matters(value, text, german):
    assert formats.number(value) == text
    with use_language("de"):
        assert formats.number(value) == german


@pytest.mark.parametrize(
    ("value", "text"),
    [(1999.0, "1999"), (1990.5, "1990"), (98101.0, "98101"), (12.25, "12.25"), (None, formats.NONE)],
)
def test_a_plain_number_has_no_thousands_separators(value, text):
    assert formats.number(value, plain=True) == text


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
def test_a_share_is_in_percent_with_a_decimal_near_the_ends(share, text):
    assert formats.percent(share) == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0.5, "0.500"), (-2.0, "-2.000"), (12345.6, "12,346")]
)
def test_a_score_has_three_decimals_unless_it_is_large(value, text):
    assert formats.score(value) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0.0 kB"), (34_500, "34.5 kB"), (1_200_000, "1.2 MB"), (2_147_483_648, "2.1 GB")]
)
def test_bytes_are_written_in_their_largest_unit(count, text):
    assert formats.size(count) == text


def test_a_count_groups_its_thousands_by_the_locale():
    assert formats.count(1234567) == "1,234,567"
    with use_language("de"):
        assert (formats.count(1234567), formats.decimal(0.25, 2)) == ("1.234.567", "0,25")


def test_a_plots_separators_are_those_of_the_locale():
    assert formats.separators() == ".,"
    with use_language("de"):
        assert formats.separators() == ",."
