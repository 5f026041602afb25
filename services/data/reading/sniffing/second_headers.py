"""Second headers: records below the header that hold names, types, units or metadata instead of values."""

import re

from services.data.reading.sniffing.header import is_value, value_columns
from services.data.reading.sniffing.metadata import count_metadata
from services.data.tables.column_types import MARKS

_MOST = 4  # records
_LEAST_ROWS = 2  # below them
_MANY_COLUMNS = 100  # a word that is repeated in more names none of them, such as a marker of missing values
_BRACKETED = re.compile(r"\[.*\]|\(.*\)|<.*>|\{.*\}")
_RULE = re.compile(r":?[-=+]{2,}:?")  # a cell of the line below the names in Markdown and of databases
_LETTER = re.compile(r"[^\W\d_]|[%‰°$€£₩¥]")
_UNIT = re.compile(
    r"%|‰|[°º][CF]?|deg[CF]?|rad|[$€£₩¥]|USD|EUR|GBP|KRW|JPY|원|명|개"
    r"|([nuµμmck]?m|in|ft|mi)[23²³]?|ha|m?[lL]|[uµμmk]?g|t|oz|lbs?|[uµμmk]?g/(m[23²³]?|cm[3³]|[lL])|pp[mb]|m?mol|pH"
    r"|[mn]?s|sec|min|h|hrs?|hours?|d|days?|months?|yr|years?|[kMG]?Hz|[mk]m?/(s2?|h|hr)|mph|m[3³]/s|W/m[2²]"
    r"|[mkMG]?[WVAJNKCF]h?|[hkM]?Pa|m?bar|psi|Nm|dB|rpm|bpm|k?cal|px|[kMG]?B|bytes"
    r"|int(eger)?|float|double|number|numeric|continuous|discrete|count|percent"
)
_MARKS = frozenset(MARKS)


def count_second_headers(records: list[list[str]]) -> int:
    """Return how many records below the header, which is the first, aren't rows yet.

    The last of them is a second header: it has no value, but words above most columns of values, units above
    some, or a rule. A word that occurs again in its column is no name. Metadata have values of any kind.
    """
    if metadata := count_metadata(records):
        return metadata - 1
    body = records[1:]
    first = next((place for place, cells in enumerate(body) if any(map(is_value, cells))), 0)
    rows = body[first:]
    if not 0 < first <= _MOST or len(rows) < _LEAST_ROWS:
        return int(len(body) > 1 and _is_rule(body[0]))
    columns = value_columns(rows, len(records[0]))
    count = 0
    for place, cells in enumerate(body[:first], start=1):
        if any(cell.strip() for cell in cells):
            is_below_blank_names = _names_the_unnamed(records[0], cells, columns, single=bool(count))
            if not is_below_blank_names and not _is_second_header(cells, columns):
                break
            count = place
    return count


def _is_second_header(cells: list[str], columns: dict[int, list[str]]) -> bool:
    if _is_rule(cells):
        return True
    filled = [(place, cells[place].strip()) for place in columns if place < len(cells)]
    words = [(place, word) for place, word in filled if word and word not in _MARKS]
    if not all(_is_name(word) and word not in columns[place] for place, word in words):
        return False
    if len(words) > _MANY_COLUMNS and len({word for _place, word in words}) == 1:
        return False
    if len(words) >= max(2, len(columns) / 2):
        return True
    return bool(words) and all(_is_unit(word) for _place, word in words)


def _names_the_unnamed(
    header: list[str], cells: list[str], columns: dict[int, list[str]], single: bool
) -> bool:
    """Return whether cells stand below all blank names, of which there are several, but above no value.

    A `single` blank name will do below another second header, as pandas writes the name of an index.
    """
    unnamed = [place for place, name in enumerate(header) if not name.strip()]
    filled = {place for place, cell in enumerate(cells) if cell.strip()}
    if len(unnamed) < (1 if single else 2) or not filled.issuperset(unnamed):
        return False
    return not filled & columns.keys() and (not single or filled == set(unnamed))


def _is_rule(cells: list[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(map(_RULE.fullmatch, filled))


def _is_name(word: str) -> bool:
    return bool(_LETTER.search(word) or _BRACKETED.fullmatch(word))


def _is_unit(word: str) -> bool:
    return bool(_UNIT.fullmatch(word) or _BRACKETED.fullmatch(word))
