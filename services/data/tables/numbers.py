"""Number formats: detect the decimal and thousands separators of a table."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from services.containers.trainer.spec import PLAIN_NUMBERS, number_pattern
from services.data.tables.column_types import MARKS

EXACT_DIGITS = 15  # a float represents an integer of up to this many digits exactly

# 02139 is a postal code and 12E12 a code too: a number in that notation has one digit, a point or a sign.
CODE = rf"^([+-]?(0\d+|\d{{{EXACT_DIGITS + 1},}})|\d{{2,}}[eE]\d+)$"
INFINITE = r"(?i)^[+-]?(inf|infinity|∞)$"


@dataclass(frozen=True)
class NumberFormat:
    """The decimal separator and the thousands separator of numbers; an empty one means none."""

    decimal: str = PLAIN_NUMBERS["decimal"]
    thousands: str = PLAIN_NUMBERS["thousands"]

    @property
    def pattern(self) -> str:
        """The regular expression of a number in this format, without anchors."""
        return number_pattern(self.decimal, self.thousands)

    def plain(self, text: str) -> str:
        """Return the text of a number without thousands separators and with a decimal point."""
        if self.thousands:
            text = text.replace(self.thousands, "")
        return text.replace(self.decimal, ".")


PLAIN = NumberFormat()

_MARKS = frozenset(MARKS)
_NEARLY_ALL = 0.9  # the least share of numbers in a numeric column

_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_ADDRESS = re.compile(rf"{_BYTE}(?:\.{_BYTE}){{3}}")
_GROUPS = re.compile(r"\d{3}([.\s'])\d{3}(?:\1\d{3})+")
_DIGIT = re.compile(r"\d")
_NONZERO = str.maketrans("23456789", "1" * 8)

# The space, the no-break space, the narrow no-break space and the thin space.
_SPACES = " \u00a0\u202f\u2009"
# In order of preference.
FORMATS = (
    PLAIN,
    NumberFormat(".", ","),
    NumberFormat(",", ""),
    NumberFormat(",", "."),
    *(NumberFormat(",", space) for space in _SPACES),
    *(NumberFormat(".", space) for space in _SPACES),
    NumberFormat(".", "'"),
    NumberFormat(",", "'"),
)


def detect(columns: Sequence[Sequence[str]], delimiter: str = ",") -> NumberFormat:
    """Return the format in which most columns are numeric, by the first cells of the columns.

    Missing-value markers are ignored, and a tenth of a column's cells may be anything else. A comma
    that always precedes three digits separates thousands, unless the file's delimiter is a semicolon:
    then it is the decimal separator. IP addresses and codes in groups of digits are no numbers.
    """
    candidates = [
        _without_marks(column) for column in columns if any(not cell.isdecimal() for cell in column)
    ]
    shapes = [_shapes(cells) for cells in candidates if cells and not are_grouped_codes(cells)]
    scores = {style: sum(_share(column, style) for column in shapes) for style in FORMATS}
    best = max(scores.values(), default=0)
    good = [style for style in FORMATS if scores[style] == best]
    if best == scores[PLAIN]:
        return PLAIN
    if delimiter == ";" and NumberFormat(",", "") in good:
        return NumberFormat(",", "")
    return good[0]


def are_grouped_codes(cells: Sequence[str]) -> bool:
    """Return whether nearly all cells are IP addresses, or all those with digits in groups are alike.

    Codes such as 662 344 488, a French company's, have the same groups of nine digits or more in every cell,
    and neither a sign nor a fraction.
    """
    groups = [_GROUPS.fullmatch(text) for text in cells]
    shapes = {_DIGIT.sub("0", match[0]) for match in groups if match}
    grouped = sum(match is not None for match in groups)
    addresses = sum(bool(_ADDRESS.fullmatch(text)) for text in cells)
    alike = grouped > 1 and len(shapes) == 1
    return max(addresses, grouped * alike) >= max(1, _NEARLY_ALL * len(cells))


def _without_marks(column: Sequence[str]) -> list[str]:
    return [text for cell in column if (text := cell.strip()) and text not in _MARKS]


def _shapes(cells: Sequence[str]) -> Counter[str]:
    """Return how often texts occur, with the digits above 1 as 1, which match the same formats."""
    return Counter(text.translate(_NONZERO) for text in cells)


def _share(shapes: Counter[str], style: NumberFormat) -> float:
    """Return the share of cells that are numbers in a format, by their shapes; 0 if too few are."""
    matches = _compiled(style.pattern)
    share = sum(many for text, many in shapes.items() if matches.fullmatch(text)) / shapes.total()
    return share if share >= _NEARLY_ALL else 0.0


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def plain_text(value: float, whole: bool) -> str:
    """Return a number as the shortest text that Python reads as the same number."""
    return str(int(value)) if whole else repr(float(value))
