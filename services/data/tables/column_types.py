"""Column kinds: what the texts of a column are, decided strictly and with the whole column."""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

Kind = Literal["number", "category", "text", "date", "empty"]

# What people write for "missing"; only a column of numbers or dates takes them so.
MARKS = (
    *("NA", "N/A", "n/a", "na", "#N/A", "#NA", "N.A.", "n.a.", "NaN", "nan", "NAN", "-nan", "-NaN", "<NA>"),
    *("null", "NULL", "Null", "None", "NONE", "none", "nil", "NIL", "NaT", "#NULL!", "#VALUE!", "#DIV/0!"),
    *("-", "--", "---", "–", "—", "?", "??", ".", "..", "*", "missing", "Missing", "MISSING", "\\N"),
    *("없음", "해당없음"),
)
PROSE_SAMPLE = 1000

_TEXT_WORDS = 3.0
_TEXT_CHARACTERS = 25.0
_TEXT_DISTINCT = 20
_TEXT_SHARE = 0.3


@dataclass(frozen=True)
class Prose:
    """What the first cells say of whether a column is written text rather than names of groups."""

    written: bool
    differing: bool

    @classmethod
    def of(cls, texts: pa.StringArray) -> "Prose":
        """Return what some present texts say."""
        head = texts.slice(0, PROSE_SAMPLE)
        if not len(head):
            return NO_PROSE
        words = pc.mean(pc.count_substring_regex(head, r"\S+")).as_py()
        characters = pc.mean(pc.utf8_length(head)).as_py()
        written = words >= _TEXT_WORDS or characters >= _TEXT_CHARACTERS
        return cls(written, pc.count_distinct(head).as_py() >= _TEXT_SHARE * len(head))

    @property
    def plain(self) -> bool:
        """Whether the first cells are enough to call the column text."""
        return self.written and self.differing

    def kind(self, distinct: int, present: int) -> Kind:
        """Return the kind of a column of so many different texts among so many."""
        many = self.differing or distinct > max(_TEXT_DISTINCT, _TEXT_SHARE * present)
        return "text" if self.written and many else "category"


NO_PROSE = Prose(written=False, differing=False)
