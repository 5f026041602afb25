"""Counts of the words in a column's texts, computed on the bytes of many texts at once."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from services.data.profile import value_counts
from services.data.tables import hashing

# Above this many distinct words the rarest are dropped; a dropped word that recurs is counted from zero.
MOST = 300_000

_PUNCTUATION = ".,;:!?\"'()[]{}<>«»“”‘’…-–—/\\|*#"
_SPACE = 32  # spaces and control characters separate words
_CHARACTERS = 100
_LOWER = np.arange(256, dtype=np.uint8)
_LOWER[ord("A") : ord("Z") + 1] += 32


@dataclass(frozen=True, eq=False)
class BlockWords:
    """The hashes of the words of one block, their counts, and the texts of new words."""

    hashes: np.ndarray
    counts: np.ndarray
    texts: dict[int, bytes]


class WordCounter:
    """Counts of the words of one column, added block by block."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._texts: dict[int, bytes] = {}
        self.forgotten = False

    def count(self, texts: pa.StringArray) -> BlockWords:
        """Count the words of texts without nulls; thread-safe, as it changes nothing."""
        data, edges = hashing.text_buffers(texts)
        low, high = int(edges[0]), int(edges[-1])
        if low == high:
            return BlockWords(np.empty(0, np.uint64), np.empty(0, np.intp), {})
        data = _LOWER[data[low:high]]
        starts, lengths = _bounds(data, edges - low)
        hashes = hashing.hash_slices(data, starts, lengths)
        ordered = np.sort(hashes)
        first, counts = value_counts.runs(ordered)
        distinct = ordered[first]
        known = self._texts
        unknown = np.array([word for word in distinct.tolist() if word not in known], np.uint64)
        return BlockWords(distinct, counts, _spelled(data, starts, lengths, hashes, unknown))

    def add(self, words: BlockWords) -> None:
        """Add the words of one block."""
        for word, text in words.texts.items():
            self._texts.setdefault(word, text)
        for word, count in zip(words.hashes.tolist(), words.counts.tolist(), strict=True):
            if word in self._texts:  # it may have been dropped while the block was read
                self._counts[word] += count
        if len(self._counts) > MOST:
            self.forgotten = True
            self._counts = Counter(dict(self._counts.most_common(MOST // 2)))
            self._texts = {word: self._texts[word] for word in self._counts}

    def top(self) -> tuple[tuple[str, int], ...]:
        """Return the most frequent words, in lower case and without punctuation around them."""
        total: Counter[str] = Counter()
        for word, count in self._counts.items():
            for part in self._texts[word].decode("utf-8", "replace").lower().split():
                if trimmed := part.strip(_PUNCTUATION):
                    total[trimmed[:_CHARACTERS]] += count
        return value_counts.commonest(total)


def _bounds(data: np.ndarray, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the start and the length of each word; words don't span texts."""
    gap = data <= _SPACE
    begins = np.empty(len(data), bool)
    begins[0], begins[1:] = True, gap[:-1]
    begins[edges[:-1][edges[:-1] < len(data)]] = True
    begins &= ~gap
    ends = np.empty(len(data), bool)
    ends[-1], ends[:-1] = True, gap[1:]
    ends[edges[1:][edges[1:] > 0] - 1] = True
    ends &= ~gap
    starts = np.flatnonzero(begins)
    return starts, np.flatnonzero(ends) + 1 - starts


def _spelled(
    data: np.ndarray, starts: np.ndarray, lengths: np.ndarray, hashes: np.ndarray, unknown: np.ndarray
) -> dict[int, bytes]:
    """Return the bytes of the unknown words by their hash."""
    if not len(unknown):
        return {}
    places = np.minimum(np.searchsorted(unknown, hashes), len(unknown) - 1)
    new = np.flatnonzero(unknown[places] == hashes)
    words, first = np.unique(hashes[new], return_index=True)
    raw = data.tobytes()
    at = zip(words.tolist(), starts[new[first]].tolist(), lengths[new[first]].tolist(), strict=True)
    return {word: raw[start : start + min(length, 4 * _CHARACTERS)] for word, start, length in at}
