"""Headers: whether a file's first record names the columns, and unique, non-blank names from it."""

import itertools
import re
from collections import Counter

from services.data.reading.repairs import Repair
from services.errors import InvalidInput
from services.settings import Limits
from services.text.i18n import _, _n

_PROSE_WORDS = 5
_VALUE = re.compile(
    r"\s*[+-]?[$€£₩]?\s?(\d[\d.,']*(?: \d[\d.,']*)*|\.\d+)([eE][+-]?\d+)?\s?%?\s*"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ][\d:.+Z-]+)?|\d{1,2}:\d\d(:\d\d)?|(?i:nan|inf|-inf)"
)
_CELL = 100  # a value is no longer
_TELLING = 1_000
_FREQUENT = 0.2
_YEARS = range(1800, 2200)


def is_header(records: list[list[str]]) -> bool:
    """Tell whether the first record holds names rather than values, by how the others look below it.

    A column of values below a word speaks for names, a value above values against. Whole numbers in
    sequence, such as years, are names above what is something else.
    """
    first, body = records[0], records[1:]
    if not any(cell.strip() for cell in first):
        return bool(body)
    if not body:
        return not all(_is_value(cell) for cell in first)
    named, against = evidence(records)
    if named == against == 0 and _recurs(first, body):
        return False
    if not against or (named and named >= against):
        return True
    return _is_sequence(first, body)


def evidence(records: list[list[str]]) -> tuple[int, int]:
    """Return in how many columns of values the first record holds a word, and in how many a value.

    The first thousand columns tell.
    """
    first, body = records[0], records[1:]
    named = against = 0
    for place, cell in enumerate(first[:_TELLING]):
        below = [row[place] for row in body if place < len(row) and row[place].strip()]
        valued = bool(below) and sum(map(_is_value, below)) >= 0.8 * len(below)
        if valued:
            named += not _is_value(cell) and bool(cell.strip())
            against += _is_value(cell)
    return named, against


def read_header(cells: list[str], limits: Limits) -> tuple[list[str], tuple[Repair, ...]]:
    """Return the column names of a header record and what was mended in it.

    Raises InvalidInput where there are too many columns, or where the record is a line of prose.
    """
    given = [name.strip() for name in cells]
    check_width(len(given), limits)
    if len(given) == 1 and len(given[0].split()) > _PROSE_WORDS:
        raise InvalidInput(
            _("The file doesn't look like a CSV table: its first line has no separated column names."),
            _("Save the table as CSV with commas, semicolons, tabs or bars between the cells."),
        )
    return unique_names(given)


def numbered(width: int, limits: Limits) -> list[str]:
    """Return the names of the columns of a file without a header."""
    check_width(width, limits)
    return [_("column {number}", number=number) for number in range(1, width + 1)]


def check_width(width: int, limits: Limits, is_cut: bool = False) -> None:
    """Raise InvalidInput where there are too many columns; `is_cut` says that there are more than these."""
    if width > limits.columns:
        said = (
            _("The first line has over {many:,} cells; at most {most:,} columns are taken.")
            if is_cut
            else _("The table has {many:,} columns; at most {most:,} are taken.")
        )
        raise InvalidInput(
            said.format(many=width, most=limits.columns),
            _("Leave out columns that the model doesn't need."),
        )


def _is_value(cell: str) -> bool:
    return bool(_VALUE.fullmatch(cell.strip()[:_CELL]))


def _recurs(first: list[str], body: list[list[str]]) -> bool:
    """Tell whether most of a record's cells are frequent in their columns, as values are and names aren't."""
    if any(first == [cell.lstrip("\ufeff") for cell in row] for row in body):
        return False  # a header that was repeated where files were joined
    cells = [(place, cell) for place, cell in enumerate(first[:_TELLING]) if cell.strip()]
    frequent = 0
    for place, cell in cells:
        below = [row[place] for row in body if place < len(row) and row[place].strip()]
        frequent += cell in below and below.count(cell) >= _FREQUENT * len(below)
    return 2 * frequent >= len(cells)


def _is_sequence(first: list[str], body: list[list[str]]) -> bool:
    numbers = [int(cell) for cell in first if cell.strip().isascii() and cell.strip().isdecimal()]
    if len(numbers) < 2 or any(b - a != 1 for a, b in itertools.pairwise(numbers)):
        return False
    below = [cell.strip() for row in body for cell in row]
    if all(number in _YEARS for number in numbers):
        return not all(cell.isdecimal() and int(cell[:9]) in _YEARS for cell in below[-len(numbers) :])
    return numbers[0] == 0 and not all(cell.isdecimal() for cell in below)


def unique_names(given: list[str]) -> tuple[list[str], tuple[Repair, ...]]:
    """Return names of which none is blank and none stands twice, and what was mended for that."""
    named = [name or _("column {number}", number=index) for index, name in enumerate(given, start=1)]
    taken, seen, unique = set(named), Counter[str](), list[str]()
    for name in named:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else _free(name, taken, seen))
    blank = sum(not name for name in given)
    repeated = sum(old != new for old, new in zip(named, unique, strict=True))
    repairs = (
        Repair(
            "blank header",
            blank,
            _n(
                "{count:,} column without a name was numbered.",
                "{count:,} columns without a name were numbered.",
                blank,
                count=blank,
            ),
        ),
        Repair(
            "duplicate header",
            repeated,
            _n(
                "{count:,} column had the name of an earlier one and was numbered.",
                "{count:,} columns had the name of an earlier one and were numbered.",
                repeated,
                count=repeated,
            ),
        ),
    )
    return unique, tuple(repair for repair in repairs if repair.count)


def _free(name: str, taken: set[str], seen: Counter[str]) -> str:
    number = seen[name]
    while f"{name} {number}" in taken:
        number += 1
    seen[name] = number  # 10,000 columns of one name each look once
    taken.add(f"{name} {number}")
    return f"{name} {number}"
