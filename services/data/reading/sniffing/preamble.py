"""Preambles: titles, comments, blank and other lines above a table."""

from collections import Counter

from services.data.reading.parsing.records import Record
from services.data.reading.sniffing.header import are_years, header_evidence, is_value
from services.data.reading.sniffing.metadata import count_above_names

_LONGEST = 50  # records
_SAMPLE_ROWS = 200
_TITLE_WORDS = 3
_MORE_WORDS = 2  # in a sentence than it has cells


def preamble_length(records: list[Record], width: int, share: float) -> int:
    """Return the number of records above a table whose rows, in this share, have `width` cells."""
    if width < 2 or share < 0.5:
        return 0
    above = _count_other_widths(records, width)
    above += _count_comments(records[above:], width)
    above += _count_padded(_sample(records, above))
    above += count_above_names(_sample(records, above))
    return above or _count_sentences(_sample(records, 0))


def _count_other_widths(records: list[Record], width: int) -> int:
    """Return the number of records above the table that are narrower or wider than it."""
    above = next((place for place, record in enumerate(records) if _fits(record.cells, width)), 0)
    if above == 0 or above > _LONGEST:
        return 0
    below = _sample(records, above)
    if any(len(record.cells) > width for record in records[:above]):
        are_titles = all(_is_title(record.cells) for record in records[:above])
        # Else it is a header whose rows lack cells.
        return above if _has_header(below) or (are_titles and not _is_sentence(below[0])) else 0
    return 0 if above == 1 and _is_short_header(records[0], below, width) else above


def _fits(cells: list[str], width: int) -> bool:
    """Return whether a record has as many cells as the table, empty surplus ones not counted."""
    return len(cells) >= width and not any(cells[width:])


def _is_short_header(first: Record, below: list[list[str]], width: int) -> bool:
    """Return whether a narrower first record is the header all the same."""
    cells = first.cells
    if all(not any(row[len(cells) :]) for row in below):
        return True  # its rows have trailing delimiters
    if _has_header(below) or first.text.startswith("#"):
        return False
    # R writes headers without a name for the row names.
    if len(cells) == width - 1:
        return True
    named, valued = header_evidence(below)
    is_named = valued > named or header_evidence([cells, *below])[0] > 0
    return is_named and len(cells) > 1 and not any(map(is_value, cells))


def _count_comments(records: list[Record], width: int) -> int:
    """Return the number of records that start with "#" above a header.

    A single one directly above the values is the header.
    """
    above = next((place for place, record in enumerate(records) if not record.text.startswith("#")), 0)
    below = _sample(records, above)
    if not above or len(below[0]) != width:
        return 0
    named, valued = header_evidence(below)
    return above if named > valued or (above > 1 and named == valued == 0) else 0


def _count_padded(records: list[list[str]]) -> int:
    """Return the number of records of mostly empty cells above a header that names most columns in use."""
    if not records or 2 * len(_filled(records[0])) > len(records[0]):
        return 0
    counts = Counter(place for cells in records for place in _filled(cells))
    used = {place for place, count in counts.items() if count > 1}
    for place, cells in enumerate(records[:_LONGEST]):
        if 2 * len(_filled(cells)) > len(used):
            return place if place and _is_padded_title(records, place, used) else 0
    return 0


def _is_padded_title(records: list[list[str]], place: int, used: set[int]) -> bool:
    """Return whether titles end at a place, where a header is by the values or the texts below it.

    Without values, titles must be in the first column or long, and the names differ from all cells below.
    """
    header, *rows = records[place:]
    if any(header_evidence([header, *rows])):
        return _has_header([header, *rows])
    titles = records[:place]
    names = [header[column] for column in sorted(used) if column < len(header) and header[column].strip()]
    return (
        all(_filled(title) <= {0} or _words(title) >= _TITLE_WORDS for title in titles)
        and (len(used) > 2 or not any(map(_filled, titles)))
        and len(set(names)) == len(used)
        and not any(header[column] == row[column] for row in rows for column in used if column < len(row))
    )


def _count_sentences(records: list[list[str]]) -> int:
    """Return the number of sentences above a header that happen to have as many cells as the table."""
    above = next((place for place, cells in enumerate(records) if not _is_sentence(cells)), 0)
    return above if above and _has_header(records[above:]) else 0


def _is_title(cells: list[str]) -> bool:
    return len(_filled(cells)) < 2 or _is_sentence(cells)


def _is_sentence(cells: list[str]) -> bool:
    """Return whether a record is a sentence: a space follows each delimiter, and cells have many words."""
    is_long = _words(cells) >= len(cells) + _MORE_WORDS
    return is_long and all(cell.startswith(" ") for cell in cells[1:])


def _words(cells: list[str]) -> int:
    return sum(len(cell.split()) for cell in cells)


def _filled(cells: list[str]) -> set[int]:
    return {place for place, cell in enumerate(cells) if cell.strip()}


def _sample(records: list[Record], place: int) -> list[list[str]]:
    """Return the cells of the records from a place on."""
    return [record.cells for record in records[place : place + _SAMPLE_ROWS]]


def _has_header(rows: list[list[str]]) -> bool:
    return _is_named(rows) or are_years(rows[0], rows[1:])


def _is_named(rows: list[list[str]]) -> bool:
    named, valued = header_evidence(rows)
    return named > valued
