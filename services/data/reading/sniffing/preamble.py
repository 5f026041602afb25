"""Preambles: titles, comments and other lines above a table."""

from services.data.reading.parsing.records import Record
from services.data.reading.sniffing.header import header_evidence

_LONGEST = 50  # records
_SAMPLE_ROWS = 200


def preamble_length(records: list[Record], width: int, share: float) -> int:
    """Return the number of records above a table whose rows, in this share, have `width` cells."""
    if width < 2 or share < 0.5:
        return 0
    above = _count_narrower(records, width)
    above += _count_comments(records[above:], width)
    return above or _count_padded(records, width)


def _count_narrower(records: list[Record], width: int) -> int:
    """Return the number of records above the table that are narrower than it."""
    above = next((place for place, record in enumerate(records) if len(record.cells) == width), 0)
    if above == 0 or above > _LONGEST or any(len(record.cells) > width for record in records[:above]):
        return 0
    first = records[0]
    below = _cells(records[above : above + _SAMPLE_ROWS])
    if above == 1 and len(first.cells) == width - 1 and not first.text.startswith("#"):
        # R writes headers without a name for the row names; values follow such a header.
        return 1 if _has_header(below) else 0
    if above == 1 and all(not any(cells[len(first.cells) :]) for cells in below):
        return 0  # a header whose rows have trailing delimiters
    return above


def _count_comments(records: list[Record], width: int) -> int:
    """Return the number of records that start with "#" above a header.

    A single one directly above the values is the header.
    """
    above = next((place for place, record in enumerate(records) if not record.text.startswith("#")), 0)
    below = _cells(records[above : above + _SAMPLE_ROWS])
    if not above or len(below[0]) != width:
        return 0
    named, valued = header_evidence(below)
    return above if named > valued or (above > 1 and named == valued == 0) else 0


def _count_padded(records: list[Record], width: int) -> int:
    """Return the number of records of mostly empty cells above a header without empty cells."""
    for place, record in enumerate(records[:_LONGEST]):
        filled = sum(bool(cell.strip()) for cell in record.cells)
        if filled > width / 2:
            below = _cells(records[place : place + _SAMPLE_ROWS])
            return place if place and filled == len(record.cells) and _has_header(below) else 0
    return 0


def _cells(records: list[Record]) -> list[list[str]]:
    return [record.cells for record in records]


def _has_header(rows: list[list[str]]) -> bool:
    named, valued = header_evidence(rows)
    return named > valued
