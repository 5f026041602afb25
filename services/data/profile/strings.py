"""Strings: what is gathered of a column of categories or of written text while its blocks go by."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.data import dates
from services.data.numbers import NumberFormat
from services.data.profile import hashing, numeric, personal, spread
from services.data.profile.columns import Plan
from services.data.profile.facts import ColumnProfile, Personal
from services.data.profile.values import Shelf, Values
from services.data.profile.words import Found, Words

_KEPT = 50_000  # with more different texts than this only their hashes are kept
_SAMPLE = 2000
_ID_ROWS = 20


@dataclass(frozen=True)
class Piece:
    """What one block holds: its different texts with their counts, or hashes where most differ."""

    rows: int
    texts: pa.StringArray | None
    counts: np.ndarray
    hashes: np.ndarray
    evidence: tuple[int, int, int]
    dated: int
    personal: dict[Personal, int]
    lengths: np.ndarray | None = None
    words: Found | None = None


class StringColumn:
    """A column whose cells are texts; the exact counts of very many go by 64-bit hashes."""

    def __init__(self, name: str, plan: Plan, form: NumberFormat, shelf: Shelf) -> None:
        self.name, self._plan, self._form = name, plan, form
        self.examples: list[str] = []
        self._text = plan.kind == "text"
        self._words = Words()
        self._lengths = Values(shelf, "i4")
        self._hashes = Values(shelf, "u8")
        self._hashed = self._text
        self._counts: dict[str, int] = {}
        self._numeric = self._infinite = self._decorated = self._dated = self._present = 0
        self._personal: Counter[Personal] = Counter()
        self.frequent: np.ndarray = np.empty(0, np.uint64)
        self._frequencies: dict[int, int] = {}

    def read(self, texts: pa.StringArray) -> Piece:
        """Return what a block holds; never None."""
        present = texts.drop_null()
        if self._hashed or _mostly_differ(present):
            kept, counts = present, np.ones(len(present), np.int64)
            hashes = hashing.of_texts(present)
        else:
            counted = present.value_counts()
            kept, counts = counted.field("values"), counted.field("counts").to_numpy()
            hashes = np.empty(0, np.uint64)
        return Piece(
            len(present),
            None if len(hashes) else kept,
            counts,
            hashes,
            numeric.evidence(kept, counts, self._form),
            dates.count(kept, counts),
            personal.count(kept, counts),
            pc.utf8_length(present).to_numpy() if self._text else None,
            self._words.find(present) if self._text else None,
        )

    def add(self, found: Piece) -> None:
        """Take in what a block holds."""
        self._present += found.rows
        self._numeric += found.evidence[0]
        self._infinite += found.evidence[1]
        self._decorated += found.evidence[2]
        self._dated += found.dated
        self._personal.update(found.personal)
        if found.lengths is not None and found.words is not None:
            self._lengths.append(found.lengths)
            self._words.add(found.words)
        if found.texts is None:
            self._forget_texts()
            self._hashes.append(found.hashes)
        elif self._hashed:
            self._hashes.append(np.repeat(hashing.of_texts(found.texts), found.counts))
        else:
            for text, count in zip(found.texts.to_pylist(), found.counts.tolist(), strict=True):
                self._counts[text] = self._counts.get(text, 0) + count
            if len(self._counts) > _KEPT:
                self._forget_texts()

    def finish(self, rows: int) -> ColumnProfile:
        """Return the profile; a category's `frequent` hashes still need their texts."""
        distinct, once, top = self._distinct()
        kind = self._plan.prose.kind(distinct, self._present)
        described = ColumnProfile(
            name=self.name,
            kind=kind,
            missing=rows - self._present,
            distinct=distinct,
            numeric=self._numeric,
            decorated=self._decorated,
            dated=self._dated,
            infinite=self._infinite,
            looks_like_id=kind == "category" and self._present >= _ID_ROWS and distinct == self._present,
            examples=tuple(self.examples),
            top=self._words.top() if self._text else top,
            once=once,
            personal=tuple(sorted(self._personal.items(), key=lambda each: (-each[1], each[0]))),
        )
        if not self._text:
            return described
        lengths = np.sort(self._lengths.whole()).astype(float)
        return replace(described, **spread.spread(lengths))

    def named(self, texts: dict[int, str]) -> tuple[tuple[str, int], ...]:
        """Return the top values of frequent hashes whose texts were found."""
        pairs = [(texts[each], count) for each, count in self._frequencies.items() if each in texts]
        return tuple(sorted(pairs, key=lambda each: (-each[1], each[0])))

    def _distinct(self) -> tuple[int, int, tuple[tuple[str, int], ...]]:
        """Return how many values differ, how many stand once, and the most frequent where they are kept."""
        if not self._hashed:
            once = sum(count == 1 for count in self._counts.values())
            if len(self._counts) == self._present > spread.TOP:
                return len(self._counts), once, ()
            ranked = sorted(self._counts.items(), key=lambda each: (-each[1], each[0]))
            return len(ranked), once, tuple(ranked[: spread.TOP])
        ordered = self._hashes.whole()
        ordered.sort()
        starts, counts = spread.runs(ordered)
        if not self._text and len(counts) and (counts.max() > 1 or len(counts) <= spread.TOP):
            first = spread.most(counts)
            self.frequent = ordered[starts[first]]
            self._frequencies = dict(zip(self.frequent.tolist(), counts[first].tolist(), strict=True))
        return len(starts), int((counts == 1).sum()), ()

    def _forget_texts(self) -> None:
        if self._counts:
            texts = pa.array(list(self._counts), pa.string())
            self._hashes.append(np.repeat(hashing.of_texts(texts), list(self._counts.values())))
            self._counts = {}
        self._hashed = True


def _mostly_differ(present: pa.StringArray) -> bool:
    head = present.slice(0, _SAMPLE)
    return len(present) > _SAMPLE and pc.count_distinct(head).as_py() > len(head) // 2
