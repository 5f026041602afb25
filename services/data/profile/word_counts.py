"""Words: how often each stands in the texts of a column, found in their bytes many at once."""

from collections import Counter

import numpy as np
import pyarrow as pa

from services.data.profile import hashing, value_counts

# With more different words than this, the rare ones are forgotten; what comes again later is counted anew.
MOST = 300_000

_PUNCTUATION = ".,;:!?\"'()[]{}<>«»“”‘’…-–—/\\|*#"
_SPACE = 32  # it and each control character parts words
_CHARACTERS = 100
_LOWER = np.arange(256, dtype=np.uint8)
_LOWER[ord("A") : ord("Z") + 1] += 32


class Words:
    """Counts of the words of one column, added block by block."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._texts: dict[int, bytes] = {}
        self.forgotten = False

    def find(self, texts: pa.StringArray) -> "Found":
        """Return the words of some texts without nulls; changes nothing, so threads may call it."""
        data, edges = hashing.parts(texts)
        low, high = int(edges[0]), int(edges[-1])
        if low == high:
            return Found(np.empty(0, np.uint64), np.empty(0, np.intp), {})
        data = _LOWER[data[low:high]]
        starts, lengths = _bounds(data, edges - low)
        hashes = hashing.of_runs(data, starts, lengths)
        ordered = np.sort(hashes)
        first, counts = value_counts.every(ordered)
        different = ordered[first]
        known = self._texts
        unknown = np.array([each for each in different.tolist() if each not in known], np.uint64)
        return Found(different, counts, _spelled(data, starts, lengths, hashes, unknown))

    def add(self, found: "Found") -> None:
        """Add what was found in one block."""
        for word, text in found.texts.items():
            self._texts.setdefault(word, text)
        for word, count in zip(found.hashes.tolist(), found.counts.tolist(), strict=True):
            if word in self._texts:  # or it was forgotten while the block was read
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
        first = sorted(total.items(), key=lambda each: (-each[1], each[0]))
        return tuple(first[: value_counts.TOP])


class Found:
    """Hashes of the words of one block, how often each stood there, and the spelling of new ones."""

    def __init__(self, hashes: np.ndarray, counts: np.ndarray, texts: dict[int, bytes]) -> None:
        self.hashes, self.counts, self.texts = hashes, counts, texts


def _bounds(data: np.ndarray, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where each word begins and how long it is; a text's edge parts words too."""
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
    if not len(unknown):
        return {}
    places = np.minimum(np.searchsorted(unknown, hashes), len(unknown) - 1)
    new = np.flatnonzero(unknown[places] == hashes)
    words, first = np.unique(hashes[new], return_index=True)
    raw = data.tobytes()
    at = zip(words.tolist(), starts[new[first]].tolist(), lengths[new[first]].tolist(), strict=True)
    return {word: raw[start : start + min(length, 4 * _CHARACTERS)] for word, start, length in at}
