"""The cells of a sheet as texts: as a spreadsheet shows them, dates in ISO 8601."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

Cell = int | float | str | bool | date | datetime | time | timedelta
Resolution = Literal["days", "seconds", "milliseconds"]

RESOLUTIONS: tuple[Resolution, ...] = ("days", "seconds", "milliseconds")
_DIGITS = 15  # that a spreadsheet keeps of a number
_EXACT = 2**53  # below it every whole number is exact
_LONGEST = 21  # digits of a number without an exponent


def texts(row: Sequence[Cell], resolutions: Sequence[Resolution]) -> list[str]:
    """Return the cells of a row as texts, dates in the resolutions of their columns."""
    return [
        cell if type(cell) is str else _text(cell, resolution)
        for cell, resolution in zip(row, resolutions, strict=True)
    ]


def resolutions(rows: Iterable[Sequence[Cell]], width: int) -> list[Resolution]:
    """Return the coarsest resolution of each column that loses nothing of its dates."""
    finest = [0] * width
    for row in rows:
        for place, cell in enumerate(row):
            if type(cell) is datetime:
                moment = _rounded(cell)
                has_time = bool(moment.hour or moment.minute or moment.second)
                finest[place] = max(finest[place], 2 if moment.microsecond else int(has_time))
    return [RESOLUTIONS[place] for place in finest]


def _text(cell: Cell, resolution: Resolution) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        return _date(_rounded(cell), resolution)
    if isinstance(cell, date):
        return _date(datetime.combine(cell, time()), resolution)
    if isinstance(cell, timedelta):
        return _duration(cell)
    return str(cell)


def _number(value: float) -> str:
    """Return a number with the digits that a spreadsheet shows, so that 0.1 + 0.2 is 0.3."""
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    text = f"{value:.{_DIGITS}g}"
    if "e" not in text:
        return text
    plain = f"{Decimal(text):f}"
    return plain if len(plain) <= _LONGEST else text


def _rounded(moment: datetime) -> datetime:
    """Return a moment to the millisecond: a spreadsheet stores it as a number of days."""
    with suppress(OverflowError):  # the last moment of the calendar
        moment += timedelta(microseconds=500)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _date(moment: datetime, resolution: Resolution) -> str:
    if resolution == "days":
        return moment.date().isoformat()
    return moment.isoformat(" ", resolution)


def _duration(value: timedelta) -> str:
    """Return a duration in hours, minutes and seconds."""
    seconds = round(value.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else ''}{hour}:{minute:02}:{second:02}"
