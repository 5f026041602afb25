"""Dialects: how a file of separated cells is written, as it was told or as somebody says."""

from dataclasses import dataclass

from services.data.numbers import PLAIN, NumberFormat


@dataclass(frozen=True)
class Dialect:
    """How a file is written; an empty delimiter means one column, an empty quote that quotes are text."""

    encoding: str
    delimiter: str
    quote: str = '"'
    escape: str = ""
    header: bool = True
    numbers: NumberFormat = PLAIN


@dataclass(frozen=True)
class Given:
    """What a person says of how a file is written; what is None is told from the file."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header: bool | None = None
    decimal: str | None = None
    thousands: str | None = None


DETECTED = Given()
