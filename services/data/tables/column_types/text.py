"""Texts: cells of several words, in contrast to categories, whose texts name groups of rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.data.tables.column_types.column_type import WORD_FACTS, ColumnType, Description

TEXT = Description(
    type="text",
    default_role="text",
    has_marks=True,
    facts=WORD_FACTS
    | frozenset(
        {
            "personal",
            # statistics of the length in characters
            *("minimum", "maximum", "mean", "deviation", "quartiles", "skewness", "zeros", "outliers"),
            *("histogram", "examples", "top", "words_of", "words_forgotten", "once"),
        }
    ),
)
PROSE_SAMPLE = 1000

# Of scripts that put no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, Kana, Bopomofo and Han,
# with the marks that end their sentences.
UNSPACED = (
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3001\u3002\u3040-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "\uff01\uff1f\uff66-\uff9f]"
)
_UNSPACED_PER_WORD = 4.0
_SPACE = np.zeros(256, bool)
_SPACE[list(b"\t\n\f\r ")] = True  # what \s matches in Arrow

_TEXT_WORDS = 3.0
_TEXT_CHARACTERS = 25.0
_TEXT_DISTINCT = 20
_TEXT_SHARE = 0.3


@dataclass(frozen=True)
class Prose:
    """Whether the first cells of a column are prose, and whether most of them are distinct."""

    written: bool
    differing: bool

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> "Prose":
        """Judge the first texts of a column, a thousand at most."""
        if not texts:
            return NO_PROSE
        words, characters = _words_and_characters(texts)
        written = words >= _TEXT_WORDS or characters >= _TEXT_CHARACTERS
        return cls(written, len(set(texts)) >= _TEXT_SHARE * len(texts))

    @property
    def plain(self) -> bool:
        """Whether the first cells are enough to treat the column as text."""
        return self.written and self.differing

    def kind(self, distinct: int, present: int) -> ColumnType:
        """Return the type of a column by its numbers of distinct and of present texts."""
        many = self.differing or distinct > max(_TEXT_DISTINCT, _TEXT_SHARE * present)
        return "text" if self.written and many else "category"


def _words_and_characters(texts: Sequence[str]) -> tuple[float, float]:
    """Return the mean numbers of words and of characters."""
    joined = "\n".join(texts)
    if not joined.isascii():
        cells = pa.array(texts, pa.string())
        words = pc.mean(pc.count_substring_regex(cells, r"\S+")).as_py()
        words += pc.mean(pc.count_substring_regex(cells, UNSPACED)).as_py() / _UNSPACED_PER_WORD
        return words, pc.mean(pc.utf8_length(cells)).as_py()
    is_word = ~_SPACE[np.frombuffer(joined.encode(), np.uint8)]
    is_word[1:] &= ~is_word[:-1].copy()  # at its first letter alone
    return np.count_nonzero(is_word) / len(texts), (len(joined) - len(texts) + 1) / len(texts)


NO_PROSE = Prose(written=False, differing=False)
