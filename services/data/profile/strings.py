"""Strings: what is gathered of a column of categories or of written text while its blocks go by."""

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from services.data import dates
from services.data.profile import numeric, personal, spread
from services.data.profile.cells import FEW, Cells, arrow
from services.data.profile.columns import Plan
from services.data.profile.facts import ColumnProfile, Personal
from services.data.profile.values import Shelf, Values
from services.data.profile.words import Found, Words
from services.data.table import Table

_KEPT = 50_000  # with more different texts than this only their hashes are kept
_TELLING = re.compile(r"[\d@∞]|inf", re.IGNORECASE)
_SAMPLE = 2000
_WORDS_OF = 50_000  # cells that the words are counted in, spread evenly where there are more
_ID_ROWS = 20
# What is looked for more closely only in those texts that seem to be it.
_SEEMS = {"number": numeric.LIKELY, "date": dates.LIKELY, "mail": personal.MAIL, "digits": personal.NUMBER}


@dataclass(frozen=True)
class Piece:
    """What one block holds: its different texts with their counts, or hashes where most differ."""

    rows: int
    texts: pl.Series | None
    counts: np.ndarray
    hashes: np.ndarray
    evidence: tuple[int, int, int]
    dated: int
    mails: int
    personal: dict[Personal, int]
    lengths: np.ndarray | None = None
    words: Found | None = None


class StringColumn:
    """A column whose cells are texts; the exact counts of very many go by 64-bit hashes."""

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
        self._numeric = self._infinite = self._decorated = self._dated = self._present = 0
        self._personal: Counter[Personal] = Counter()
        self.frequent: np.ndarray = np.empty(0, np.uint64)
        self._frequencies: dict[int, int] = {}

    def read(self, cells: Cells) -> Piece:
        """Return what a block holds; never None."""
        present = cells.present
        if self._hashed or _mostly_differ(present):
            kept, counts = present, np.ones(len(present), np.int64)
            hashes = present.hash().to_numpy()
        else:
            kept, counts = cells.counted["text"], cells.counted["count"].to_numpy().astype(np.int64)
            hashes = np.empty(0, np.uint64)
        seems = kept.to_frame("text").select(**_SEEMS) if _may_seem(kept) else None

        def those(sort: str) -> tuple[pl.Series, np.ndarray] | None:
            if seems is None:
                return None
            chosen = seems[sort]
            return (kept.filter(chosen), counts[chosen.to_numpy()]) if chosen.any() else None

        return Piece(
            rows=len(present),
            texts=None if len(hashes) else kept,
            counts=counts,
            hashes=hashes,
            evidence=numeric.evidence(*likely, self._form) if (likely := those("number")) else (0, 0, 0),
            dated=dates.count(*likely) if (likely := those("date")) else 0,
            mails=personal.mails(*likely) if (likely := those("mail")) else 0,
            personal=personal.numbers(*likely) if (likely := those("digits")) else {},
            lengths=present.str.len_chars().to_numpy() if self._text else None,
            words=self._words.find(arrow(present.gather_every(self._step))) if self._text else None,
        )

    def add(self, found: Piece) -> None:
        """Take in what a block holds."""
        self._present += found.rows
        self._numeric += found.evidence[0]
        self._infinite += found.evidence[1]
        self._decorated += found.evidence[2]
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
            numeric=self._numeric,
            decorated=self._decorated,
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
        lengths = spread.ascending(self._lengths.whole()).astype(float)
        return replace(described, words_of=self._step, **spread.spread(lengths))

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
        ordered = spread.ascending(self._hashes.whole())
        starts, counts = spread.runs(ordered)
        if not self._text and len(counts) and (counts.max() > 1 or len(counts) <= spread.TOP):
            first = spread.most(counts)
            self.frequent = ordered[starts[first]]
            self._frequencies = dict(zip(self.frequent.tolist(), counts[first].tolist(), strict=True))
        return len(starts), int((counts == 1).sum()), ()

    def _forget_texts(self) -> None:
        if self._counts:
            texts = pl.Series(list(self._counts), dtype=pl.String)
            self._hashes.append(np.repeat(texts.hash().to_numpy(), list(self._counts.values())))
            self._counts = {}
        self._hashed = True


def _may_seem(texts: pl.Series) -> bool:
    """Tell whether any of a few texts can be what is looked for: without these signs it is none of it."""
    return len(texts) > FEW or _TELLING.search("\n".join(texts.to_list())) is not None


def _mostly_differ(present: pl.Series) -> bool:
    head = present.head(_SAMPLE)
    return len(present) > _SAMPLE and head.n_unique() > len(head) // 2
