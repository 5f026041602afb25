"""Number formats: detect the decimal and thousands separators of a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from services.containers.trainer.spec import PLAIN_NUMBERS, number_pattern
from services.data.tables.column_types import MARKS


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
    then it is the decimal separator.
    """
    candidates = [column for column in columns if any(not cell.isdecimal() for cell in column)]
    scores = {style: sum(_share(column, style) for column in candidates) for style in FORMATS}
    best = max(scores.values(), default=0)
    good = [style for style in FORMATS if scores[style] == best]
    if best == scores[PLAIN]:
        return PLAIN
    if delimiter == ";" and NumberFormat(",", "") in good:
        return NumberFormat(",", "")
    return good[0]


def _share(column: Sequence[str], style: NumberFormat) -> float:
    """Return the share of a column's cells that are numbers in a format, 0 if too few are."""
    cells = [text for cell in column if (text := cell.strip()) and text not in _MARKS]
    matches = _compiled(style.pattern)
    share = sum(bool(matches.fullmatch(text)) for text in cells) / max(len(cells), 1)
    return share if share >= _NEARLY_ALL else 0.0


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def plain_text(value: float, whole: bool) -> str:
    """Return a number as the shortest text that Python reads as the same number."""
    return str(int(value)) if whole else repr(float(value))
