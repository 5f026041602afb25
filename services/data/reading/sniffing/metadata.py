"""Metadata: records of a key and its values above rows of a period and numbers, as in official statistics."""

import re

from services.data.reading.sniffing.header import is_value
from services.data.tables.column_types import MARKS

_LEAST, _MOST = 3, 50  # records, that with the names of the columns among them
_LEAST_KEYS = 2
_LEAST_ROWS = 3
_ENOUGH = 0.9  # the least share of rows of a period and numbers below
_PERIOD = re.compile(
    r"(?=.*(?<!\d)(?:1[5-9]|20)\d\d(?!\d))[\d\s./:-]*(?:[^\W\d_]{1,10}\.?(?:\s?[-–]\s?[^\W\d_]{1,10}\.?)?)?[\d\s./:Z+-]*"
    r"|(?:19|20)\d{4}(?:\d\d)?"
)
_LONGEST_PERIOD = 40  # characters
_GAP = re.compile(r"[.:*–x-]{1,3}|[\[(]\w[\])]")  # for a number that is missing
_TIME_NAMES = re.compile(
    r"(?:reference |time )?(?:dates?|time|years?|months?|quarters?|periods?|weeks?|days?)|datum|zeit"
    r"|zeitpunkt|jahr|monat|quartal|tag|année|mois|trimestre|période|jour|fecha|año|mes|periodo|anno|mese|giorno|ano|mês"
    r"|período|jaar|maand|rok|miesiąc|날짜|일자|연도|년도|연월|년월|시점|월|年|年月|日付|日期|年份|月份",
    re.IGNORECASE,
)
_MARKS = frozenset(MARKS)


def count_metadata(records: list[list[str]]) -> int:
    """Return how many first records are metadata: words and values of any kind, by a key in the first column.

    All that follow are rows of a period, such as "1988 Q1", and numbers.
    """
    count = next((place for place, cells in enumerate(records) if _is_row(cells)), 0)
    above, rows = records[:count], records[count:]
    if not _LEAST <= count <= _MOST or len(rows) < _LEAST_ROWS:
        return 0
    keys = [cells[0].strip() for cells in above if cells[0].strip()]
    values = [cell for cells in above[1:] for cell in cells[1:] if cell.strip()]
    if len(keys) < _LEAST_KEYS or len(set(keys)) < len(keys) or any(map(is_value, keys)):
        return 0
    if not values or 2 * sum(map(is_value, values)) > len(values):
        return 0
    return count if sum(map(_is_row, rows)) >= _ENOUGH * len(rows) else 0


def count_above_names(records: list[list[str]]) -> int:
    """Return how many records of metadata stand above one that names the columns, the first one as a time."""
    count = count_metadata(records)
    if not count:
        return 0
    first, *others = records[count - 1]
    are_names = all(cell.strip() and not any(map(str.isdigit, cell)) for cell in others)
    return count - 1 if are_names and _TIME_NAMES.fullmatch(first.strip()) else 0


def _is_row(cells: list[str]) -> bool:
    first, *others = (cell.strip() for cell in cells)
    return (
        len(first) <= _LONGEST_PERIOD and bool(_PERIOD.fullmatch(first)) and all(map(_may_be_number, others))
    )


def _may_be_number(cell: str) -> bool:
    return not cell or is_value(cell) or cell in _MARKS or bool(_GAP.fullmatch(cell))
