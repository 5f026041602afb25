"""Counts of the words in a column's texts, computed on the bytes of many texts at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    """The hashes of a column's words in one block, their counts, and by hash the texts of the new ones."""

    hashes: np.ndarray
    counts: np.ndarray
    texts: Mapping[int, bytes]


class WordCounter:
    """Counts of the words of one column, added block by block."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self.texts: dict[int, bytes] = {}
        self.forgotten = False

    def add(self, words: BlockWords) -> None:
        """Add the words of one block."""
        counts = dict(zip(words.hashes.tolist(), words.counts.tolist(), strict=True))
        if not self._counts and words.texts.keys() >= counts.keys():
            self.texts = {word: words.texts[word] for word in counts}
            self._counts, counts = Counter(counts), {}
        for word, count in counts.items():
            if word not in self.texts:
                if word not in words.texts:  # it was dropped while the block was read
                    continue
                self.texts[word] = words.texts[word]
            self._counts[word] += count
        if len(self._counts) > MOST:
            self.forgotten = True
            self._counts = Counter(dict(self._counts.most_common(MOST // 2)))
            self.texts = {word: self.texts[word] for word in self._counts}

    def top(self) -> tuple[tuple[str, int], ...]:
        """Return the most frequent words, in lower case and without punctuation around them."""
        # The texts are in the order of the counts.
        words = b"\n".join(self.texts.values()).decode("utf-8", "replace").lower()
        plain = [word.strip(_PUNCTUATION)[:_CHARACTERS] for word in words.split("\n")]
        if words.isascii() and len(set(plain)) == len(plain):  # no two are the same word, as mostly
            total = dict(zip(plain, self._counts.values(), strict=False))
            total.pop("", None)
        else:
            total = self._merged(words.split("\n"))
        return value_counts.commonest(total)

    def _merged(self, words: Sequence[str]) -> dict[str, int]:
        """Return the counts of the parts of words between Unicode's blanks, without punctuation."""
        total: dict[str, int] = {}
        for word, count in zip(words, self._counts.values(), strict=False):
            for part in (word,) if word.isascii() else word.split():
                if trimmed := part.strip(_PUNCTUATION):
                    trimmed = trimmed[:_CHARACTERS]
                    total[trimmed] = total.get(trimmed, 0) + count
        return total


def count_words(
    texts: pa.StringArray, edges: np.ndarray, counters: Sequence[WordCounter]
) -> list[BlockWords]:
    """Count the words of columns, which have counters; thread-safe, as it changes nothing.

    The texts of column i, none of which is null, lie between `edges[i]` and `edges[i + 1]`.
    """
    data, bounds = hashing.text_buffers(texts)
    low, high = int(bounds[0]), int(bounds[-1])
    if low == high:
        return [BlockWords(np.empty(0, np.uint64), np.empty(0, np.intp), {}) for _counter in counters]
    data = _LOWER[data[low:high]]
    starts, lengths = _bounds(data, bounds - low)
    hashes = hashing.hash_slices(data, starts, lengths)
    ends = np.searchsorted(starts, bounds[edges] - low).tolist()
    counted, unknown = [], []
    for counter, (start, end) in zip(counters, pairwise(ends), strict=True):
        ordered = np.sort(hashes[start:end])
        first, counts = value_counts.runs(ordered)
        distinct = ordered[first]
        counted.append((distinct, counts))
        known = counter.texts
        unknown.append(distinct[[word not in known for word in distinct.tolist()]] if known else distinct)
    spelled = _spelled(data, starts, lengths, hashes, np.unique(np.concatenate(unknown)))
    return [BlockWords(distinct, counts, spelled) for distinct, counts in counted]


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
