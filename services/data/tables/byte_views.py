"""Vectorised access to the bytes of many texts: lengths, first and last bytes, and which bytes occur."""

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.tables import hashing

# What str.strip removes; polars' own set lacks four control characters.
SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))

_VIEW = 16  # bytes: the length in four, then a short text or the first four bytes of a longer one
_SHORT = 12
_NEWEST = pl.CompatLevel.newest()


def views(texts: pl.Series) -> np.ndarray:
    """Return the texts as rows of 16 bytes: four bytes of length, then the first bytes of the text.

    This is the view layout of the Arrow columnar format. Nulls have length 0.
    """
    cells = texts.to_arrow(compat_level=_NEWEST)
    rows = np.frombuffer(cells.buffers()[1], np.uint8, _VIEW * len(cells), _VIEW * cells.offset)
    rows = rows.reshape(-1, _VIEW)
    if cells.null_count:
        rows = np.where(cells.is_valid().to_numpy(zero_copy_only=False)[:, None], rows, np.uint8(0))
    return rows


def lengths(rows: np.ndarray) -> np.ndarray:
    """Return the lengths of the texts in bytes, from their views."""
    return rows.view("<i4")[:, 0]


def contain_any(texts: pl.Series, rows: np.ndarray, characters: str, columns: int) -> np.ndarray:
    """Return which of equally long columns contain any of some printable ASCII characters.

    The texts are those of one column after the other, with their views as rows.
    """
    long = np.flatnonzero(lengths(rows) > _SHORT)
    if len(long):
        rows = rows.copy()
        rows[long] = 0
    contain = np.zeros(columns, bool)
    for character in characters:
        contain |= (rows == ord(character)).reshape(columns, -1).any(1)
    if len(long):
        held = texts.gather(long).str.contains(f"[{characters}]").to_numpy()
        contain[long[held] // (len(rows) // columns)] = True
    return contain


class TextBytes:
    """The bytes of texts without nulls as `data`; text i lies between `edges[i]` and `edges[i + 1]`."""

    def __init__(self, texts: pl.Series | pa.StringArray) -> None:
        self.texts = texts.to_arrow() if isinstance(texts, pl.Series) else texts
        self.data, self.edges = hashing.text_buffers(self.texts)
        self.lengths = np.diff(self.edges)

    def byte_at(self, place: int) -> np.ndarray:
        """Return the byte at an index of each text; it is arbitrary for a shorter text."""
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
        """Whether all characters are ASCII."""
        return bool(self.joined.max(initial=0) < 128)

    def all_digits(self) -> bool:
        """Return whether all texts consist of ASCII digits."""
        joined = self.joined
        return bool(self.lengths.all() and ((joined - np.uint8(ord("0"))) < 10).all())

    def contain(self, character: str) -> bool:
        """Return whether any text contains an ASCII character."""
        return bool((self.joined == ord(character)).any())

    def are_trimmed(self) -> bool:
        """Return True only if no text begins or ends with white space; False means that one may."""
        if not len(self.data):
            return True
        if _FIRST_OF_SPACE[self.byte_at(0)].any():
            return False
        last = self.byte_from_end(1)
        may_end = _LAST_OF_SPACE[last]
        if not may_end.any():
            return True
        second, third = self.byte_from_end(2), self.byte_from_end(3)
        space = (last < 128) | (second == 0xC2) | ((third >= 0xE1) & (third <= 0xE3))
        return not (may_end & space).any()

    def byte_from_end(self, place: int) -> np.ndarray:
        """Return the byte at an index from the end of each text; it is arbitrary for a shorter text."""
        at: np.ndarray = self.data[np.maximum(self.edges[1:] - place, 0)]
        return at


def arrow(texts: pl.Series) -> pa.StringArray:
    """Return polars' texts as Arrow's."""
    return texts.to_arrow().cast(pa.string())


def trimmed(cells: pa.StringArray | pa.ChunkedArray) -> pa.StringArray:
    """Return cells without white space around them, null where a cell is blank."""
    texts = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    text_bytes = TextBytes(texts)
    if not text_bytes.are_trimmed():
        text_bytes = TextBytes(texts := pc.utf8_trim_whitespace(texts))
    blank = text_bytes.lengths == 0
    if np.count_nonzero(blank) > texts.null_count:
        texts = pc.if_else(pa.array(blank), pa.scalar(None, pa.string()), texts)
    return texts


def _bytes_of_space(place: int) -> np.ndarray:
    """Return which bytes occur at an index of the UTF-8 encoding of a white space character."""
    occur = np.zeros(256, bool)
    occur[[character.encode()[place] for character in SPACE]] = True
    return occur


_FIRST_OF_SPACE, _LAST_OF_SPACE = _bytes_of_space(0), _bytes_of_space(-1)
