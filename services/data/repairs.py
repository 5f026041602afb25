"""Repairs: what reading a file mended or set aside."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Repair:
    """One sort of thing that was mended or set aside while reading, and how often."""

    kind: str
    count: int
    message: str
