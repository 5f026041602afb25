"""Preambles: titles, comments and facts that stand above a table."""

from services.data.reading.parsing.records import Record
from services.data.reading.sniffing.header import evidence

_LONGEST = 50
_TELLING = 200


def length(records: list[Record], width: int, share: float) -> int:
    """Return how many records stand above the table: titles, comments and facts about it."""
    if width < 2 or share < 0.5:
        return 0
    above = _narrower(records, width)
    above += _commented(records[above:], width)
    return above or _padded(records, width)


def _narrower(records: list[Record], width: int) -> int:
    """Return how many records with fewer cells than the table stand above it."""
    place = next((place for place, each in enumerate(records) if len(each.cells) == width), 0)
    if place == 0 or place > _LONGEST or any(len(each.cells) > width for each in records[:place]):
        return 0
    first = records[0]
    below = [each.cells for each in records[place : place + _TELLING]]
    if place == 1 and len(first.cells) == width - 1 and not first.text.startswith("#"):
        # Names without one for the first column, as R writes its row names, stand above values.
        return 1 if _named(below) else 0
    if place == 1 and all(not any(cells[len(first.cells) :]) for cells in below):
        return 0  # the rows only end with more delimiters than the names
    return place


def _commented(records: list[Record], width: int) -> int:
    """Return how many records that begin as comments do stand above a record of names.

    A single one right above the values holds the names itself.
    """
    place = next((place for place, each in enumerate(records) if not each.text.startswith("#")), 0)
    below = [each.cells for each in records[place : place + _TELLING]]
    if not place or len(below[0]) != width:
        return 0
    named, against = evidence(below)
    return place if named > against or (place > 1 and named == against == 0) else 0


def _padded(records: list[Record], width: int) -> int:
    """Return how many records of mostly empty cells stand above a whole record of names."""
    for place, record in enumerate(records[:_LONGEST]):
        filled = sum(bool(cell.strip()) for cell in record.cells)
        if filled > width / 2:
            below = [each.cells for each in records[place : place + _TELLING]]
            return place if place and filled == len(record.cells) and _named(below) else 0
    return 0


def _named(records: list[list[str]]) -> bool:
    named, against = evidence(records)
    return named > against
