"""Repairs: corrections and rejections made while reading a file, with their counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

RepairKind = Literal[
    "preamble",
    "no_header",
    "blank_header",
    "duplicate_header",
    "ragged_row",
    "trailing_delimiter",
    "stray_quote",
    "nul",
    "unreadable",
    "doubtful_encoding",
    "broken_record",
    "merged_cells",
    "error_cells",
    "other_tables",
]

# The kinds of repair that reject lines.
_REJECTING = ("ragged_row", "preamble", "broken_record")


@dataclass(frozen=True)
class Repair:
    """One kind of correction and how often it was made; `services.text.messages.reading` has its words.

    `width` is the number of columns that a ragged row lacks or exceeds, unknown where an earlier version
    stored the repair, `encoding` the one in which characters can't be read, `file` the name of the shard
    where a table has several. `line` is the first broken record's, `names` are the table that was read and
    the first ones that weren't. A doubtful encoding has as `rival` the next likely one and as `example` a
    word that this reads differently.
    """

    kind: RepairKind
    count: int
    width: int | None = None
    encoding: str | None = None
    file: str | None = None
    rival: str | None = None
    example: str | None = None
    line: int | None = None
    names: tuple[str, ...] = ()


def has_rejected_rows(repairs: Iterable[Repair]) -> bool:
    """Return whether a file has lines that aren't in its table."""
    return any(repair.kind in _REJECTING for repair in repairs)
