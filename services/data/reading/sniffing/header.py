"""Detect whether a file's first record is a header, and make unique, non-blank column names from it."""

import itertools
import re
from collections import Counter

from services.data.reading.parsing.repairs import Repair
from services.data.tables.column_types import MARKS
from services.errors import InvalidInput
from services.settings import Limits

_PROSE_WORDS = 5
_VALUE = re.compile(
    r"\s*[+-]?[$€£₩]?\s?(\d[\d.,']*(?: \d[\d.,']*)*|\.\d+)([eE][+-]?\d+)?\s?%?\s*"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ][\d:.+Z-]+)?|\d{1,2}:\d\d(:\d\d)?|(?i:nan|inf|-inf)"
)
_VALUE_LENGTH = 100  # characters at most
_SAMPLE_COLUMNS = 1_000
_MOSTLY_VALUES = 0.8  # the least share of values in a column of values
_FREQUENT = 0.2  # the least share of rows of a frequent value
_YEARS = range(1800, 2200)
_MARKS = frozenset(MARKS)


def is_header(records: list[list[str]]) -> bool:
    """Return whether the first record is a header, by the records below it.

    A word above values is evidence for a header, a value above values is evidence against it. Consecutive
    whole numbers, such as years, are names above anything else.
    """
    first, body = records[0], records[1:]
    if not any(cell.strip() for cell in first):
        return bool(body)
    if not body:
        return not all(is_value(cell) for cell in first)
    named, valued = header_evidence(records)
    if named == valued == 0 and _recurs(first, body):
        return False
    if not valued or (named and named >= valued):
        return True
    return are_years(first, body) or _are_positions(first, body)


def header_evidence(records: list[list[str]]) -> tuple[int, int]:
    """Return how many columns of values have a word in the first record, and how many a value.

    A missing-value marker is neither. Only the first thousand columns are counted.
    """
    first = records[0]
    cells = [first[place].strip() for place in value_columns(records[1:], len(first))]
    words = [cell for cell in cells if cell and cell not in _MARKS and not is_value(cell)]
    return len(words), sum(map(is_value, cells))


def value_columns(rows: list[list[str]], width: int) -> dict[int, list[str]]:
    """Return the filled cells of the columns of values by place; only the first thousand columns count."""
    columns = {}
    for place in range(min(width, _SAMPLE_COLUMNS)):
        cells = [row[place] for row in rows if place < len(row) and row[place].strip()]
        if cells and sum(map(is_value, cells)) >= _MOSTLY_VALUES * len(cells):
            columns[place] = cells
    return columns


def is_value(cell: str) -> bool:
    """Return whether a cell is a number, a date, a time or the like."""
    return bool(_VALUE.fullmatch(cell.strip()[:_VALUE_LENGTH]))


def read_header(cells: list[str], limits: Limits) -> tuple[list[str], tuple[Repair, ...]]:
    """Return the column names in a header record and their repairs.

    Raises InvalidInput if there are too many columns or the record is a line of prose.
    """
    names = [name.strip() for name in cells]
    check_width(len(names), limits)
    if len(names) == 1 and len(names[0].split()) > _PROSE_WORDS:
        raise InvalidInput("no_column_names")
    return unique_names(names)


def numbered_names(width: int, limits: Limits) -> list[str]:
    """Return the names of the columns of a file without a header, the same in every language."""
    check_width(width, limits)
    return [_numbered_name(number) for number in range(1, width + 1)]


def check_width(width: int, limits: Limits, is_cut: bool = False) -> None:
    """Raise InvalidInput if there are too many columns; if `is_cut`, there are more than `width`."""
    if width > limits.columns and is_cut:
        raise InvalidInput("first_line_too_wide", columns=width, limit=limits.columns)
    if width > limits.columns:
        raise InvalidInput("too_many_columns", columns=width, limit=limits.columns)


def _recurs(first: list[str], body: list[list[str]]) -> bool:
    """Return whether most cells of a record are frequent values of their columns, unlike names."""
    if any(first == [cell.lstrip("\ufeff") for cell in row] for row in body):
        return False  # concatenated files repeat the header
    cells = [(place, cell) for place, cell in enumerate(first[:_SAMPLE_COLUMNS]) if cell.strip()]
    frequent = 0
    for place, cell in cells:
        below = [row[place] for row in body if place < len(row) and row[place].strip()]
        frequent += cell in below and below.count(cell) >= _FREQUENT * len(below)
    return 2 * frequent >= len(cells)


def are_years(first: list[str], body: list[list[str]]) -> bool:
    """Return whether the numbers in the first record are consecutive years above other values."""
    numbers = _consecutive(first)
    if not numbers or not all(number in _YEARS for number in numbers):
        return False
    # Joined files repeat the header.
    below = [cell.strip() for row in body if row != first for cell in row][-len(numbers) :]
    return not all(cell.isdecimal() and int(cell[:9]) in _YEARS for cell in below)


def _are_positions(first: list[str], body: list[list[str]]) -> bool:
    """Return whether the first record has numbers alone that count from 0 above other values."""
    numbers = _consecutive(first)
    return (
        numbers[:1] == [0]
        and len(numbers) == sum(bool(cell.strip()) for cell in first)
        and not all(cell.strip().isdecimal() for row in body for cell in row)
    )


def _consecutive(cells: list[str]) -> list[int]:
    """Return the whole numbers in a record if they are consecutive, else none."""
    numbers = [
        int(cell) for cell in map(str.strip, cells) if cell.isascii() and cell.isdecimal() and len(cell) < 10
    ]
    is_sequence = len(numbers) > 1 and all(b - a == 1 for a, b in itertools.pairwise(numbers))
    return numbers if is_sequence else []


def unique_names(names: list[str]) -> tuple[list[str], tuple[Repair, ...]]:
    """Return the names with blank ones numbered and duplicates made unique, and the repairs."""
    filled = [name or _numbered_name(number) for number, name in enumerate(names, start=1)]
    taken, seen, unique = set(filled), Counter[str](), list[str]()
    for name in filled:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else _free_name(name, taken, seen))
    repairs = (
        Repair("blank_header", sum(not name for name in names)),
        Repair("duplicate_header", sum(old != new for old, new in zip(filled, unique, strict=True))),
    )
    return unique, tuple(repair for repair in repairs if repair.count)


def _numbered_name(number: int) -> str:
    return f"column {number}"


def _free_name(name: str, taken: set[str], seen: Counter[str]) -> str:
    number = seen[name]
    while f"{name} {number}" in taken:
        number += 1
    seen[name] = number  # for linear time with 10,000 equal names
    taken.add(f"{name} {number}")
    return f"{name} {number}"
