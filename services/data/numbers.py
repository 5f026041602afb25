"""Numbers in texts: how a table writes its decimals and thousands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NumberFormat:
    """The sign before a number's decimals, and the one between its thousands, empty where there is none."""

    decimal: str = "."
    thousands: str = ""


PLAIN = NumberFormat()
