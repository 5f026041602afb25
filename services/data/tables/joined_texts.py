"""The texts of several columns as one, so that a pattern is matched once and not once a column."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import polars as pl

from services.data.tables.byte_views import TextBytes


class JoinedTexts:
    """The texts of columns, one column after the other, which occur `weights` times.

    The texts of column i lie between `edges[i]` and `edges[i + 1]`; none is empty. Masks are of all texts.
    """

    def __init__(self, columns: Sequence[tuple[pl.Series, np.ndarray]]) -> None:
        self.texts = pl.concat([texts.alias("text") for texts, _weights in columns])
        self.weights = np.concatenate([weights for _texts, weights in columns])
        self.edges = np.cumsum([0, *(len(texts) for texts, _weights in columns)])
        self.bytes = TextBytes(self.texts)

    @cached_property
    def digits(self) -> np.ndarray:
        """The number of ASCII digits in each text."""
        are_digits = (self.bytes.joined - np.uint8(ord("0"))) < 10
        if not len(are_digits):
            return np.zeros(len(self.texts), np.uint32)
        starts = np.minimum(self.bytes.edges[:-1] - self.bytes.edges[0], len(are_digits) - 1)
        counts: np.ndarray = np.add.reduceat(are_digits, starts, dtype=np.uint32)
        return np.where(self.bytes.lengths > 0, counts, 0)

    @cached_property
    def of_digits(self) -> np.ndarray:
        """The texts of the columns that consist of texts of ASCII digits alone."""
        others = (self.digits != self.bytes.lengths) | (self.bytes.lengths == 0)
        return np.repeat(self._sums(others) == 0, np.diff(self.edges))

    @cached_property
    def characters(self) -> np.ndarray:
        """The number of characters of each text."""
        return self.bytes.lengths if self.bytes.is_ascii else self.texts.str.len_chars().to_numpy()

    @cached_property
    def ascii(self) -> np.ndarray:
        """The texts of ASCII characters alone."""
        result: np.ndarray = self.characters == self.bytes.lengths
        return result

    def matching(self, pattern: str, among: np.ndarray) -> np.ndarray:
        """Return the mask of the texts among some that contain a match of a pattern of Rust."""
        held = np.zeros(len(self.texts), bool)
        if among.any():
            held[among] = self.texts.filter(pl.Series(among)).str.contains(pattern).to_numpy()
        return held

    def totals(self, mask: np.ndarray) -> list[int]:
        """Return how many cells of each column have a text of a mask."""
        totals: list[int] = self._sums(self.weights * mask).tolist()
        return totals

    def parts(self, mask: np.ndarray) -> list[tuple[int, np.ndarray, pl.Series]]:
        """Return the columns with texts of a mask: each one's index, and the places and texts of the mask."""
        places = np.flatnonzero(mask)
        texts = self.texts.gather(places)
        ends = np.searchsorted(places, self.edges)
        return [
            (column, places[ends[column] : ends[column + 1]], texts.slice(ends[column], count))
            for column, count in enumerate(np.diff(ends).tolist())
            if count
        ]

    def _sums(self, values: np.ndarray) -> np.ndarray:
        sums = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
        totals: np.ndarray = sums[self.edges[1:]] - sums[self.edges[:-1]]
        return totals
