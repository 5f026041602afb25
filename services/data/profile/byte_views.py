"""Views of the bytes of many texts at once: lengths, first and last bytes, and which bytes occur."""

import numpy as np
import polars as pl
import pyarrow as pa

from services.data.profile import hashing

# What str.strip removes; polars' own set lacks four control characters.
SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))

_VIEW = 16  # bytes: the length in four, then a short text or the first four bytes of a longer one
_SHORT = 12
_NEWEST = pl.CompatLevel.newest()


def views(texts: pl.Series) -> np.ndarray:
    """Return a row of 16 bytes for each text: its length in four, then its first bytes; nulls have length 0.

    This is the view layout of the Arrow columnar format.
    """
    cells = texts.to_arrow(compat_level=_NEWEST)
    rows = np.frombuffer(cells.buffers()[1], np.uint8, _VIEW * len(cells), _VIEW * cells.offset)
    rows = rows.reshape(-1, _VIEW)
    if cells.null_count:
        rows = np.where(cells.is_valid().to_numpy(zero_copy_only=False)[:, None], rows, np.uint8(0))
    return rows


def lengths(rows: np.ndarray) -> np.ndarray:
    """Return the lengths in bytes of the texts that views are of."""
    return rows.view("<i4")[:, 0]


def contain_any(rows: np.ndarray, characters: str) -> bool | None:
    """Tell whether a text contains one of some printable ASCII characters, None where one is too long."""
    if lengths(rows).max(initial=0) > _SHORT:
        return None
    return any(bool((rows == ord(character)).any()) for character in characters)


class TextBytes:
    """The bytes of texts without nulls as `data`; text i lies between `edges[i]` and `edges[i + 1]`."""

    def __init__(self, texts: pl.Series | pa.StringArray) -> None:
        self.texts = texts.to_arrow() if isinstance(texts, pl.Series) else texts
        self.data, self.edges = hashing.text_buffers(self.texts)
        self.lengths = np.diff(self.edges)

    def byte_at(self, place: int) -> np.ndarray:
        """Return the byte at a place of each text; of a shorter text it may be any byte."""
        if not len(self.data):
            return np.zeros(len(self.lengths), np.uint8)
        at: np.ndarray = self.data[np.minimum(self.edges[:-1] + place, len(self.data) - 1)]
        return at

    @property
    def joined(self) -> np.ndarray:
        """The bytes of all texts, one after the other."""
        return self.data[self.edges[0] : self.edges[-1]]

    @property
    def is_ascii(self) -> bool:
        """Whether each byte is a character."""
        return bool(self.joined.max(initial=0) < 128)

    def all_digits(self) -> bool:
        """Tell whether each text consists of ASCII digits."""
        joined = self.joined
        return bool(self.lengths.all() and ((joined - np.uint8(ord("0"))) < 10).all())

    def contain(self, character: str) -> bool:
        """Tell whether a text contains an ASCII character."""
        return bool((self.joined == ord(character)).any())

    def are_trimmed(self) -> bool:
        """Tell whether certainly no text begins or ends with white space."""
        if not len(self.data):
            return True
        if _FIRST_OF_SPACE[self.byte_at(0)].any():
            return False
        last = self._byte_from_end(1)
        may_end = _LAST_OF_SPACE[last]
        if not may_end.any():
            return True
        second, third = self._byte_from_end(2), self._byte_from_end(3)
        space = (last < 128) | (second == 0xC2) | ((third >= 0xE1) & (third <= 0xE3))
        return not (may_end & space).any()

    def _byte_from_end(self, place: int) -> np.ndarray:
        """Return the byte at a place from the end of each text; of a shorter text it may be any byte."""
        at: np.ndarray = self.data[np.maximum(self.edges[1:] - place, 0)]
        return at


def _bytes_of_space(place: int) -> np.ndarray:
    """Return which bytes occur at a place of a white space character in UTF-8."""
    occur = np.zeros(256, bool)
    occur[[character.encode()[place] for character in SPACE]] = True
    return occur


_FIRST_OF_SPACE, _LAST_OF_SPACE = _bytes_of_space(0), _bytes_of_space(-1)
