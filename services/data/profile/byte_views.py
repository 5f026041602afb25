"""Signs: how texts begin and end and what they hold, looked at many at once, so that most need no search."""

import numpy as np
import polars as pl
import pyarrow as pa

from services.data.profile import hashing

# What str.strip takes for white space; polars' own set lacks four control signs.
SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))

_VIEW = 16  # bytes: the length in four, then a short text or the first four bytes of a longer one
_SHORT = 12
_NEWEST = pl.CompatLevel.newest()


def views(texts: pl.Series) -> np.ndarray:
    """Return rows of 16 bytes, one for each text: its length in four, then its first bytes, nulls as nothing.

    As the view layout of Arrow's columnar format has it.
    """
    cells = texts.to_arrow(compat_level=_NEWEST)
    found = np.frombuffer(cells.buffers()[1], np.uint8, _VIEW * len(cells), _VIEW * cells.offset)
    found = found.reshape(-1, _VIEW)
    if cells.null_count:
        found = np.where(cells.is_valid().to_numpy(zero_copy_only=False)[:, None], found, np.uint8(0))
    return found


def lengths(rows: np.ndarray) -> np.ndarray:
    """Return the lengths in bytes that views tell."""
    return rows.view("<i4")[:, 0]


def hold(rows: np.ndarray, signs: str) -> bool | None:
    """Tell whether any view of a text holds one of some signs other than controls, None if it is too long."""
    if lengths(rows).max(initial=0) > _SHORT:
        return None
    return any(bool((rows == ord(sign)).any()) for sign in signs)


class Signs:
    """The bytes of texts without nulls, as `data`, and between which `edges` each text lies."""

    def __init__(self, texts: pl.Series | pa.StringArray) -> None:
        self.texts = texts.to_arrow() if isinstance(texts, pl.Series) else texts
        self.data, self.edges = hashing.parts(self.texts)
        self.lengths = np.diff(self.edges)

    def sign(self, place: int) -> np.ndarray:
        """Return the byte at a place of each text, any byte for one that has none there."""
        if not len(self.data):
            return np.zeros(len(self.lengths), np.uint8)
        found: np.ndarray = self.data[np.minimum(self.edges[:-1] + place, len(self.data) - 1)]
        return found

    @property
    def written(self) -> np.ndarray:
        """The bytes of all texts, one after the other."""
        return self.data[self.edges[0] : self.edges[-1]]

    @property
    def plain(self) -> bool:
        """Whether each byte is a character."""
        return bool(self.written.max(initial=0) < 128)

    def digits(self) -> bool:
        """Tell whether each text is digits and nothing else."""
        written = self.written
        return bool(self.lengths.all() and ((written - np.uint8(ord("0"))) < 10).all())

    def hold(self, sign: str) -> bool:
        """Tell whether any text holds an ASCII sign."""
        return bool((self.written == ord(sign)).any())

    def bare(self) -> bool:
        """Tell whether surely no text begins or ends with white space."""
        if not len(self.data):
            return True
        if _OPENS[self.sign(0)].any():
            return False
        last = self._before_end(1)
        closes = _CLOSES[last]
        if not closes.any():
            return True
        second, third = self._before_end(2), self._before_end(3)
        space = (last < 128) | (second == 0xC2) | ((third >= 0xE1) & (third <= 0xE3))
        return not (closes & space).any()

    def _before_end(self, back: int) -> np.ndarray:
        """Return the byte so far from the end of each text, some other byte for one that has none there."""
        found: np.ndarray = self.data[np.maximum(self.edges[1:] - back, 0)]
        return found


def _of_space(place: int) -> np.ndarray:
    """Return which bytes stand at a place of a sign of white space."""
    found = np.zeros(256, bool)
    found[[sign.encode()[place] for sign in SPACE]] = True
    return found


_OPENS, _CLOSES = _of_space(0), _of_space(-1)
