"""Strings: what is gathered of a column of categories or of written text while its blocks go by."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
import pyarrow as pa

from services.data.profile import moments, numeric, pii
from services.data.profile.byte_views import Signs
from services.data.profile.column_block import Cells
from services.data.profile.column_store import Shelf, Values
from services.data.profile.records import ColumnProfile, Personal
from services.data.profile.typed_columns import Plan
from services.data.profile.value_counts import TOP, Runs
from services.data.profile.word_counts import Found, Words
from services.data.tables import dates
from services.data.tables.table import Table

_KEPT = 50_000  # with more different texts than this only their hashes are kept
_SAMPLE = 2000
_WORDS_OF = 50_000  # cells that the words are counted in, spread evenly where there are more
_ID_ROWS = 20


@dataclass(frozen=True)
class Piece:
    """What one block holds: its different texts with their counts, or hashes where most differ."""

    rows: int
    texts: pl.Series | None
    counts: np.ndarray
    hashes: np.ndarray
    evidence: numeric.Evidence
    dated: int
    mails: int
    personal: dict[Personal, int]
    lengths: np.ndarray | None = None
    words: Found | None = None


class StringColumn:
    """A column whose cells are texts; the counts of very many go by 64-bit hashes, and say so."""

    def __init__(self, name: str, plan: Plan, table: Table, shelf: Shelf) -> None:
        self.name, self._plan, self._form = name, plan, table.numbers
        self.examples: list[str] = []
        self._text = plan.kind == "text"
        self._words = Words()
        self._step = max(1, table.rows // _WORDS_OF)
        self._lengths = Values(shelf, "i4")
        self._hashes = Values(shelf, "u8")
        self._hashed = self._text
        self._counts: dict[str, int] = {}
        self._numeric = self._infinite = self._decorated = self._codes = 0
        self._dated = self._present = 0
        self._personal: Counter[Personal] = Counter()
        self.frequent: np.ndarray = np.empty(0, np.uint64)
        self._frequencies: dict[int, int] = {}

    def read(self, cells: Cells) -> Piece:
        """Return what a block holds; never None."""
        if self._hashed or _mostly_differ(cells.written):
            kept = cells.present
            counts = np.ones(len(kept), np.int64)
            hashes = kept.hash().to_numpy()
        else:
            kept, counts = cells.counted
            hashes = np.empty(0, np.uint64)
        signs = Signs(kept)
        evidence, dated = self._evidence(kept, counts, signs)
        return Piece(
            rows=int(counts.sum()),
            texts=None if len(hashes) else kept,
            counts=counts,
            hashes=hashes,
            evidence=evidence,
            dated=dated,
            mails=pii.mails(kept, counts) if signs.hold("@") else 0,
            personal=pii.numbers(signs, counts),
            lengths=self._lengths_of(kept, signs) if self._text else None,
            words=self._words_of(signs) if self._text else None,
        )

    def add(self, found: Piece) -> None:
        """Take in what a block holds."""
        self._present += found.rows
        self._numeric += found.evidence.number
        self._infinite += found.evidence.infinite
        self._decorated += found.evidence.decorated
        self._codes += found.evidence.code
        self._dated += found.dated
        self._personal.update(found.personal)
        self._personal["mail"] += found.mails
        if found.lengths is not None and found.words is not None:
            self._lengths.append(found.lengths)
            self._words.add(found.words)
        if found.texts is None:
            self._forget_texts()
            self._hashes.append(found.hashes)
        elif self._hashed:
            self._hashes.append(np.repeat(found.texts.hash().to_numpy(), found.counts))
        else:
            for text, count in zip(found.texts.to_list(), found.counts.tolist(), strict=True):
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
            hashed=self._hashed and distinct < self._present,  # unlike hashes are of unlike texts
            numeric=self._numeric,
            decorated=self._decorated,
            codes=self._codes,
            dated=self._dated,
            infinite=self._infinite,
            looks_like_id=kind == "category" and self._present >= _ID_ROWS and distinct == self._present,
            examples=tuple(self.examples),
            top=self._words.top() if self._text else top,
            once=once,
            personal=tuple(sorted((+self._personal).items(), key=lambda each: (-each[1], each[0]))),
        )
        if not self._text:
            return described
        lengths = moments.ascending(self._lengths.whole()).astype(float)
        forgotten = self._words.forgotten
        return replace(described, words_of=self._step, words_forgotten=forgotten, **moments.spread(lengths))

    def named(self, texts: dict[int, str]) -> tuple[tuple[str, int], ...]:
        """Return the top values of frequent hashes whose texts were found."""
        pairs = [(texts[each], count) for each, count in self._frequencies.items() if each in texts]
        return tuple(sorted(pairs, key=lambda each: (-each[1], each[0])))

    def _distinct(self) -> tuple[int, int, tuple[tuple[str, int], ...]]:
        """Return how many values differ, how many stand once, and the most frequent where they are kept."""
        if not self._hashed:
            once = sum(count == 1 for count in self._counts.values())
            if len(self._counts) == self._present > TOP:
                return len(self._counts), once, ()
            ranked = sorted(self._counts.items(), key=lambda each: (-each[1], each[0]))
            return len(ranked), once, tuple(ranked[:TOP])
        ordered = moments.ascending(self._hashes.whole())
        found = Runs.of(ordered)
        if not self._text:
            self.frequent = ordered[found.starts]
            self._frequencies = dict(zip(self.frequent.tolist(), found.counts.tolist(), strict=True))
        return found.different, found.once, ()

    def _evidence(self, texts: pl.Series, counts: np.ndarray, signs: Signs) -> tuple[numeric.Evidence, int]:
        """Return how many cells are numbers of each sort, and how many dates."""
        if signs.digits():
            return numeric.digits(signs, counts), 0
        evidence, dated = numeric.Evidence(), 0
        if (likely := numeric.likely(signs)).any():
            evidence = numeric.evidence(*_those(texts, counts, likely), self._form)
        if (likely := dates.likely(signs.sign(0), signs.lengths)).any():
            dated = dates.count(*_those(texts, counts, likely))
        return evidence, dated

    def _lengths_of(self, texts: pl.Series, signs: Signs) -> np.ndarray:
        return signs.lengths if signs.plain else texts.str.len_chars().to_numpy()

    def _words_of(self, signs: Signs) -> Found:
        return self._words.find(signs.texts.take(pa.array(np.arange(0, len(signs.texts), self._step))))

    def _forget_texts(self) -> None:
        if self._counts:
            texts = pl.Series(list(self._counts), dtype=pl.String)
            self._hashes.append(np.repeat(texts.hash().to_numpy(), list(self._counts.values())))
            self._counts = {}
        self._hashed = True


def _those(texts: pl.Series, counts: np.ndarray, chosen: np.ndarray) -> tuple[pl.Series, np.ndarray]:
    """Return some of the texts, with their counts."""
    return (texts, counts) if chosen.all() else (texts.filter(pl.Series(chosen)), counts[chosen])


def _mostly_differ(written: pl.Series) -> bool:
    head = written.head(_SAMPLE)
    return len(written) > _SAMPLE and head.n_unique() > len(head) // 2
