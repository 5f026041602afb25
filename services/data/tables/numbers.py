"""Numbers in texts: how a table writes its decimals and thousands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from services.containers.trainer.spec import PLAIN_NUMBERS, number_pattern
from services.data.tables.column_types import MARKS


@dataclass(frozen=True)
class NumberFormat:
    """The sign before a number's decimals, and the one between its thousands, empty where there is none."""

    decimal: str = PLAIN_NUMBERS["decimal"]
    thousands: str = PLAIN_NUMBERS["thousands"]

    @property
    def pattern(self) -> str:
        """The regular expression of a whole cell that is a number in this format, without anchors."""
        return number_pattern(self.decimal, self.thousands)

    def plain(self, text: str) -> str:
        """Return a number's text as Python writes it: no thousands, a point before the decimals."""
        if self.thousands:
            text = text.replace(self.thousands, "")
        return text.replace(self.decimal, ".")


PLAIN = NumberFormat()

_MARKS = frozenset(MARKS)
_NEARLY_ALL = 0.9

# Between thousands: the space itself, the no-break space, the narrow one and the thin space.
_SPACES = " \u00a0\u202f\u2009"
# The plainer first: of formats that read as many columns the first is taken.
FORMATS = (
    PLAIN,
    NumberFormat(".", ","),
    NumberFormat(",", ""),
    NumberFormat(",", "."),
    *(NumberFormat(",", each) for each in _SPACES),
    *(NumberFormat(".", each) for each in _SPACES),
    NumberFormat(".", "'"),
    NumberFormat(",", "'"),
)


def detect(columns: Sequence[Sequence[str]], delimiter: str = ",") -> NumberFormat:
    """Return the format in which most columns are numbers; the cells are the first of each column.

    Marks of what is missing don't count, and a tenth of a column's cells may be something else. A comma
    before three digits throughout groups thousands, but for a file that is separated by
    semicolons, whose author's comma is the decimal sign.
    """
    telling = [column for column in columns if any(not each.isdecimal() for each in column)]
    scores = {each: sum(_share(column, each) for column in telling) for each in FORMATS}
    best = max(scores.values(), default=0)
    good = [each for each in FORMATS if scores[each] == best]
    if best == scores[PLAIN]:
        return PLAIN
    if delimiter == ";" and NumberFormat(",", "") in good:
        return NumberFormat(",", "")
    return good[0]


def _share(column: Sequence[str], style: NumberFormat) -> float:
    """Return which share of a column's cells are numbers in a format, 0 where that isn't nearly all."""
    cells = [text for cell in column if (text := cell.strip()) and text not in _MARKS]
    matches = _compiled(style.pattern)
    share = sum(bool(matches.fullmatch(text)) for text in cells) / max(len(cells), 1)
    return share if share >= _NEARLY_ALL else 0.0


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
