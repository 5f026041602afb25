"""Numbers, sizes, durations, dates and times in the reader's language, locale and time zone."""

from datetime import UTC, datetime, timedelta

from services.text.i18n import _, fill, language
from services.text.time_zone import time_zone

NONE = "–"

# Streamlit's tables sort by the moment and show it by this pattern, which reads the same in every language.
COLUMN_PATTERN = "YYYY-MM-DD HH:mm"

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_LARGEST_INTEGER = 1e15  # a float holds each integer up to here


def ago(moment: datetime, now: datetime | None = None) -> str:
    """Return how long ago a moment was in its largest unit; days are those of the reader's calendar."""
    now = now or datetime.now(UTC)
    seconds = int((now - moment).total_seconds())
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        return _("{n} min ago", n=seconds // _MINUTE)
    if seconds < _DAY:
        return _("{n} h ago", n=seconds // _HOUR)
    days = (_local(now).date() - _local(moment).date()).days
    return _("yesterday") if days == 1 else _("{many:,} days ago", many=days)


def duration(span: timedelta) -> str:
    """Return a span of time in seconds, in minutes and seconds, or in hours and minutes."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < _MINUTE:
        return _("{n} s", n=seconds)
    if seconds < _HOUR:
        return _("{m} min {s} s", m=seconds // _MINUTE, s=seconds % _MINUTE)
    return _("{h:,} h {m} min", h=seconds // _HOUR, m=seconds % _HOUR // _MINUTE)


def date(moment: datetime) -> str:
    """Return the day of a moment, such as "Nov 29, 2026", in the reader's time zone."""
    from babel.dates import format_date

    return format_date(_local(moment).date(), "medium", locale=language())


def date_time(moment: datetime) -> str:
    """Return the day and the minute of a moment in the reader's time zone, which is named where it is UTC."""
    from babel.dates import format_time

    local = _local(moment)
    text = f"{date(moment)} {format_time(local, 'short', locale=language())}"
    return f"{text} UTC" if time_zone() is UTC else text


def clock(moment: datetime) -> str:
    """Return the time of day of a moment to the second, such as "21:05:09", in the reader's time zone."""
    return f"{_local(moment):%H:%M:%S}"


def cell_date(text: str) -> str:
    """Return the day of an ISO 8601 date of a table, with the time where it has one; cells have no zone.

    A year that no calendar of Python's has stays as it is.
    """
    from babel.dates import format_date, format_time

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    day = format_date(moment.date(), "medium", locale=language())
    if "T" not in text:
        return day
    return f"{day} {format_time(moment.time(), 'medium', locale=language())}"


def count(value: int) -> str:
    """Return a whole number with its thousands grouped."""
    return fill("{value:,}", value=value)


def number(value: float | None, *, plain: bool = False) -> str:
    """Return a number with at most four significant digits, or its integer part where that has more.

    A `plain` number, such as a year, has no thousands separators.
    """
    if value is None:
        return NONE
    if plain:
        return fill("{value:.0f}", value=value) if abs(value) >= 1000 else fill("{value:.4g}", value=value)
    if value == int(value) and abs(value) < _LARGEST_INTEGER:
        return count(int(value))
    # From 9,999.5 on four digits would be written as a power of ten.
    short = abs(value) < 9_999.5
    return fill("{value:,.4g}", value=value) if short else fill("{value:,.0f}", value=value)


def decimal(value: float, decimals: int) -> str:
    """Return a number with so many decimals."""
    return fill(f"{{value:,.{decimals}f}}", value=value)


def percent(share: float) -> str:
    """Return a share of one in percent, with a decimal near the ends; only 0 is 0% and only 1 is 100%."""
    if 0 < share < 0.0005:
        return fill("<{share:.1%}", share=0.001)
    if 0.9995 <= share < 1:
        return fill(">{share:.1%}", share=0.999)
    precise = 0 < share < 0.1 or 0.9 < share < 1
    return fill("{share:.1%}", share=share) if precise else fill("{share:.0%}", share=share)


def score(value: float | None) -> str:
    """Return a metric's value with three decimals, without any from a thousand on."""
    if value is None:
        return NONE
    return decimal(value, 3 if abs(value) < 1000 else 0)


def size(count: int) -> str:
    """Return a number of bytes in kB, MB or GB, each a thousand of the unit before."""
    if count < 1e6:
        return _("{n:,.1f} kB", n=count / 1e3)
    return _("{n:,.1f} MB", n=count / 1e6) if count < 1e9 else _("{n:,.1f} GB", n=count / 1e9)


def separators() -> str:
    """Return the signs for decimals and for thousands, one after the other, as plotly takes them."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return get_decimal_symbol(language()) + get_group_symbol(language())


def _local(moment: datetime) -> datetime:
    return moment.astimezone(time_zone())
