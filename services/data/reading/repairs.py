"""Repairs: what reading a file mended or set aside."""

from collections.abc import Iterable
from dataclasses import dataclass

_SET_ASIDE = ("ragged row", "preamble")


@dataclass(frozen=True)
class Repair:
    """One sort of thing that was mended or set aside while reading, and how often."""

    kind: str
    count: int
    message: str


def were_set_aside(repairs: Iterable[Repair]) -> bool:
    """Tell whether a file has lines that are not in its table but beside it."""
    return any(repair.kind in _SET_ASIDE for repair in repairs)
